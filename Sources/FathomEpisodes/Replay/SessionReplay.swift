public import Fathom
public import FathomWire

/// A recorded session's pipeline, run again on what it processed.
///
/// Under the configuration that was in force it gives the same rewards as it did live, but for the publish time. Belongs to
/// one thread.
public final class SessionReplay {
    public let session: RecordedSession
    /// Index of the last event; `nil` before the first.
    public private(set) var lastIndex: UInt64?
    /// As the configuration has it.
    private let task: TaskConfiguration
    /// Whether what controllers said of the target is followed.
    private let followsTargets: Bool
    private let digest: (TaskConfiguration) -> String
    private let decoder = EventDecoder()
    private var start: RecordedStart
    private var pipeline: Pipeline
    private let trace: TrackTrace?

    /// - Parameters:
    ///   - task: the configuration to measure by.
    ///   - start: what was in force where the recording begins.
    ///   - followsTargets: whether targets that controllers put in force replace the task's.
    ///   - looksBack: whether episodes are kept for `takeHindsight`.
    ///   - digest: of a task; the pipeline does not hash.
    /// - Throws: `Rejection` when the configuration cannot be put in force.
    public init(
        _ session: RecordedSession, task: TaskConfiguration, start: RecordedStart, followsTargets: Bool = true,
        looksBack: Bool = false, digest: @escaping (TaskConfiguration) -> String
    ) throws(Rejection) {
        self.session = session
        self.task = task
        self.start = start
        self.followsTargets = followsTargets
        self.digest = digest
        trace = looksBack ? TrackTrace() : nil
        pipeline = try Pipeline(configuration: task, session: session.session)
        try restart(from: PipelineCheckpoint())
    }

    /// Goes on with the file of another episode, whose first event tells what came before.
    public func begin(_ start: RecordedStart) {
        self.start = start
    }

    private func restart(from checkpoint: PipelineCheckpoint) throws(Rejection) {
        var task = task
        if followsTargets, let target = start.target {
            task.target = .description(target)
            task.digest = digest(task)
        }
        trace?.finish()
        pipeline = try Pipeline(configuration: task, session: session.session, resuming: checkpoint)
        pipeline.trace = trace
    }

    /// Ends the episode under way for those who look back.
    /// - Parameter isWhole: whether the recording has all of it.
    public func finish(isWhole: Bool) {
        trace?.finish(isWhole: isWhole)
    }

    /// What is known of the frames of the episodes that have ended since the last call, now that they have.
    public func takeHindsight() -> [HindsightPass] {
        let episodes = trace?.takeFinished() ?? []
        return episodes.map { HindsightPass($0, daemonEpoch: session.daemonEpoch) }
    }

    /// The reward that the event brings, with its receive time and without a publish time.
    /// - Throws: `Rejection` for an event that cannot be what it says.
    public func process(_ event: EpisodeEvent) throws(Rejection) -> Reward? {
        if let checkpoint = event.checkpoint { try restart(from: checkpoint) }
        lastIndex = event.index
        var event = event
        if case .setTarget(let description, _) = event.body {
            guard followsTargets else { return nil }
            var changed = pipeline.configuration
            changed.target = .description(description)
            event.body = .setTarget(description: description, digest: digest(changed))
        }
        return try decoder.withEvent(event) { live throws(Rejection) in
            guard var reward = pipeline.process(live) else { return nil }
            reward.daemonEpoch = session.daemonEpoch
            reward.receiveTimeNanoseconds = event.receiveTimeNanoseconds
            return reward
        }
    }
}
