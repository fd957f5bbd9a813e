/// The clock that a capture time was read from.
public enum CaptureClock: UInt8, Sendable, CaseIterable {
    case realtime, monotonic, simulation
}

/// One message of a camera stream: header fields as sent, planes not yet decoded.
///
/// Holds what the sender claims; `FrameValidator` decides whether it can be true.
public struct Frame: Sendable {
    public var stream: String
    /// Drawn at random by the publisher at its start; a new one begins a new episode.
    public var publisherEpoch: UInt64
    public var episode: String
    /// Control step, non-decreasing within an episode; `nil`: each frame is a step.
    public var step: UInt64?
    /// Strictly increasing within an episode.
    public var sequence: UInt64
    public var captureTimeNanoseconds: Int64
    public var clock: CaptureClock
    public var camera: Camera?
    public var planes: [Plane]
    public var poses: [NamedPose]
    public var labels: [LabelName]
    public var regions: [RegionPrompt]
    public var scalars: [NamedScalar]
    public var isTerminated: Bool
    public var isTruncated: Bool

    public init(
        stream: String, publisherEpoch: UInt64 = 1, episode: String = "0", step: UInt64? = nil, sequence: UInt64 = 0,
        captureTimeNanoseconds: Int64 = 0, clock: CaptureClock = .simulation, camera: Camera? = nil,
        planes: [Plane] = [], poses: [NamedPose] = [], labels: [LabelName] = [], regions: [RegionPrompt] = [],
        scalars: [NamedScalar] = [], isTerminated: Bool = false, isTruncated: Bool = false
    ) {
        self.stream = stream
        self.publisherEpoch = publisherEpoch
        self.episode = episode
        self.step = step
        self.sequence = sequence
        self.captureTimeNanoseconds = captureTimeNanoseconds
        self.clock = clock
        self.camera = camera
        self.planes = planes
        self.poses = poses
        self.labels = labels
        self.regions = regions
        self.scalars = scalars
        self.isTerminated = isTerminated
        self.isTruncated = isTruncated
    }
}

/// Pose of an entity in the world; for a gripper, of its tool point.
public struct NamedPose: Sendable {
    public var name: String
    public var worldFromEntity: Transform

    public init(name: String, worldFromEntity: Transform) {
        self.name = name
        self.worldFromEntity = worldFromEntity
    }
}

/// What a value of the label plane stands for.
public struct LabelName: Sendable, Equatable {
    public var value: UInt32
    public var name: String

    public init(value: UInt32, name: String) {
        self.value = value
        self.name = name
    }
}

/// A number with a name, such as `gripper_opening` in metres.
public struct NamedScalar: Sendable, Equatable {
    public var name: String
    public var value: Double

    public init(name: String, value: Double) {
        self.name = name
        self.value = value
    }
}
