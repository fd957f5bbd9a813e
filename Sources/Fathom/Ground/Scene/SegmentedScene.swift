/// The things of one frame and what they stand on: valid until the next frame is segmented.
public struct SegmentedScene {
    /// By label: the thing with label k is at k − 1.
    public var objects: [SceneObject]
    /// Planes that things stand on, largest first, in the scene's frame of reference.
    public var planes: [SupportPlane]
    /// Unit vector in the scene's frame of reference: the world's, else the largest plane's normal, else the image's.
    public var up: Vector3
    /// From the camera's optical frame to the scene's frame of reference.
    public var frameFromCamera: Transform

    public init(objects: [SceneObject], planes: [SupportPlane], up: Vector3, frameFromCamera: Transform) {
        (self.objects, self.planes, self.up, self.frameFromCamera) = (objects, planes, up, frameFromCamera)
    }
}
