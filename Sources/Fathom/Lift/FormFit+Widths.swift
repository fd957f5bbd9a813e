// How wide a thing is at its ends: a bottle has a neck, a can has none.
extension FormFit {
    /// Fills in the widths at the ends, along up and along its longest horizontal side.
    mutating func describeEnds() {
        let up = Vector3(0, 0, 1)
        let standing = endWidths(along: up, across: up.cross(view.away))
        (evidence.topWidth, evidence.bottomWidth) = (standing.last, standing.first)
        let isLongX = box.half.x > box.half.y
        let lying = endWidths(
            along: isLongX ? box.axes.x : box.axes.y, across: isLongX ? box.axes.y : box.axes.x)
        evidence.narrowEndWidth = min(lying.first, lying.last)
        evidence.wideEndWidth = max(lying.first, lying.last)
    }

    /// Widths of the outer eighths as shares of the widest eighth; 1 where too little is seen to tell.
    private func endWidths(along: Vector3, across: Vector3) -> (first: Double, last: Double) {
        let ends = Extent(points, along: along)
        guard ends.length > 4 * view.pixel else { return (1, 1) }
        var low = SIMD8<Double>(repeating: .infinity)
        var high = SIMD8<Double>(repeating: -.infinity)
        for index in 0..<points.count {
            let point = points[index]
            let slice = Int(min(max((point.dot(along) - ends.low) / ends.length * 8, 0), 7))
            let place = point.dot(across)
            low[slice] = min(low[slice], place)
            high[slice] = max(high[slice], place)
        }
        // A slice reaches from half a pixel before its first point to half a pixel behind its last.
        let widths = (high - low + view.pixel).replacing(with: 0, where: high .< low)
        let widest = widths.max()
        return (widths[0] > 0 ? widths[0] / widest : 1, widths[7] > 0 ? widths[7] / widest : 1)
    }
}
