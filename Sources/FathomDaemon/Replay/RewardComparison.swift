import Fathom
import FathomWire

/// Compares a replay's rewards with the recorded ones, byte for byte but for the publish time.
struct RewardComparison {
    private let path: String
    private let isOn: Bool
    private let codec = RewardCodec()
    private var replayed: Reward?
    private var isCompared = true

    init(_ path: String, isOn: Bool) {
        self.path = path
        self.isOn = isOn
    }

    /// What the event at hand brought.
    mutating func begin(_ reward: Reward?) {
        replayed = reward
        isCompared = reward == nil
    }

    /// Takes the recorded reward of the event at hand.
    mutating func compare(_ bytes: any ByteStorage, _ report: inout ReplayReport) {
        guard isOn else { return }
        isCompared = true
        guard let recorded = try? codec.decode(bytes.bytes) else {
            return report.noteDifferent("\(path): a recorded reward cannot be read")
        }
        guard let replayed else {
            return report.noteDifferent("\(path): reward \(recorded.rewardSequence) was recorded and is not replayed")
        }
        self.replayed = nil
        guard encoded(replayed) != encoded(recorded) else { return report.noteEqual() }
        report.noteDifferent("\(path): reward \(recorded.rewardSequence): \(Self.difference(recorded, replayed))")
    }

    /// No recorded reward follows the event at hand.
    mutating func endEvent(_ report: inout ReplayReport) {
        guard isOn, !isCompared, let replayed else { return }
        isCompared = true
        report.noteDifferent("\(path): reward \(replayed.rewardSequence) is replayed and was not recorded")
    }

    private func encoded(_ reward: Reward) -> [UInt8] {
        var reward = reward
        reward.publishTimeNanoseconds = nil
        var bytes: [UInt8] = []
        try? codec.encode(reward, into: &bytes)
        return bytes
    }

    /// The first part in which they differ.
    private static func difference(_ recorded: Reward, _ replayed: Reward) -> String {
        func words(_ value: Double?) -> String { value.map { "\($0)" } ?? "none" }
        let pairs: [(name: String, recorded: String, replayed: String)] = [
            ("reward_sequence", "\(recorded.rewardSequence)", "\(replayed.rewardSequence)"),
            ("configuration_digest", recorded.configurationDigest, replayed.configurationDigest),
            ("status", recorded.status.name, replayed.status.name),
            ("reason", recorded.reason ?? "none", replayed.reason ?? "none"),
            ("metres", words(recorded.distance?.meters), words(replayed.distance?.meters)),
            (
                "standard_deviation", words(recorded.distance?.standardDeviation),
                words(replayed.distance?.standardDeviation)
            ),
            ("potential", words(recorded.terms.potential), words(replayed.terms.potential)),
            ("value", words(recorded.terms.value), words(replayed.terms.value)),
            ("progress", words(recorded.terms.progress), words(replayed.terms.progress)),
            ("skipped_frames", "\(recorded.skippedFrames)", "\(replayed.skippedFrames)"),
        ]
        let first = pairs.first { $0.recorded != $0.replayed }
        return first.map { "\($0.name): recorded \($0.recorded), replayed \($0.replayed)" } ?? "another field"
    }
}
