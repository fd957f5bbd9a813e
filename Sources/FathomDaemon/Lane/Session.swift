import Fathom
import FathomEpisodes
import FathomWire

/// One task on one source: the pipeline, its numbered rewards and what was counted on the way.
final class Session {
    let task: String
    let name: String
    let pipeline: Pipeline
    private(set) var ring: RewardRing
    private(set) var nextSequence: UInt64 = 0
    private var frames: UInt64 = 0
    private var skippedFrames: UInt64 = 0
    private var rejected = Counters()
    private var last: Reward?
    /// When the stream was found silent, by the wall clock; `nil` while frames come.
    private(set) var staleSince: Int64?
    private let daemonEpoch: UInt64
    let firstSequence: UInt64
    /// Whether it is fed by the steps of one connection: these come when they come, and silence means nothing.
    let isLockstep: Bool
    /// Takes down what is processed; `nil` when nothing is recorded.
    let recorder: SessionRecorder?
    /// Whether it is fed by batches of poses, which the pipeline and what is said to it have no part in.
    var takesBatches = false

    /// - Parameter firstSequence: number of the first reward.
    /// - Throws: `Rejection` when the task cannot be put in force.
    init(
        task: TaskConfiguration, name: String, ringCapacity: Int, daemonEpoch: UInt64, firstSequence: UInt64 = 0,
        isLockstep: Bool = false, recording: Recording? = nil
    ) throws(Rejection) {
        self.firstSequence = firstSequence
        self.isLockstep = isLockstep
        self.task = task.name
        self.name = name
        self.daemonEpoch = daemonEpoch
        nextSequence = firstSequence
        pipeline = try Pipeline(configuration: task, session: name, firstSequence: firstSequence)
        ring = RewardRing(capacity: ringCapacity)
        recorder = recording?.open(task, session: name, daemonEpoch: daemonEpoch)
    }

    /// Runs an event through the pipeline; the reward carries this daemon's epoch and both of its times.
    ///
    /// - Parameter origin: the message that the event was read from.
    func process(
        _ event: Event, from origin: EventOrigin = .itself, receivedAt: Int64?, now: () -> Int64
    ) -> Reward? {
        guard let recorder else { return answer(event, receivedAt, now) }
        // The very first event may be of any kind.
        let checkpoint = recorder.eventCount == 0 ? pipeline.checkpoint : pipeline.checkpoint(before: event)
        let reward = answer(event, receivedAt, now)
        let state = SessionRecorder.State(
            checkpoint: checkpoint, episodeIndex: pipeline.currentEpisodeIndex,
            staleAfterNanoseconds: pipeline.configuration.staleAfterNanoseconds)
        recorder.record(event, from: origin, receivedAt: receivedAt, state, reward: reward)
        return reward
    }

    private func answer(_ event: Event, _ receivedAt: Int64?, _ now: () -> Int64) -> Reward? {
        frames += event.frameCount
        if event.isFrame { staleSince = nil }
        guard var reward = pipeline.process(event) else { return nil }
        reward.daemonEpoch = daemonEpoch
        reward.receiveTimeNanoseconds = receivedAt
        reward.publishTimeNanoseconds = now()
        nextSequence = reward.rewardSequence + 1
        // What a publisher's sequence claims to have left out may be any number.
        let (sum, isTooLarge) = skippedFrames.addingReportingOverflow(UInt64(clamping: reward.skippedFrames))
        skippedFrames = isTooLarge ? .max : sum
        if let rejection = reward.rejection { rejected.count(rejection.reason) }
        if reward.status == .stale { staleSince = reward.publishTimeNanoseconds }
        ring.append(reward)
        last = reward
        return reward
    }

    var status: SessionStatus {
        SessionStatus(
            task: task, session: name, stream: last?.stream ?? name, episode: last?.episode, nextSequence: nextSequence,
            lastStatus: last?.status, lastReceiveTimeNanoseconds: last?.receiveTimeNanoseconds, frames: frames,
            skippedFrames: skippedFrames, rejected: rejected.report + passedOver)
    }

    /// What secondary cameras sent for nothing.
    private var passedOver: [ReasonCount] {
        let counts = pipeline.passedOver
        return [
            ReasonCount(reason: "secondary frame of another episode", count: counts.ofAnotherEpisode),
            ReasonCount(reason: "secondary frame too early", count: counts.early),
            ReasonCount(reason: "secondary frame too late", count: counts.late),
        ].filter { $0.count > 0 }
    }
}

extension Event {
    /// Whether it shows that a camera is alive.
    fileprivate var isFrame: Bool {
        switch self {
        case .frame, .step, .malformedFrame: true
        default: false
        }
    }

    /// Readable frames in it.
    fileprivate var frameCount: UInt64 {
        switch self {
        case .frame: 1
        case .step(let frames): UInt64(frames.count)
        default: 0
        }
    }
}
