internal import FathomKernels

/// An upright thing that is round as seen from above, its flank straight or slanted: a can, a cup, a cone.
///
/// Points are in a frame whose z axis is up. Gauss–Newton on the distance to the flank, over axis, radius and slant; points
/// that lie nearer to the top than to the flank pull at nothing.
struct RoundFit {
    /// Of the axis.
    var x: Double
    var y: Double
    /// At half the seen height.
    var radius: Double
    /// Growth of the radius with height.
    var slant: Double
    var top: Double
    var bottom: Double
    /// Variance of the axis's place, square metres.
    var variance: Double

    private var middle: Double { (top + bottom) / 2 }

    /// - Parameters:
    ///   - away: horizontal unit vector from the camera to the points.
    ///   - sigma: standard deviation of one point, metres, > 0.
    ///   - drift: depth error that neighbouring points share, metres: it bends a flank, but leaves its silhouette alone.
    ///   - rim: what the outermost points leave of the silhouette, metres: half a pixel.
    init?(
        _ points: PointBuffer, away: Vector3, sigma: Double, drift: Double = 0, rim: Double = 0, isPartHidden: Bool
    ) {
        guard points.count >= 12 else { return nil }
        let aside = Vector3(-away.y, away.x, 0)
        let (across, along) = (Extent(points, along: aside), Extent(points, along: away))
        let vertical = Extent(points, along: Vector3(0, 0, 1))
        let width = across.length / 2
        guard width > 1e-4 else { return nil }
        (top, bottom) = (vertical.high, vertical.low)
        let start = aside * across.middle + away * (along.low + width)
        (x, y, radius, slant, variance) = (start.x, start.y, width, 0, 0)
        var (residual, lanes) = (Double.infinity, points.lanes)
        // Waves make many points say the same wrong thing about curvature: then the silhouette counts as an eighth of them.
        let waviness = drift * drift / (drift * drift + sigma * sigma)
        let silhouette = isPartHidden ? 0 : (Double(points.count) / 8 * waviness).squareRoot()
        for iteration in 0..<8 {
            let cutoff = iteration < 2 ? 0.5 * width : max(3 * max(residual, sigma), 0.002)
            var normal = NormalEquations4()
            normal.addPrior(index: 2, residual: radius - width, sigma: width / (sigma * (isPartHidden ? 1 : 3)))
            normal.addPrior(index: 3, residual: slant, sigma: 0.2 / sigma)
            if silhouette > 0 {
                let flare = (slant < 0 ? -0.5 : 0.5) * (top - bottom)
                normal.add(
                    gradient: SIMD4(0, 0, silhouette, silhouette * flare),
                    residual: (radius + slant * flare - width - rim) * silhouette)
            }
            var (form, sums) = (upright, fathom_normal_sums())
            fathom_form_fit_upright(&lanes, &form, cutoff, sigma, &sums)
            normal.add(sums)
            guard sums.count >= 8, let step = normal.solution else { return nil }
            residual = (sums.squares / sums.count).squareRoot()
            x -= step.x
            y -= step.y
            radius -= step.z
            slant -= step.w
            guard radius > 0.3 * width, radius < (isPartHidden ? 1.3 : 1.2) * width, abs(slant) < 2 else { return nil }
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

    func radius(at height: Double) -> Double {
        max(radius + slant * (height - middle), 0)
    }

    /// For kernels.
    var upright: fathom_form_upright {
        fathom_form_upright(x: x, y: y, radius: radius, slant: slant, middle: middle, top: top, bottom: bottom)
    }
}
