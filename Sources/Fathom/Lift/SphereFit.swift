internal import FathomKernels

/// A sphere through points of its visible cap, by Gauss–Newton on the geometric distance.
///
/// minimises Σ wᵢ (|pᵢ − c| − r)² + ((r − r₀)/σ_r)² with weights that drop outliers (flying pixels, a neighbour's edge). The
/// parameters' covariance is the inverse of the normal matrix, so that a narrow cap says itself how little it knows.
struct SphereFit {
    var center: Vector3
    var radius: Double
    /// Of the centre, square metres.
    var covariance: Matrix3
    /// Root mean square distance of the inliers from the surface, metres.
    var residual: Double
    /// Share of the points that agree.
    var inlierShare: Double

    /// What is known of the radius before.
    struct RadiusPrior {
        var radius: Double
        var sigma: Double
    }

    /// - Parameters:
    ///   - viewpoint: the camera's centre in the points' frame.
    ///   - sigma: standard deviation of one point along its ray, metres, > 0.
    /// - Returns: `nil` for too few points or points that no sphere explains.
    init?(_ points: PointBuffer, viewpoint: Vector3, prior: RadiusPrior?, sigma: Double) {
        guard points.count >= 8 else { return nil }
        let centroid = points.centroid
        guard let away = (centroid - viewpoint).normalized else { return nil }
        var spread = 0.0
        for index in 0..<points.count {
            let offset = points[index] - centroid
            spread += offset.dot(offset) - offset.dot(away) * offset.dot(away)
        }
        // A cap's points fill a disc of radius r: their mean square distance from its centre is r²/2.
        radius = prior?.radius ?? (2 * spread / Double(points.count)).squareRoot()
        center = centroid + away * (radius * 0.66)
        covariance = .zero
        residual = 0
        inlierShare = 0
        var (normal, lanes) = (NormalEquations4(), points.lanes)
        for iteration in 0..<8 {
            let cutoff = iteration < 3 ? Double.infinity : max(3 * max(residual, sigma), 0.0015)
            normal = NormalEquations4()
            if let prior { normal.addPrior(index: 3, residual: radius - prior.radius, sigma: prior.sigma / sigma) }
            var sums = fathom_normal_sums()
            center.withDoubles { fathom_form_fit_ball(&lanes, $0, radius, cutoff, &sums) }
            normal.add(sums)
            guard sums.count >= 8, let step = normal.solution else { return nil }
            residual = (sums.squares / sums.count).squareRoot()
            inlierShare = sums.count / Double(points.count)
            center -= Vector3(step.x, step.y, step.z)
            radius -= step.w
            guard radius > 1e-4, radius < 10, center.isFinite else { return nil }
            let moved = max(abs(step.x), abs(step.y), abs(step.z))
            if iteration > 3, moved < 1e-7 { break }
        }
        guard let inverse = normal.inverseTopLeft else { return nil }
        // Noise along the rays shows only in part along the normals, so the residual says more than sigma does.
        let deviation = max(residual, sigma / 2)
        covariance = inverse * (deviation * deviation)
    }
}

/// Normal equations of a least-squares problem in four unknowns.
struct NormalEquations4 {
    private var rows = (SIMD4<Double>.zero, SIMD4<Double>.zero, SIMD4<Double>.zero, SIMD4<Double>.zero)
    private var right = SIMD4<Double>.zero

    @inline(__always)
    mutating func add(gradient: SIMD4<Double>, residual: Double) {
        rows.0 += gradient * gradient.x
        rows.1 += gradient * gradient.y
        rows.2 += gradient * gradient.z
        rows.3 += gradient * gradient.w
        right += gradient * residual
    }

    /// Adds what a kernel summed up.
    mutating func add(_ sums: fathom_normal_sums) {
        let (h, r) = (sums.rows, sums.right)
        rows.0 += SIMD4(h.0, h.1, h.2, h.3)
        rows.1 += SIMD4(h.1, h.4, h.5, h.6)
        rows.2 += SIMD4(h.2, h.5, h.7, h.8)
        rows.3 += SIMD4(h.3, h.6, h.8, h.9)
        right += SIMD4(r.0, r.1, r.2, r.3)
    }

    mutating func addPrior(index: Int, residual: Double, sigma: Double) {
        var gradient = SIMD4<Double>.zero
        gradient[index] = 1 / sigma
        add(gradient: gradient, residual: residual / sigma)
    }

    /// The step x of H x = Jᵀ r, or `nil` when H is singular.
    var solution: SIMD4<Double>? {
        factor.map { solve($0, right) }
    }

    /// The upper left 3×3 block of H⁻¹.
    var inverseTopLeft: Matrix3? {
        factor.map { lower in
            let a = solve(lower, SIMD4(1, 0, 0, 0))
            let b = solve(lower, SIMD4(0, 1, 0, 0))
            let c = solve(lower, SIMD4(0, 0, 1, 0))
            return Matrix3(columns: Vector3(a.x, a.y, a.z), Vector3(b.x, b.y, b.z), Vector3(c.x, c.y, c.z))
        }
    }

    private typealias Lower = (
        SIMD4<Double>, SIMD4<Double>, SIMD4<Double>, SIMD4<Double>
    )

    /// Cholesky factor L of H = L Lᵀ, by rows.
    private var factor: Lower? {
        let h = rows
        guard h.0.x > 0 else { return nil }
        let l00 = h.0.x.squareRoot()
        let l10 = h.1.x / l00
        let l20 = h.2.x / l00
        let l30 = h.3.x / l00
        let d1 = h.1.y - l10 * l10
        guard d1 > 1e-12 * h.1.y else { return nil }
        let l11 = d1.squareRoot()
        let l21 = (h.2.y - l20 * l10) / l11
        let l31 = (h.3.y - l30 * l10) / l11
        let d2 = h.2.z - l20 * l20 - l21 * l21
        guard d2 > 1e-12 * h.2.z else { return nil }
        let l22 = d2.squareRoot()
        let l32 = (h.3.z - l30 * l20 - l31 * l21) / l22
        let d3 = h.3.w - l30 * l30 - l31 * l31 - l32 * l32
        guard d3 > 1e-12 * h.3.w else { return nil }
        return (
            SIMD4(l00, 0, 0, 0), SIMD4(l10, l11, 0, 0), SIMD4(l20, l21, l22, 0), SIMD4(l30, l31, l32, d3.squareRoot())
        )
    }

    private func solve(_ l: Lower, _ b: SIMD4<Double>) -> SIMD4<Double> {
        let y0 = b.x / l.0.x
        let y1 = (b.y - l.1.x * y0) / l.1.y
        let y2 = (b.z - l.2.x * y0 - l.2.y * y1) / l.2.z
        let y3 = (b.w - l.3.x * y0 - l.3.y * y1 - l.3.z * y2) / l.3.w
        let x3 = y3 / l.3.w
        let x2 = (y2 - l.3.z * x3) / l.2.z
        let x1 = (y1 - l.2.y * x2 - l.3.y * x3) / l.1.y
        let x0 = (y0 - l.1.x * x1 - l.2.x * x2 - l.3.x * x3) / l.0.x
        return SIMD4(x0, x1, x2, x3)
    }
}
