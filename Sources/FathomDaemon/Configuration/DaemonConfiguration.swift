public import Fathom
public import FathomEpisodes
public import FathomTransport
public import Logging

/// Everything that `fathom serve` is told: sockets, bounds and tasks.
public struct DaemonConfiguration: Sendable, Equatable {
    public var frames: FramesConfiguration
    public var rewards: Endpoint
    /// Where events, status and missed rewards are asked for; `nil` when nobody may.
    public var control: Endpoint?
    /// Lockstep sessions that may be open at once.
    public var maxSessions: Int
    /// Rewards that a session keeps for subscribers who missed some.
    public var rewardRing: Int
    public var logLevel: Logger.Level
    public var tasks: [TaskConfiguration]
    /// Where and how sessions are recorded; `nil` when they are not.
    public var record: RecordingConfiguration?

    public init(
        frames: FramesConfiguration, rewards: Endpoint = Self.defaultRewards, control: Endpoint? = nil,
        maxSessions: Int = 1024, rewardRing: Int = 4096, logLevel: Logger.Level = .info, tasks: [TaskConfiguration],
        record: RecordingConfiguration? = nil
    ) {
        self.frames = frames
        self.rewards = rewards
        self.control = control
        self.maxSessions = maxSessions
        self.rewardRing = rewardRing
        self.logLevel = logLevel
        self.tasks = tasks
        self.record = record
    }

    public static let defaultRewards = Endpoint(.bind, "tcp://127.0.0.1:5581")
}

/// Where frames come from and how many may wait.
public struct FramesConfiguration: Sendable, Equatable {
    public enum Socket: String, Sendable, CaseIterable {
        /// Any number of daemons may listen to a publisher; frames to a slow one are dropped.
        case sub
        /// Each frame reaches one daemon; a slow one slows the publisher.
        case pull
    }

    public enum Delivery: String, Sendable, CaseIterable {
        /// The newest frame of each stream; skipped ones are counted.
        case latest
        /// Each frame, in order.
        case every
    }

    /// One address that is bound, or any number that are connected; none where all frames come in lockstep.
    public var endpoints: [Endpoint]
    /// Whose messages come from there.
    public var peer: FramePeer
    public var socket: Socket
    public var delivery: Delivery
    /// Messages that ZeroMQ queues before it drops them (`sub`) or makes the publisher wait (`pull`).
    public var highWaterMark: Int
    /// Bytes of the largest message part; a larger one costs the peer its connection.
    public var maxMessageBytes: Int
    public var maxStreams: Int

    public init(
        endpoints: [Endpoint], peer: FramePeer = .fathom, socket: Socket = .sub, delivery: Delivery = .latest,
        highWaterMark: Int = 64,
        maxMessageBytes: Int = 64 << 20, maxStreams: Int = 256
    ) {
        self.endpoints = endpoints
        self.peer = peer
        self.socket = socket
        self.delivery = delivery
        self.highWaterMark = highWaterMark
        self.maxMessageBytes = maxMessageBytes
        self.maxStreams = maxStreams
    }
}

/// Whose messages frames come in, with what these do not say.
public enum FramePeer: Sendable, Equatable {
    case fathom
    case isaac(IsaacStream)
    case lerobot(LeRobotStream)
}
