/// What one walk over the grid's cells counts for one label.
struct ObjectTally {
    var cells = 0
    /// Those of them whose depth is valid.
    var measured = 0
    /// In cells, both ends inside.
    var bounds = PixelBounds(xMin: .max, yMin: .max, xMax: -1, yMax: -1)
    /// Sum of the colour names' weights over the cells that count, and of what each counted for.
    var colors = SIMD16<UInt32>.zero
    var colorWeight: UInt32 = 0
    /// Square of the smallest smoothed distance from the camera, square metres.
    var nearestSquared = Float.infinity
    /// Whether it reaches the grid's border.
    var isCut = false
    /// Sum of z over the measured cells, metres.
    var depth: Float = 0
    /// Cells at whose lower side the thing ends, and those of them where something nearer hides what comes next.
    var lowerEdge = 0
    var hiddenLowerEdge = 0
    /// The same all around it.
    var edge = 0
    var hiddenEdge = 0

    /// Metres, the mean over the measured cells.
    var meanDepth: Double { Double(depth) / Double(max(measured, 1)) }

    /// Share of its pixels that deserve each colour name.
    var shares: ColorShares {
        var shares = ColorShares()
        guard colorWeight > 0 else { return shares }
        for name in ColorName.allCases {
            shares[name] = Double(colors[name.index]) / (255 * Double(colorWeight))
        }
        return shares
    }
}
