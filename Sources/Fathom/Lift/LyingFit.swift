internal import FathomKernels

/// A cylinder that lies on its side.
///
/// Points are in a frame whose z axis is up. Gauss–Newton on the distance to the curved surface, over the axis's place across
/// and its height, and the radius; where it rests on a known plane, its height is its radius.
struct LyingFit {
    /// Horizontal unit vectors.
    var axis: Vector3
    var across: Vector3
    /// Place of the axis along `across`, and its height.
    var offset: Double
    var height: Double
    var radius: Double
    /// Ends along the axis.
    var ends: Extent
    /// Variance of the axis's place, square metres.
    var variance: Double

    init?(_ points: PointBuffer, axis: Vector3, view: ObjectView) {
        guard points.count >= 12 else { return nil }
        let (support, sigma) = (view.support, view.sigma)
        self.axis = axis
        across = Vector3(-axis.y, axis.x, 0)
        let ray = abs(axis.dot(view.viewpoint.normalized ?? .zero))
        ends = Extent(points, along: axis, sigma: ray * sigma)
        let (wide, vertical) = (Extent(points, along: across), Extent(points, along: Vector3(0, 0, 1)))
        let low = support ?? vertical.low
        let start = max((vertical.high - low) / 2, 1e-4)
        (offset, height, radius, variance) = (wide.middle, low + start, start, 0)
        var (residual, lanes) = (Double.infinity, points.lanes)
        for iteration in 0..<8 {
            let cutoff = iteration < 2 ? 0.5 * start : max(3 * max(residual, sigma), 0.002)
            var normal = NormalEquations4()
            normal.addPrior(index: 3, residual: 0, sigma: 1)
            normal.addPrior(index: 2, residual: radius - start, sigma: start / (3 * sigma))
            if let support {
                let tightness = sigma / 0.003
                normal.add(
                    gradient: SIMD4(0, tightness, -tightness, 0), residual: (height - radius - support) * tightness)
            }
            var (form, sums) = (rod, fathom_normal_sums())
            fathom_form_fit_rod(&lanes, &form, cutoff, sigma, &sums)
            normal.add(sums)
            guard sums.count >= 8, let step = normal.solution else { return nil }
            residual = (sums.squares / sums.count).squareRoot()
            offset -= step.x
            height -= step.y
            radius -= step.z
            guard radius > 0.5 * start, radius < 1.6 * start else { return nil }
            // Ten micrometres are below what any sensor tells.
            let isStill = iteration > 2 && max(abs(step.x), abs(step.y), abs(step.z)) < 1e-5
            guard isStill || iteration == 7 else { continue }
            if let inverse = normal.inverseTopLeft {
                let deviation = max(residual, sigma / 2)
                variance = (inverse.x.x + inverse.y.y) / 2 * deviation * deviation
            }
            break
        }
    }

    /// For kernels.
    var rod: fathom_form_rod {
        fathom_form_rod(
            axis: (axis.x, axis.y), offset: offset, height: height, radius: radius, low: ends.low, high: ends.high)
    }
}
