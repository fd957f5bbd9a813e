/// How far a reward can be trusted. Raw values order them from best to worst.
public enum RewardStatus: UInt8, Sendable, Comparable, CaseIterable {
    /// Seen and measured in this frame.
    case measured
    /// Hidden: predicted from the last pose, uncertainty grown.
    case held
    /// Several candidates within the margin.
    case ambiguous
    /// Nothing fits, or the track was lost.
    case absent
    /// No frame for longer than configured.
    case stale
    /// Bad frame.
    case rejected
    /// A human or the controller said so.
    case paused

    public static func < (left: Self, right: Self) -> Bool {
        left.rawValue < right.rawValue
    }

    /// Whether distance, potential and shaping are present.
    public var hasDistance: Bool {
        self <= .held
    }

    public var name: String {
        switch self {
        case .measured: "measured"
        case .held: "held"
        case .ambiguous: "ambiguous"
        case .absent: "absent"
        case .stale: "stale"
        case .rejected: "rejected"
        case .paused: "paused"
        }
    }
}

/// Which distance is meant.
public enum DistanceKind: String, Sendable, CaseIterable {
    /// Between the centres of the completed shapes; for a pose, its tool point.
    case center
    /// Smallest gap between the surfaces, ≥ 0.
    case surface
    /// Part of the centre distance across the up axis.
    case horizontal
    /// Part of the centre distance along the up axis, ≥ 0.
    case vertical

    /// Whether it means nothing without an up axis.
    var needsUp: Bool { self == .horizontal || self == .vertical }
}

/// The frame of reference of a measurement's points.
public enum ReferenceFrame: UInt8, Sendable {
    case world, camera
}

/// A measured distance with its uncertainty and the segment it was measured along.
public struct Distance: Sendable, Equatable {
    public var meters: Double
    /// One standard deviation of `meters`.
    public var standardDeviation: Double
    public var kind: DistanceKind
    public var referenceFrame: ReferenceFrame
    /// Ends of the segment, metres, in `referenceFrame`.
    public var gripper: Vector3
    public var target: Vector3

    public init(
        meters: Double, standardDeviation: Double, kind: DistanceKind, referenceFrame: ReferenceFrame,
        gripper: Vector3, target: Vector3
    ) {
        self.meters = meters
        self.standardDeviation = standardDeviation
        self.kind = kind
        self.referenceFrame = referenceFrame
        self.gripper = gripper
        self.target = target
    }
}

/// What the shape stage made of a distance; a part that does not apply is `nil`.
public struct RewardTerms: Sendable, Equatable {
    /// The number a trainer uses.
    public var value: Double?
    /// Φ(distance) in [0, 1].
    public var potential: Double?
    /// Φ of the last control step before this one that had a potential, and that step's number.
    public var previousPotential: Double?
    public var previousStep: UInt64?
    /// F = γᵏ Φ(s′) − Φ(s), unweighted.
    public var shaping: Double?
    /// Best so far in [0, 1].
    public var progress: Double?
    public var progressGain: Double?
    /// The success condition holds at this frame.
    public var success: Bool?

    public init(
        value: Double? = nil, potential: Double? = nil, previousPotential: Double? = nil, previousStep: UInt64? = nil,
        shaping: Double? = nil, progress: Double? = nil, progressGain: Double? = nil, success: Bool? = nil
    ) {
        self.value = value
        self.potential = potential
        self.previousPotential = previousPotential
        self.previousStep = previousStep
        self.shaping = shaping
        self.progress = progress
        self.progressGain = progressGain
        self.success = success
    }
}

/// One reward of a session, as the pipeline makes it. The lane adds when it came and went, and its own epoch.
public struct Reward: Sendable, Equatable {
    public var task: String
    /// The stream for a task with a session for each, else empty.
    public var session: String
    public var stream: String
    public var episode: String?
    public var step: UInt64?
    public var frameSequence: UInt64?
    public var captureTimeNanoseconds: Int64?
    public var clock: CaptureClock?
    public var receiveTimeNanoseconds: Int64?
    public var publishTimeNanoseconds: Int64?
    public var daemonEpoch: UInt64
    /// 0, 1, 2 … within the session.
    public var rewardSequence: UInt64
    public var skippedFrames: Int
    public var status: RewardStatus
    /// In words, when the status is not `measured`.
    public var reason: String?
    public var rejection: Rejection?
    public var distance: Distance?
    public var terms: RewardTerms
    /// γ of the task.
    public var discount: Double
    public var isTerminated: Bool
    public var isTruncated: Bool
    /// First 16 hexadecimal digits of the SHA-256 of the task's configuration.
    public var configurationDigest: String
    public var humanEvent: HumanEvent?
    /// Episodes that began in the session before this one; `nil` before the first.
    ///
    /// Unlike `episode` it also tells a reset or a restarted publisher that goes on under the same name.
    public var episodeIndex: UInt64?

    public init(
        task: String, session: String = "", stream: String, episode: String? = nil, step: UInt64? = nil,
        frameSequence: UInt64? = nil, captureTimeNanoseconds: Int64? = nil, clock: CaptureClock? = nil,
        receiveTimeNanoseconds: Int64? = nil, publishTimeNanoseconds: Int64? = nil, daemonEpoch: UInt64 = 0,
        rewardSequence: UInt64 = 0, skippedFrames: Int = 0, status: RewardStatus, reason: String? = nil,
        rejection: Rejection? = nil, distance: Distance? = nil, terms: RewardTerms = RewardTerms(),
        discount: Double = 0.99, isTerminated: Bool = false, isTruncated: Bool = false,
        configurationDigest: String = "", humanEvent: HumanEvent? = nil, episodeIndex: UInt64? = nil
    ) {
        self.task = task
        self.session = session
        self.stream = stream
        self.episode = episode
        self.step = step
        self.frameSequence = frameSequence
        self.captureTimeNanoseconds = captureTimeNanoseconds
        self.clock = clock
        self.receiveTimeNanoseconds = receiveTimeNanoseconds
        self.publishTimeNanoseconds = publishTimeNanoseconds
        self.daemonEpoch = daemonEpoch
        self.rewardSequence = rewardSequence
        self.skippedFrames = skippedFrames
        self.status = status
        self.reason = reason
        self.rejection = rejection
        self.distance = distance
        self.terms = terms
        self.discount = discount
        self.isTerminated = isTerminated
        self.isTruncated = isTruncated
        self.configurationDigest = configurationDigest
        self.humanEvent = humanEvent
        self.episodeIndex = episodeIndex
    }
}
