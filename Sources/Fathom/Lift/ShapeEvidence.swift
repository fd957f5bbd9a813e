/// How well a sphere, an upright box and an upright cylinder explain points, as shares of belief: at most 1 together.
struct ShapeEvidence {
    var sphere: Double
    var box: Double
    var cylinder: Double

    /// More than any points can say: every form fits.
    static let best = ShapeEvidence(sphere: 1, box: 1, cylinder: 1)

    init(sphere: Double, box: Double, cylinder: Double) {
        (self.sphere, self.box, self.cylinder) = (sphere, box, cylinder)
    }

    /// - Parameters:
    ///   - box: the box fitted to the points; the cylinder takes its footprint.
    ///   - sphere: the sphere fitted to them, if one could be.
    ///   - tolerance: distance of a point from the true surface that says nothing against it, metres.
    init(_ points: PointBuffer, box fitted: Shape, sphere ball: Shape?, tolerance: Double) {
        guard case .box(let center, let axes, let half) = fitted else {
            (sphere, box, cylinder) = (0, 0, 0)
            return
        }
        let radius = (half.x + half.y) / 2
        var squares = Vector3.zero
        var count = 0.0
        for index in stride(from: 0, to: points.count, by: max(1, points.count / 128)) {
            let point = points[index]
            let local = axes.transposed * (point - center)
            let round = (local.x * local.x + local.y * local.y).squareRoot() - radius
            let rim = max(round, abs(local.z) - half.z)
            let errors = Vector3(ball?.signedDistance(point) ?? 1, fitted.signedDistance(point), rim)
            squares += errors * errors
            count += 1
        }
        let scale = 1 / max(count, 1) / (tolerance * tolerance)
        let misfit = squares * scale
        // 1 for a fit within the tolerance, falling with the fourth power of the misfit.
        let fit = Vector3(1, 1, 1) / (Vector3(1, 1, 1) + misfit * misfit)
        // A fit counts for as much as it is better than the others; none that is good leaves belief to nobody.
        let share = fit / max(fit.sum(), 1)
        (sphere, box, cylinder) = (share.x, share.y, share.z)
    }
}
