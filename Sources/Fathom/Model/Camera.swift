/// A pinhole camera with its pose, pixel centres at integer coordinates.
public struct Camera: Sendable, Equatable {
    /// Size in pixels of the image that the intrinsics belong to.
    public var width: Int
    public var height: Int
    /// Pixels.
    public var fx: Double
    public var fy: Double
    public var cx: Double
    public var cy: Double
    /// Pixels of x for a pixel of y; 0 for every ordinary camera.
    public var skew: Double
    public var distortion: Distortion
    /// Pose of the optical frame (REP-103: x right, y down, z forward) in the world; `nil` when not given.
    public var worldFromCamera: Transform?

    /// Lens distortion, coefficients as in OpenCV.
    public enum Distortion: Sendable, Equatable {
        case none
        /// Brown–Conrady, "plumb_bob" of ROS.
        case plumbBob(k1: Double, k2: Double, p1: Double, p2: Double, k3: Double)
    }

    public init(
        width: Int, height: Int, fx: Double, fy: Double, cx: Double, cy: Double, skew: Double = 0,
        distortion: Distortion = .none, worldFromCamera: Transform? = nil
    ) {
        self.width = width
        self.height = height
        self.fx = fx
        self.fy = fy
        self.cx = cx
        self.cy = cy
        self.skew = skew
        self.distortion = distortion
        self.worldFromCamera = worldFromCamera
    }
}
