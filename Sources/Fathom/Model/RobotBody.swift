/// What of the picture is the robot itself: never the target, always in the way.
public struct RobotBody: Sendable, Equatable {
    /// A round-ended cylinder that moves with a pose of the frame; a ball where both ends are one.
    public struct Volume: Sendable, Equatable {
        /// Name of the pose.
        public var pose: String
        /// Ends of its axis in the pose's frame, metres.
        public var from: Vector3
        public var to: Vector3
        /// Metres.
        public var radius: Double

        public init(pose: String, from: Vector3, to: Vector3, radius: Double) {
            (self.pose, self.from, self.to, self.radius) = (pose, from, to, radius)
        }
    }

    /// Names in the frames' label tables.
    public var labels: [String]
    public var colors: [ColorName]
    public var volumes: [Volume]

    public init(labels: [String] = [], colors: [ColorName] = [], volumes: [Volume] = []) {
        (self.labels, self.colors, self.volumes) = (labels, colors, volumes)
    }

    public var isEmpty: Bool { labels.isEmpty && colors.isEmpty && volumes.isEmpty }
}
