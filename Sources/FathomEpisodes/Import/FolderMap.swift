/// How a folder of numbered images is laid out.
public struct FolderMap: Sendable, Equatable {
    /// The stream that the frames get.
    public var stream: String
    /// File names with `{}` in place of the number: `{}-color.png`. The depth's pixels lie on the colour's.
    public var color: String
    public var depth: String
    /// Files of 12 or 16 numbers by rows, the camera's pose in the world (`world_from_camera`); `nil` without.
    public var poses: String?
    /// Pixels.
    public var intrinsics: Intrinsics
    /// Metres of one count of a depth image.
    public var metersPerCount: Double
    /// Frames a second.
    public var rate: Double

    public struct Intrinsics: Sendable, Equatable {
        public var fx: Double
        public var fy: Double
        public var cx: Double
        public var cy: Double

        public init(fx: Double, fy: Double, cx: Double, cy: Double) {
            self.fx = fx
            self.fy = fy
            self.cx = cx
            self.cy = cy
        }
    }

    public init(
        stream: String = "front", color: String, depth: String, poses: String? = nil, intrinsics: Intrinsics,
        metersPerCount: Double = 0.001, rate: Double = 30
    ) {
        self.stream = stream
        self.color = color
        self.depth = depth
        self.poses = poses
        self.intrinsics = intrinsics
        self.metersPerCount = metersPerCount
        self.rate = rate
    }
}
