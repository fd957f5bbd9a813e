extension DepthImage {
    /// Whether any pixel has a depth; looks at every 16th row and column first, because most frames have plenty.
    public var hasValidPixel: Bool {
        hasValidPixel(stride: 16) || hasValidPixel(stride: 1)
    }

    private func hasValidPixel(stride step: Int) -> Bool {
        for y in stride(from: 0, to: height, by: step) {
            for x in stride(from: 0, to: width, by: step) where meters(x: x, y: y) > 0 {
                return true
            }
        }
        return false
    }
}
