/// What is seen of a thing's surface in one frame, for measuring gaps to it.
public struct SeenSurface: Sendable {
    /// Seen points in the frame of reference of the shape, metres; flying pixels apart.
    public var points: [Vector3]
    /// How well the completed shape's surface is the thing's, in [0, 1]: a box about a drill is not a drill.
    public var shapeQuality: Double
    /// Standard deviation of a point, metres.
    public var sigma: Double

    public init(points: [Vector3], shapeQuality: Double, sigma: Double) {
        (self.points, self.shapeQuality, self.sigma) = (points, shapeQuality, sigma)
    }
}
