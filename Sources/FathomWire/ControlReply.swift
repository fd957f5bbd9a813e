public import Fathom

/// What the daemon answers to one request.
public struct ControlReply: Sendable, Equatable {
    public enum Body: Sendable, Equatable {
        case status(DaemonStatus)
        case rewards(RewardPage)
        case done
        case description(DaemonDescription)
        case session(SessionOpened)
        /// Of one step.
        case reward(Reward)
        case batch(RewardBatch)
        /// Why the request was refused.
        case error(Rejection)
    }

    public var version: UInt32
    public var requestID: UInt64
    public var body: Body

    public init(version: UInt32 = ControlRequest.currentVersion, requestID: UInt64 = 0, body: Body) {
        self.version = version
        self.requestID = requestID
        self.body = body
    }
}

/// Rewards out of a session's bounded ring.
public struct RewardPage: Sendable, Equatable {
    public var daemonEpoch: UInt64
    /// Oldest sequence that the ring still holds; `nil` when it is empty.
    public var oldestSequence: UInt64?
    /// Sequence of the session's next reward.
    public var nextSequence: UInt64
    public var rewards: [Reward]

    public init(daemonEpoch: UInt64, oldestSequence: UInt64?, nextSequence: UInt64, rewards: [Reward]) {
        self.daemonEpoch = daemonEpoch
        self.oldestSequence = oldestSequence
        self.nextSequence = nextSequence
        self.rewards = rewards
    }
}

/// How often something was refused or lost, by reason.
public struct ReasonCount: Sendable, Equatable {
    public var reason: String
    public var count: UInt64

    public init(reason: String, count: UInt64) {
        self.reason = reason
        self.count = count
    }
}

public struct SessionStatus: Sendable, Equatable {
    public var task: String
    public var session: String
    public var stream: String
    public var episode: String?
    public var nextSequence: UInt64
    public var lastStatus: RewardStatus?
    /// Wall clock, since the Unix epoch.
    public var lastReceiveTimeNanoseconds: Int64?
    public var frames: UInt64
    public var skippedFrames: UInt64
    public var rejected: [ReasonCount]

    public init(
        task: String, session: String, stream: String, episode: String? = nil, nextSequence: UInt64 = 0,
        lastStatus: RewardStatus? = nil, lastReceiveTimeNanoseconds: Int64? = nil, frames: UInt64 = 0,
        skippedFrames: UInt64 = 0, rejected: [ReasonCount] = []
    ) {
        self.task = task
        self.session = session
        self.stream = stream
        self.episode = episode
        self.nextSequence = nextSequence
        self.lastStatus = lastStatus
        self.lastReceiveTimeNanoseconds = lastReceiveTimeNanoseconds
        self.frames = frames
        self.skippedFrames = skippedFrames
        self.rejected = rejected
    }
}

public struct DaemonStatus: Sendable, Equatable {
    public var version: String
    public var daemonEpoch: UInt64
    public var uptimeSeconds: Double
    public var sessions: [SessionStatus]
    /// Messages whose stream cannot be told or that no task takes.
    public var unroutable: [ReasonCount]

    public init(
        version: String, daemonEpoch: UInt64, uptimeSeconds: Double, sessions: [SessionStatus] = [],
        unroutable: [ReasonCount] = []
    ) {
        self.version = version
        self.daemonEpoch = daemonEpoch
        self.uptimeSeconds = uptimeSeconds
        self.sessions = sessions
        self.unroutable = unroutable
    }
}
