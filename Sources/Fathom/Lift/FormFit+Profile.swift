// How a thing's outline goes: a bottle has a neck, a drill a gap beside its grip, a can neither.
extension FormFit {
    /// Widths of the eighths of the points along a direction, as shares of the widest; 0 where an eighth holds none, and all
    /// 1 where too little is seen to tell.
    func widths(along: Vector3, across: Vector3) -> SIMD8<Double> {
        let ends = Extent(points, along: along)
        guard ends.length > 4 * view.pixel else { return SIMD8(repeating: 1) }
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
        return widths / widths.max()
    }

    /// From bottom to top, as the camera sees them.
    var standingWidths: SIMD8<Double> {
        let up = Vector3(0, 0, 1)
        return widths(along: up, across: up.cross(view.away))
    }

    /// Along the longest horizontal side, from the narrower end.
    var lyingWidths: SIMD8<Double> {
        let isLongX = box.half.x > box.half.y
        let widths = widths(
            along: isLongX ? box.axes.x : box.axes.y, across: isLongX ? box.axes.y : box.axes.x)
        return widths[0] <= widths[7]
            ? widths : SIMD8(lowHalf: widths.highHalf.reversed, highHalf: widths.lowHalf.reversed)
    }

    /// What the camera sees of it, flattened along the line of sight.
    var silhouette: Silhouette {
        let sight = (view.viewpoint.normalized ?? Vector3(1, 0, 0)) * -1
        let right = sight.cross(Vector3(0, 0, 1)).normalized ?? Vector3(1, 0, 0)
        let down = sight.cross(right)
        var (low, high) = (SIMD8<Double>(repeating: .infinity), SIMD8<Double>(repeating: -.infinity))
        for index in 0..<points.count {
            let (u, v) = (points[index].dot(right), points[index].dot(down))
            let places = SIMD8(
                u, v, (u + v) * 0.5.squareRoot(), (u - v) * 0.5.squareRoot(), points[index].dot(sight), 0, 0, 0)
            low.replace(with: places, where: places .< low)
            high.replace(with: places, where: places .> high)
        }
        let reach = high - low + view.pixel
        // The square's corners, less what the slanted sides cut off.
        let (w, h) = (reach[0], reach[1])
        func corner(_ cut: Double) -> Double { max(cut, 0) * max(cut, 0) }
        let slant = 2.0.squareRoot()
        let cuts =
            corner((high[0] + high[1]) - slant * high[2]) + corner(slant * low[2] - (low[0] + low[1]))
            + corner((high[0] - low[1]) - slant * high[3]) + corner(slant * low[3] - (low[0] - high[1]))
        return Silhouette(width: w, height: h, depth: reach[4], octagon: max(w * h - cuts / 2, 0.1 * w * h))
    }

    /// Metres and square metres.
    struct Silhouette {
        var width: Double
        var height: Double
        /// Of the points, along the line of sight.
        var depth: Double
        /// Area of the octagon around it.
        var octagon: Double
    }
}

extension SIMD4<Double> {
    fileprivate var reversed: SIMD4<Double> { SIMD4(w, z, y, x) }
}
