internal import Fathom

/// Where one picture comes from, as written on the command line.
public struct StillInput: Sendable {
    public var color: String?
    public var depth: String?
    /// Metres a count of the depth image.
    public var depthUnit: Double?
    /// fx,fy,cx,cy in pixels.
    public var camera: String?
    /// File with the camera's pose.
    public var worldFromCamera: String?
    /// Organised point cloud instead of colour and depth.
    public var pointCloud: String?
    /// Name of a sensor.
    public var noise: String

    public init(
        color: String? = nil, depth: String? = nil, depthUnit: Double? = nil, camera: String? = nil,
        worldFromCamera: String? = nil, pointCloud: String? = nil, noise: String = Sensor.defaultName
    ) {
        self.color = color
        self.depth = depth
        self.depthUnit = depthUnit
        self.camera = camera
        self.worldFromCamera = worldFromCamera
        self.pointCloud = pointCloud
        self.noise = noise
    }
}
