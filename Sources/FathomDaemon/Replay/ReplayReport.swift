import Fathom
import FathomEpisodes

/// What a replay did, and what was missing.
struct ReplayReport {
    private(set) var files = 0
    private(set) var events: UInt64 = 0
    private(set) var rewards: UInt64 = 0
    /// Recorded rewards that came out equal, byte for byte but for their publish time.
    private(set) var equal: UInt64 = 0
    private(set) var different: UInt64 = 0
    private var hindsight: (frames: UInt64, filled: UInt64)?
    /// What was not replayed exactly, in words.
    private(set) var losses: [String] = []
    private(set) var failures: [String] = []
    private static let maxLines = 100

    mutating func noteFile() { files += 1 }
    mutating func noteEvent() { events += 1 }
    mutating func noteReward() { rewards += 1 }
    mutating func noteEqual() { equal += 1 }

    mutating func noteHindsight(frames: UInt64, filled: UInt64) { hindsight = (frames, filled) }

    /// An episode that hindsight says nothing of.
    mutating func noteTooLong(_ first: Reward?) {
        let name = first.map { "'\($0.task)', episode '\($0.episode ?? "")'" } ?? "an episode"
        noteLoss("\(name): no hindsight: it has more than \(EpisodeTrace.capacity) frames")
    }

    mutating func noteDifferent(_ text: @autoclosure () -> String) {
        // The first one tells what is wrong; the rest often follow from it.
        if different == 0 { noteLoss(text()) }
        different += 1
    }

    mutating func noteLoss(_ text: String) {
        if losses.count < Self.maxLines { losses.append(text) }
    }

    mutating func noteFailure(_ text: String) {
        if failures.count < Self.maxLines { failures.append(text) }
    }

    /// 0 whole, 1 something failed, 3 done with loss.
    var exitStatus: Int32 {
        if !failures.isEmpty { return 1 }
        return losses.isEmpty ? 0 : 3
    }

    /// - Parameter isRecorded: whether the recorded configuration was in force.
    func summary(seconds: Double) -> String {
        var text = "\(files) file\(files == 1 ? "" : "s"), \(events) events, \(rewards) rewards"
        if seconds > 0 {
            text += " in \(seconds.short(digits: 2)) s (\((Double(events) / seconds).short(digits: 0))/s)"
        }
        if equal + different > 0 {
            text +=
                different == 0
                ? "; all \(equal) equal to the recorded ones" : "; \(different) of \(equal + different) differ"
        }
        if let hindsight { text += "; hindsight on \(hindsight.frames) frames, \(hindsight.filled) of them filled in" }
        return text
    }
}

extension Double {
    fileprivate func short(digits: Int) -> String {
        var scale = 1.0
        for _ in 0..<digits { scale *= 10 }
        let rounded = (self * scale).rounded() / scale
        return digits == 0 ? "\(Int(rounded))" : "\(rounded)"
    }
}
