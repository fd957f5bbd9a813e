/// Which of a recording's topics are what Fathom needs.
public struct ImportMap: Sendable, Equatable {
    /// The stream that the frames get.
    public var stream: String
    /// Images; the depth's pixels lie on the colour's.
    public var color: String
    public var depth: String
    /// Calibration of the depth's grid.
    public var camera: String
    /// Between the stamps of a colour and a depth image that are one frame.
    public var toleranceNanoseconds: Int64
    /// Metres of one count of a 16-bit depth image.
    public var metersPerCount: Double
    /// Where poses come from; `nil` without.
    public var transforms: Transforms?

    public struct Transforms: Sendable, Equatable {
        public var topics: [String]
        /// The frame of reference that the episode calls world.
        public var world: String
        /// The camera's optical frame; `nil` where the image says it.
        public var camera: String?
        /// Entities by name, each with its frame of reference, ordered by name.
        public var poses: [Pose]

        public struct Pose: Sendable, Equatable {
            public var name: String
            public var frame: String

            public init(name: String, frame: String) {
                self.name = name
                self.frame = frame
            }
        }

        public init(topics: [String], world: String, camera: String? = nil, poses: [Pose] = []) {
            self.topics = topics
            self.world = world
            self.camera = camera
            self.poses = poses
        }
    }

    public init(
        stream: String = "front", color: String, depth: String, camera: String,
        toleranceNanoseconds: Int64 = 20_000_000, metersPerCount: Double = 0.001, transforms: Transforms? = nil
    ) {
        self.stream = stream
        self.color = color
        self.depth = depth
        self.camera = camera
        self.toleranceNanoseconds = toleranceNanoseconds
        self.metersPerCount = metersPerCount
        self.transforms = transforms
    }

    var topics: Set<String> { Set([color, depth, camera] + (transforms?.topics ?? [])) }
}
