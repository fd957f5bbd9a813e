extension PlaneEncoding {
    /// Bytes from pixel to pixel, and where in a pixel red, green and blue lie.
    typealias Channels = (step: Int, red: Int, green: Int, blue: Int)

    var channels: Channels {
        switch self {
        case .bgr8: (3, 2, 1, 0)
        case .rgba8: (4, 0, 1, 2)
        case .bgra8: (4, 2, 1, 0)
        case .mono8: (1, 0, 0, 0)
        default: (3, 0, 1, 2)
        }
    }
}

extension ColorImage {
    /// The same pixels, read with red and blue exchanged.
    var swappingRedAndBlue: ColorImage {
        ColorImage(
            base: base, width: width, height: height, rowStep: rowStep, pixelStep: pixelStep, red: blue, green: green,
            blue: red)
    }

    init(_ base: UnsafeRawPointer, _ plane: Plane, rowStep: Int, channels: PlaneEncoding.Channels) {
        self.init(
            base: base.assumingMemoryBound(to: UInt8.self), width: plane.width, height: plane.height,
            rowStep: rowStep, pixelStep: channels.step, red: channels.red, green: channels.green, blue: channels.blue)
    }
}
