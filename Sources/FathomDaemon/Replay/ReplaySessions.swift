import Fathom
import FathomEpisodes
import FathomWire

/// The sessions that a recording's events go to: the one that was recorded, or those that a task makes of streams.
final class ReplaySessions {
    let recorded: RecordedSession
    /// Whether the rewards ought to equal the recorded ones.
    let isExact: Bool
    /// Whether the last file's episode goes on in another one, which has not come yet.
    var isContinued = false
    private let looksBack: Bool
    private let task: ReplayTask
    private var sessions: [SessionReplay] = []
    private let decoder = FrameDecoder()
    private var frame = Frame(stream: "")

    /// - Parameter looksBack: whether episodes are kept for `takeHindsight`.
    /// - Throws: `Rejection` when the task cannot be put in force.
    init(
        _ recorded: RecordedSession, _ task: ReplayTask, start: RecordedStart, looksBack: Bool
    ) throws(Rejection) {
        self.recorded = recorded
        self.looksBack = looksBack
        self.task = task
        isExact = task.isRecorded && recorded.source == .daemon
        // What a subscriber heard, or was imported, are streams; sessions come with them.
        if recorded.source == .daemon { try add(recorded, start) }
    }

    /// Index of the last event; `nil` before the first.
    private(set) var lastIndex: UInt64?

    /// Goes on with the file of another episode.
    func begin(_ start: RecordedStart) {
        guard recorded.source == .daemon else { return }
        for session in sessions { session.begin(start) }
    }

    /// Ends the episodes under way for those who look back.
    func finish(isWhole: Bool) {
        for session in sessions { session.finish(isWhole: isWhole && !isContinued) }
        isContinued = false
    }

    /// What is known of the episodes that have ended since the last call.
    func takeHindsight() -> [HindsightPass] {
        looksBack ? sessions.flatMap { $0.takeHindsight() } : []
    }

    /// The rewards that an event brings.
    /// - Throws: `Rejection` for an event that cannot be what it says.
    func process(_ event: EpisodeEvent) throws(Rejection) -> [Reward] {
        lastIndex = event.index
        var rewards: [Reward] = []
        for session in try takers(of: event) {
            if let reward = try session.process(event) { rewards.append(reward) }
        }
        return rewards
    }

    private func takers(of event: EpisodeEvent) throws(Rejection) -> [SessionReplay] {
        guard recorded.source != .daemon, let stream = try stream(of: event) else { return sessions }
        guard task.task.streams.takes(stream) else { return [] }
        let name = if case .each = task.task.streams { stream } else { "" }
        if let known = sessions.first(where: { $0.session.session == name }) { return [known] }
        var session = recorded
        (session.task, session.session) = (task.task.name, name)
        return [try add(session, RecordedStart(digest: task.task.digest))]
    }

    /// The stream that an event came from; `nil` for one that concerns all.
    private func stream(of event: EpisodeEvent) throws(Rejection) -> String? {
        switch event.body {
        case .malformedFrame(let stream, _), .malformedDetections(let stream, _), .detections(let stream):
            return stream
        case .frame:
            guard let header = event.parts.first else {
                throw Rejection("event.parts", expected: "a header", found: "none")
            }
            try decoder.decode(header: header.bytes, parts: Array(event.parts.dropFirst()), into: &frame)
            return frame.stream
        default: return nil
        }
    }

    @discardableResult
    private func add(_ session: RecordedSession, _ start: RecordedStart) throws(Rejection) -> SessionReplay {
        let replay = try SessionReplay(
            session, task: task.task, start: start, followsTargets: task.followsTargets, looksBack: looksBack,
            digest: \.computedDigest)
        sessions.append(replay)
        return replay
    }
}
