/// A connected piece of the image: pixels of one mask that hang together in depth.
struct Component {
    /// Pixels, both ends inside.
    var xMin: Int
    var xMax: Int
    var yMin: Int
    var yMax: Int
    var pixels: Int
    /// Sum of the mask's weights.
    var weight: Int
    /// Pixels whose weight says that a person would use the colour's name.
    var named: Int
    /// Sum of depth, metres.
    var depth: Double

    var meanDepth: Double { depth / Double(max(pixels, 1)) }
    /// Mean weight in [0, 1].
    var coverage: Double { Double(weight) / Double(max(pixels, 1)) / 255 }

    var namedShare: Double { Double(named) / Double(max(pixels, 1)) }

    /// Weight from which a pixel counts as named.
    static let namedWeight: UInt8 = 128

    mutating func merge(_ other: Component) {
        xMin = min(xMin, other.xMin)
        xMax = max(xMax, other.xMax)
        yMin = min(yMin, other.yMin)
        yMax = max(yMax, other.yMax)
        pixels += other.pixels
        weight += other.weight
        named += other.named
        depth += other.depth
    }
}
