/// How to find an entity in a frame.
public enum EntitySelector: Sendable, Equatable {
    /// A pose of the frame by its name.
    case pose(String)
    /// Pixels of the label plane whose label has this name.
    case label(String)
    /// A region prompt of the frame by its name.
    case region(String)
    /// A region from the `detections/<stream>` topic by its name.
    case detections(String)
    /// An AprilTag that the entity wears; its tool point is the centre.
    case tag(AprilTag)
    /// A noun phrase: "the red ball".
    case description(String)

    /// The key and the words, as in configuration and messages.
    public var name: String {
        switch self {
        case .pose(let name): "pose: \(name)"
        case .label(let name): "label: \(name)"
        case .region(let name): "region: \(name)"
        case .detections(let name): "detections: \(name)"
        case .tag(let tag): "tag: \(tag.words)"
        case .description(let phrase): "description: \(phrase)"
        }
    }
}

/// Depth noise of a sensor, as the standard deviation σ(z) of one pixel's depth, metres.
public enum DepthNoise: Sendable, Equatable {
    /// A simulator's depth buffer.
    case ideal
    /// σ = 1.2 mm + 1.9 mm · (z − 0.4)² (Nguyen, Izadi, Lovell 2012), z in metres.
    case structuredLight
    /// σ = coefficient · z².
    case stereo(coefficient: Double)
    /// σ the same everywhere.
    case constant(Double)
}

/// Which potential Φ(distance) to use.
public enum CurveKind: String, Sendable, CaseIterable {
    case reciprocal, tanh, exponential, longTail
}

/// Which number a reward's `value` is.
public enum RewardSignal: String, Sendable, CaseIterable {
    /// weight · (Φ − 1) + bonus on the first success.
    case dense
    /// Bonus on success − time penalty + weight · F.
    case shaped
    /// weight · gain + bonus.
    case progress
}

/// A comparison with a named scalar that must hold for success: `gripper_opening < 0.04`.
public struct SuccessGate: Sendable, Equatable {
    public enum Relation: String, Sendable, CaseIterable {
        case less = "<"
        case greater = ">"
        case lessOrEqual = "<="
        case greaterOrEqual = ">="
    }

    public var scalar: String
    public var relation: Relation
    public var threshold: Double

    public init(scalar: String, relation: Relation, threshold: Double) {
        self.scalar = scalar
        self.relation = relation
        self.threshold = threshold
    }
}

/// When an episode counts as solved.
public struct SuccessConfiguration: Sendable, Equatable {
    /// Metres; the distance must be below.
    public var within: Double
    /// … in `required` of the last `window` measured frames.
    public var required: Int
    public var window: Int
    public var bonus: Double
    public var gates: [SuccessGate]

    public init(within: Double, required: Int = 3, window: Int = 5, bonus: Double = 1, gates: [SuccessGate] = []) {
        self.within = within
        self.required = required
        self.window = window
        self.bonus = bonus
        self.gates = gates
    }
}

/// How a distance becomes a reward.
public struct RewardConfiguration: Sendable, Equatable {
    public var signal: RewardSignal
    public var curve: CurveKind
    /// Metres: the scale of the curve.
    public var length: Double
    public var weight: Double
    /// γ, equal to the trainer's.
    public var discount: Double
    /// Metres: up to here the potential strictly decreases.
    public var maxDistance: Double
    public var success: SuccessConfiguration?
    /// Subtracted at each control step of `shaped`.
    public var timePenalty: Double
    /// Subtracted once when an episode fails; `nil` when it cannot.
    public var failurePenalty: Double?
    /// Progress takes the K-th largest lower bound …
    public var progressRequired: Int
    /// … of the last N measured frames.
    public var progressWindow: Int
    /// Whether the trainer adds `value` to a base reward of its own; changes no number, only what a check may refuse.
    public var isAddedToBaseReward: Bool

    public init(
        signal: RewardSignal = .dense, curve: CurveKind = .reciprocal, length: Double = 0.1, weight: Double = 1,
        discount: Double = 0.99, maxDistance: Double = 2, success: SuccessConfiguration? = nil,
        timePenalty: Double = 0, failurePenalty: Double? = nil, progressRequired: Int = 3, progressWindow: Int = 5,
        isAddedToBaseReward: Bool = false
    ) {
        self.signal = signal
        self.curve = curve
        self.length = length
        self.weight = weight
        self.discount = discount
        self.maxDistance = maxDistance
        self.success = success
        self.timePenalty = timePenalty
        self.failurePenalty = failurePenalty
        self.progressRequired = progressRequired
        self.progressWindow = progressWindow
        self.isAddedToBaseReward = isAddedToBaseReward
    }
}

/// Bounds on what a stream may send.
public struct FrameLimits: Sendable, Equatable {
    /// Pixels.
    public var maxWidth: Int
    public var maxHeight: Int
    /// Metres; depth beyond is invalid (a simulator's sky).
    public var maxDepth: Double

    public init(maxWidth: Int = 4096, maxHeight: Int = 4096, maxDepth: Double = 20) {
        self.maxWidth = maxWidth
        self.maxHeight = maxHeight
        self.maxDepth = maxDepth
    }
}

/// Which streams a task takes.
public enum StreamSelection: Sendable, Equatable {
    /// One session over these; the first is primary, the others only update the tracks.
    case fused([String])
    /// One session for each stream that matches; `*` stands for any run of characters.
    case each(pattern: String)
}

/// Everything that decides a task's rewards.
public struct TaskConfiguration: Sendable, Equatable {
    public var name: String
    public var streams: StreamSelection
    public var gripper: EntitySelector
    public var target: EntitySelector
    public var distance: DistanceKind
    public var reward: RewardConfiguration
    public var depthNoise: DepthNoise
    public var limits: FrameLimits
    /// No frame for so long makes the session `stale`.
    public var staleAfterNanoseconds: Int64
    /// How fast a hidden entity may move, metres a second; grows the uncertainty while held.
    public var hiddenSpeed: Double
    /// A hidden entity is held for at most so long, then lost.
    public var holdNanoseconds: Int64
    /// What of the picture is the robot itself.
    public var robot: RobotBody
    /// The nouns that descriptions may use.
    public var lexicon: Lexicon
    /// First 16 hexadecimal digits of the SHA-256 of the canonical configuration.
    public var digest: String

    public init(
        name: String, streams: StreamSelection, gripper: EntitySelector, target: EntitySelector,
        distance: DistanceKind = .center, reward: RewardConfiguration = RewardConfiguration(),
        depthNoise: DepthNoise = .ideal, limits: FrameLimits = FrameLimits(),
        staleAfterNanoseconds: Int64 = 500_000_000, hiddenSpeed: Double = 0.02,
        holdNanoseconds: Int64 = 30_000_000_000, robot: RobotBody = RobotBody(), lexicon: Lexicon = .standard,
        digest: String = ""
    ) {
        self.name = name
        self.streams = streams
        self.gripper = gripper
        self.target = target
        self.distance = distance
        self.reward = reward
        self.depthNoise = depthNoise
        self.limits = limits
        self.staleAfterNanoseconds = staleAfterNanoseconds
        self.hiddenSpeed = hiddenSpeed
        self.holdNanoseconds = holdNanoseconds
        self.robot = robot
        self.lexicon = lexicon
        self.digest = digest
    }
}
