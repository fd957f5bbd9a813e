public import Fathom

/// What a controller asks of the daemon: one message on the control socket.
public struct ControlRequest: Sendable, Equatable {
    /// Version of the contract that this code speaks, and the oldest one that it still understands.
    public static let currentVersion: UInt32 = 1
    public static let oldestVersion: UInt32 = 1

    public enum Body: Sendable, Equatable {
        case status
        /// Rewards of one session from a sequence on, at most `limit`.
        case rewardsSince(task: String, session: String, daemonEpoch: UInt64, rewardSequence: UInt64, limit: UInt32)
        /// Another target from the next frame on; no session means every one of the task.
        case setTarget(task: String, session: String?, description: String)
        case resetEpisode(task: String, session: String?)
        case humanEvent(task: String, session: String?, HumanEvent)
        /// What is in force: tasks, streams, versions.
        case describe
        /// A session of the asking connection alone; no name lets the daemon choose one, no target keeps the task's.
        case openSession(task: String, session: String?, target: String?)
        case closeSession(id: UInt64)
        case step(StepRequest)
        case batch(BatchRequest)
    }

    public var version: UInt32
    /// Chosen by the asker, copied into the reply.
    public var requestID: UInt64
    public var body: Body

    public init(version: UInt32 = currentVersion, requestID: UInt64 = 0, body: Body) {
        self.version = version
        self.requestID = requestID
        self.body = body
    }
}

/// The frames of one control step, all cameras. They follow as attachments: for each a header, then its planes.
public struct StepRequest: Sendable, Equatable {
    public var sessionID: UInt64
    /// Number of planes of each frame.
    public var planes: [UInt32]
    /// Wall clock since the Unix epoch; taken up later, the step is refused.
    public var deadlineNanoseconds: Int64?

    public init(sessionID: UInt64, planes: [UInt32], deadlineNanoseconds: Int64? = nil) {
        self.sessionID = sessionID
        self.planes = planes
        self.deadlineNanoseconds = deadlineNanoseconds
    }
}

/// Poses of `count` environments at one control step. Positions, scalars and flags follow as attachments.
public struct BatchRequest: Sendable, Equatable {
    public var sessionID: UInt64
    public var count: UInt32
    /// Names, in the order of the positions of an environment.
    public var poses: [String]
    public var scalars: [String]
    /// Wall clock since the Unix epoch; taken up later, the batch is refused.
    public var deadlineNanoseconds: Int64?

    public init(
        sessionID: UInt64, count: UInt32, poses: [String], scalars: [String] = [], deadlineNanoseconds: Int64? = nil
    ) {
        self.sessionID = sessionID
        self.count = count
        self.poses = poses
        self.scalars = scalars
        self.deadlineNanoseconds = deadlineNanoseconds
    }
}
