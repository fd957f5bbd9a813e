/// Which pixels of an image show something.
package struct PixelMask: Sendable, Equatable {
    /// Pixels.
    package let width: Int
    package let height: Int
    /// Row-major, 0 outside, 255 inside.
    package var bytes: [UInt8]

    package init(width: Int, height: Int) {
        (self.width, self.height) = (width, height)
        bytes = [UInt8](repeating: 0, count: width * height)
    }

    /// - Parameter bytes: row-major, `width` × `height` of them, not 0 inside.
    package init(width: Int, height: Int, bytes: [UInt8]) {
        precondition(bytes.count == width * height, "a mask has a byte a pixel")
        (self.width, self.height) = (width, height)
        self.bytes = bytes.map { $0 == 0 ? 0 : 255 }
    }

    package subscript(x: Int, y: Int) -> Bool {
        get { bytes[y * width + x] != 0 }
        set { bytes[y * width + x] = newValue ? 255 : 0 }
    }

    package var count: Int {
        bytes.reduce(into: 0) { $0 += $1 == 0 ? 0 : 1 }
    }

    /// The smallest rectangle that holds all of it, or `nil` when it is empty.
    package var bounds: PixelBounds? {
        var box = PixelBounds(xMin: width, yMin: height, xMax: -1, yMax: -1)
        for y in 0..<height {
            for x in 0..<width where self[x, y] {
                box.xMin = min(box.xMin, x)
                box.xMax = max(box.xMax, x)
                box.yMin = min(box.yMin, y)
                box.yMax = max(box.yMax, y)
            }
        }
        return box.xMax < 0 ? nil : box
    }
}
