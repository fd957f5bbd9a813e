public import Fathom

/// What is in force in a daemon.
public struct DaemonDescription: Sendable, Equatable {
    public var version: String
    public var daemonEpoch: UInt64
    /// Versions of the control contract that it understands.
    public var contracts: ClosedRange<UInt32>
    public var tasks: [TaskDescription]
    /// Addresses as configured; `nil` and empty where there are none.
    public var rewards: String?
    public var frames: [String]
    /// Streams seen so far.
    public var streams: [String]

    public init(
        version: String, daemonEpoch: UInt64,
        contracts: ClosedRange<UInt32> = ControlRequest.oldestVersion...ControlRequest.currentVersion,
        tasks: [TaskDescription] = [], rewards: String? = nil, frames: [String] = [], streams: [String] = []
    ) {
        self.version = version
        self.daemonEpoch = daemonEpoch
        self.contracts = contracts
        self.tasks = tasks
        self.rewards = rewards
        self.frames = frames
        self.streams = streams
    }
}

/// A task as it is in force: what a trainer must know of it.
public struct TaskDescription: Sendable, Equatable {
    public var name: String
    /// The first is primary; with `isEach` the one pattern.
    public var streams: [String]
    public var isEach: Bool
    /// Selectors, as "pose: gripper".
    public var gripper: String
    public var target: String
    public var distance: DistanceKind
    public var reward: RewardConfiguration
    public var digest: String

    public init(_ task: TaskConfiguration) {
        self.init(
            name: task.name, streams: task.streams.names, isEach: task.streams.isEach, gripper: task.gripper.name,
            target: task.target.name, distance: task.distance, reward: task.reward, digest: task.digest)
    }

    public init(
        name: String, streams: [String], isEach: Bool, gripper: String, target: String, distance: DistanceKind,
        reward: RewardConfiguration, digest: String
    ) {
        self.name = name
        self.streams = streams
        self.isEach = isEach
        self.gripper = gripper
        self.target = target
        self.distance = distance
        self.reward = reward
        self.digest = digest
    }
}

/// A lockstep session that was just opened.
public struct SessionOpened: Sendable, Equatable {
    public var sessionID: UInt64
    public var session: String
    public var daemonEpoch: UInt64
    public var task: TaskDescription

    public init(sessionID: UInt64, session: String, daemonEpoch: UInt64, task: TaskDescription) {
        self.sessionID = sessionID
        self.session = session
        self.daemonEpoch = daemonEpoch
        self.task = task
    }
}

/// What goes with the columns of a batch of rewards; the columns are attachments.
public struct RewardBatch: Sendable, Equatable {
    public var count: UInt32
    /// Batches that the session answered before.
    public var batchSequence: UInt64
    public var configurationDigest: String
    /// γ of the task.
    public var discount: Double
    /// Environments without a measurement and why, the first few.
    public var reasons: [String]

    public init(
        count: UInt32, batchSequence: UInt64, configurationDigest: String, discount: Double, reasons: [String] = []
    ) {
        self.count = count
        self.batchSequence = batchSequence
        self.configurationDigest = configurationDigest
        self.discount = discount
        self.reasons = reasons
    }
}

extension StreamSelection {
    fileprivate var names: [String] {
        switch self {
        case .fused(let streams): streams
        case .each(let pattern): [pattern]
        }
    }

    fileprivate var isEach: Bool {
        if case .each = self { true } else { false }
    }
}
