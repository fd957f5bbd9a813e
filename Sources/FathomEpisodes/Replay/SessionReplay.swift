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

    /// - Parameters:
    ///   - task: the configuration to measure by.
    ///   - start: what was in force where the recording begins.
    ///   - followsTargets: whether targets that controllers put in force replace the task's.
    ///   - digest: of a task; the pipeline does not hash.
    /// - Throws: `Rejection` when the configuration cannot be put in force.
    public init(
        _ session: RecordedSession, task: TaskConfiguration, start: RecordedStart, followsTargets: Bool = true,
        digest: @escaping (TaskConfiguration) -> String
    ) throws(Rejection) {
        self.session = session
        self.task = task
        self.start = start
        self.followsTargets = followsTargets
        self.digest = digest
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
        pipeline = try Pipeline(configuration: task, session: session.session, resuming: checkpoint)
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
