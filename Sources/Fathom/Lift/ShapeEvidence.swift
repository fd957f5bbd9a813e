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
    ///   - plain: the box fitted to the points.
    ///   - even: the same with its footprint made even, where only its front is seen; the cylinder takes its footprint.
    ///   - sphere: the sphere fitted to them, if one could be.
    ///   - tolerance: distance of a point from the true surface that says nothing against it, metres.
    init(_ points: PointBuffer, plain: Shape, even: Shape, sphere ball: Shape?, tolerance: Double) {
        guard case .box(let center, let axes, let half) = even else {
            (sphere, box, cylinder) = (0, 0, 0)
            return
        }
        let radius = (half.x + half.y) / 2
        var squares = SIMD4<Double>.zero
        var count = 0.0
        for index in stride(from: 0, to: points.count, by: max(1, points.count / 128)) {
            let point = points[index]
            let local = axes.transposed * (point - center)
            let round = (local.x * local.x + local.y * local.y).squareRoot() - radius
            let rim = max(round, abs(local.z) - half.z)
            let errors = SIMD4(
                ball?.signedDistance(point) ?? 1, plain.signedDistance(point), even.signedDistance(point), rim)
            squares += errors * errors
            count += 1
        }
        let misfit = squares * (1 / max(count, 1) / (tolerance * tolerance))
        // 1 for a fit within the tolerance, falling with the fourth power of the misfit.
        let fit = SIMD4(repeating: 1) / (SIMD4(repeating: 1) + misfit * misfit)
        let boxed = max(fit.y, fit.z)
        // A fit counts for as much as it is better than the others; none that is good leaves belief to nobody.
        let total = max(fit.x + boxed + fit.w, 1)
        (sphere, box, cylinder) = (fit.x / total, boxed / total, fit.w / total)
    }
}
