/// What IsaacSimZMQ does not say about its camera.
public struct IsaacStream: Sendable, Equatable {
    /// Under which name its frames go on.
    public var stream: String
    /// Pixels.
    public var width: Int
    public var height: Int
    /// In place of those on the wire, where the simulator's camera is no pinhole.
    public var intrinsics: PinholeIntrinsics?

    public init(stream: String, width: Int, height: Int, intrinsics: PinholeIntrinsics? = nil) {
        self.stream = stream
        self.width = width
        self.height = height
        self.intrinsics = intrinsics
    }
}
