/// What LeRobot's image messages do not say about their cameras.
public struct LeRobotStream: Sendable, Equatable {
    /// Which colour the JPEGs show where a thing is red.
    public enum ColorOrder: String, Sendable, CaseIterable {
        /// Red: the images are as a viewer shows them.
        case rgb
        /// Blue: LeRobot's own image server hands RGB to an encoder that takes BGR.
        case bgr
    }

    /// Pixels.
    public var width: Int
    public var height: Int
    public var intrinsics: PinholeIntrinsics
    public var colorOrder: ColorOrder

    public init(width: Int, height: Int, intrinsics: PinholeIntrinsics, colorOrder: ColorOrder = .bgr) {
        self.width = width
        self.height = height
        self.intrinsics = intrinsics
        self.colorOrder = colorOrder
    }
}
