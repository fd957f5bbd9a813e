public import Fathom

/// What a controller asks of the daemon: one message on the control socket.
public struct ControlRequest: Sendable, Equatable {
    /// Version of the contract that this code speaks.
    public static let currentVersion: UInt32 = 1

    public enum Body: Sendable, Equatable {
        case status
        /// Rewards of one session from a sequence on, at most `limit`.
        case rewardsSince(task: String, session: String, daemonEpoch: UInt64, rewardSequence: UInt64, limit: UInt32)
        /// Another target from the next frame on; no session means every one of the task.
        case setTarget(task: String, session: String?, description: String)
        case resetEpisode(task: String, session: String?)
        case humanEvent(task: String, session: String?, HumanEvent)
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
