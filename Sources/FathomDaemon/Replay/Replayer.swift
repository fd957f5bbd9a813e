internal import Fathom
internal import FathomEpisodes
public import FathomTransport
internal import FathomWire
internal import Foundation

/// `fathom replay`: recorded sessions through the same pipeline again.
public struct Replayer: Sendable {
    public enum Rate: String, Sendable, CaseIterable {
        /// As fast as it goes.
        case max
        /// Each event as long after the one before as it was processed then.
        case asRecorded = "as-recorded"
    }

    public var files: [String]
    /// A configuration file to measure by; `nil` for the recorded one.
    public var configuration: String?
    /// The task of `configuration`; `nil` for the recorded name.
    public var task: String?
    public var rate: Rate
    /// Where rewards go as JSON lines; `-` is standard output, `nil` nowhere.
    public var output: String?
    public var publish: Attachment?
    /// Where it goes what is known of each frame once its episode is; `nil` nowhere.
    public var hindsight: String?

    public init(
        files: [String], configuration: String? = nil, task: String? = nil, rate: Rate = .max, output: String? = "-",
        publish: Attachment? = nil, hindsight: String? = nil
    ) {
        self.files = files
        self.configuration = configuration
        self.task = task
        self.rate = rate
        self.output = output
        self.publish = publish
        self.hindsight = hindsight
    }

    /// Replays all files.
    /// - Returns: the exit status: 0 whole, 1 something failed, 2 configuration not accepted, 3 done with loss.
    public func run() -> Int32 {
        StopFlag.install()
        do throws(ReplayError) {
            let run = try ReplayRun(self)
            return try run.perform()
        } catch {
            Self.tell("\(error)")
            if case .configuration = error { return 2 }
            return 1
        }
    }

    static func tell(_ text: String) {
        try? FileHandle.standardError.write(contentsOf: Data("fathom replay: \(text)\n".utf8))
    }
}

/// One run's files and state. Belongs to one thread.
private final class ReplayRun {
    private let replayer: Replayer
    private let plan: ReplayPlan
    private let configuration: ConfigurationFile?
    private let context: ZMQContext
    private let output: ReplayOutput
    private let hindsight: HindsightOutput?
    private var report = ReplayReport()
    private var progress: ReplayProgress
    private var sessions: ReplaySessions?
    private var pace = ReplayPace()
    private var done: UInt64 = 0

    init(_ replayer: Replayer) throws(ReplayError) {
        self.replayer = replayer
        plan = ReplayPlan(replayer.files)
        for failure in plan.failures { report.noteFailure("\(failure)") }
        do throws(ConfigurationError) {
            configuration = try replayer.configuration.map { path throws(ConfigurationError) in
                try ConfigurationFile(forReplay: path)
            }
        } catch {
            throw .configuration("\(error)")
        }
        do throws(TransportError) {
            context = try ZMQContext()
        } catch {
            throw .output("\(error)")
        }
        let hindsight = try replayer.hindsight.map { path throws(ReplayError) in try HindsightOutput(path: path) }
        self.hindsight = hindsight
        do throws(ReplayError) {
            output = try ReplayOutput(
                path: replayer.output, publish: replayer.publish, context: context, isStopped: { StopFlag.isSet })
        } catch {
            hindsight?.discard()
            throw error
        }
        progress = ReplayProgress(total: plan.items.reduce(0) { $0 &+ ($1.messageCount ?? 0) })
    }

    func perform() throws(ReplayError) -> Int32 {
        let start = Clocks.system.monotonic()
        for item in plan.items where !StopFlag.isSet {
            do throws(EpisodeError) {
                try replay(try EpisodeFile(path: item.path))
            } catch {
                report.noteFailure("\(error)")
                sessions?.finish(isWhole: false)
            }
            try takeHindsight()
        }
        try endEpisodes()
        try output.finish()
        try hindsight?.finish()
        progress.update(done, isLast: true)
        if StopFlag.isSet { report.noteLoss("stopped before the end") }
        for line in report.failures + report.losses { Replayer.tell(line) }
        if let hindsight { report.noteHindsight(frames: hindsight.frames, filled: hindsight.filled) }
        Replayer.tell(report.summary(seconds: Double(Clocks.system.monotonic() - start) / 1e9))
        return report.exitStatus
    }

    /// No more of the session's episodes comes.
    private func endEpisodes() throws(ReplayError) {
        sessions?.finish(isWhole: !StopFlag.isSet)
        try takeHindsight()
    }

    private func takeHindsight() throws(ReplayError) {
        guard let hindsight else { return }
        for episode in sessions?.takeHindsight() ?? [] {
            if episode.isTooLong { report.noteTooLong(episode.first) }
            for frame in episode.frames { try hindsight.take(frame) }
        }
    }

    private func replay(_ file: EpisodeFile) throws(EpisodeError) {
        guard let sessions = try sessions(of: file) else { return }
        report.noteFile()
        var comparison = RewardComparison(file.path, isOn: sessions.isExact)
        var lost: UInt64 = 0
        while !StopFlag.isSet, let entry = try file.next() {
            done += 1
            progress.update(done)
            switch entry {
            case .event(let event, let time):
                lost += noteGap(before: event, sessions, file)
                comparison.endEvent(&report)
                pace.wait(until: time, replayer.rate)
                comparison.begin(try process(event, sessions, file))
            case .reward(let bytes):
                comparison.compare(bytes, &report)
            }
        }
        if let damage = file.damage {
            report.noteLoss("\(damage)")
            sessions.finish(isWhole: false)
        } else if !StopFlag.isSet {
            comparison.endEvent(&report)
            noteEnd(file, lost)
        }
    }

    /// The file's session: the one before goes on when it is of the same run.
    /// - Returns: `nil` for a file that continues another, which is not there.
    private func sessions(of file: EpisodeFile) throws(EpisodeError) -> ReplaySessions? {
        if let sessions, sessions.recorded.isSame(as: file.session) {
            if file.segment > 0, sessions.lastIndex.map({ $0 + 1 }) != file.firstEvent { return noteMissingStart(file) }
            if file.segment == 0 {
                if sessions.isContinued { sessions.finish(isWhole: false) }
                sessions.begin(file.start)
            }
            sessions.isContinued = false
            return sessions
        }
        do {
            try endEpisodes()
        } catch {
            throw .unreadable(file: file.path, reason: "\(error)")
        }
        guard file.segment == 0 else { return noteMissingStart(file) }
        do {
            let task = try ReplayTask(file.session, of: file.path, file: configuration, task: replayer.task)
            sessions = try ReplaySessions(file.session, task, start: file.start, looksBack: hindsight != nil)
        } catch {
            throw .unreadable(file: file.path, reason: "\(error)")
        }
        return sessions
    }

    private func noteMissingStart(_ file: EpisodeFile) -> ReplaySessions? {
        report.noteLoss("\(file.path): not replayed: it continues a file that was not given")
        return nil
    }

    private func process(
        _ event: EpisodeEvent, _ sessions: ReplaySessions, _ file: EpisodeFile
    ) throws(EpisodeError) -> Reward? {
        report.noteEvent()
        do {
            let rewards = try sessions.process(event)
            for reward in rewards {
                report.noteReward()
                try output.take(reward)
            }
            try takeHindsight()
            return rewards.first
        } catch {
            throw .unreadable(file: file.path, reason: "event \(event.index): \(error)")
        }
    }

    /// - Returns: how many events are missing before this one.
    private func noteGap(before event: EpisodeEvent, _ sessions: ReplaySessions, _ file: EpisodeFile) -> UInt64 {
        guard event.checkpoint == nil, let last = sessions.lastIndex, event.index > last + 1 else { return 0 }
        let count = event.index - last - 1
        report.noteLoss(
            "\(file.path): \(count) events behind event \(last) were not recorded; rewards may differ from there on")
        return count
    }

    private func noteEnd(_ file: EpisodeFile, _ lost: UInt64) {
        guard let summary = file.summary else {
            sessions?.finish(isWhole: false)
            return report.noteLoss("\(file.path): ends without an end; its last events may be missing")
        }
        sessions?.isContinued = summary.isContinued
        guard summary.lostEvents > lost else { return }
        sessions?.finish(isWhole: false)
        report.noteLoss("\(file.path): \(summary.lostEvents - lost) events at its end were not recorded")
    }
}

/// Keeps a replay as slow as the recording was.
private struct ReplayPace {
    private var origin: (recorded: Int64, now: Int64)?
    /// Longer pauses are cut: the daemon may have been stopped between.
    private static let longest: Int64 = 10_000_000_000

    mutating func wait(until recorded: Int64, _ rate: Replayer.Rate) {
        guard rate == .asRecorded else { return }
        let now = Clocks.system.monotonic()
        guard let origin, recorded - origin.recorded - (now - origin.now) <= Self.longest else {
            self.origin = (recorded, now)
            return
        }
        let rest = recorded - origin.recorded - (now - origin.now)
        if rest > 0 { usleep(UInt32(clamping: rest / 1000)) }
    }
}
