/// The forms tried on one thing's points, how well each explains them, and the completed box that follows.
///
/// Points are in a frame whose z axis is up and whose origin is near the thing.
struct FormFit {
    private(set) var evidence = FormEvidence()
    private(set) var box: CompletedBox
    /// Set where the thing is a sphere.
    private(set) var ball: SphereFit?

    private let points: PointBuffer
    private let view: ObjectView
    /// Distance of a point from the true surface that says nothing against a form, metres.
    private let tolerance: Double
    private var round: RoundFit?
    private var lying: LyingFit?

    /// - Parameter scratch: room for points that are made up to complete the thing.
    init?(_ points: PointBuffer, view: ObjectView, as shapeClass: ShapeClass, scratch: PointBuffer) {
        guard points.count >= 4 else { return nil }
        (self.points, self.view) = (points, view)
        box = CompletedBox(around: points, pixel: view.pixel)
        let longest = 2 * max(box.half.x, box.half.y, box.half.z)
        tolerance = max(0.025 * longest, 0.6 * view.pixel, 2.5 * view.sigma)
        tryForms(longest: longest)
        complete(as: shapeClass, scratch: scratch)
        describeProportions()
    }

    private mutating func tryForms(longest: Double) {
        var standing = box
        if let support = view.support { standing.stretch(downTo: support) }
        evidence.box = fit { standing.signedDistance($0) }
        if let ball = SphereFit(points, viewpoint: view.viewpoint, prior: nil, sigma: view.sigma),
            ball.inlierShare >= 0.5, 2 * ball.radius <= 1.3 * longest
        {
            evidence.sphere = fit { ($0 - ball.center).length - ball.radius }
            self.ball = ball
        }
        if let round = RoundFit(points, away: view.away, sigma: view.sigma, isPartHidden: view.isPartHidden) {
            let quality = fit { round.signedDistance($0) }
            let (upper, lower) = (round.radius(at: round.top), round.radius(at: round.bottom))
            // A flower pot still is a cylinder of a kind; a cone comes to a point.
            let taper = upper / max(lower, 1e-6)
            evidence.cone = quality * (1 - ramp(taper, 0.2, 0.5))
            evidence.cylinder = quality * ramp(min(taper, 1 / max(taper, 1e-6)), 0.3, 0.6)
            evidence.hollow = hollowness(round)
            self.round = round
        }
        for axis in [box.axes.x, box.axes.y] {
            guard let fit = LyingFit(points, axis: axis, support: view.support, sigma: view.sigma),
                fit.ends.length >= 1.2 * fit.radius
            else { continue }
            let quality = self.fit { fit.signedDistance($0) }
            if quality > evidence.cylinder {
                evidence.cylinder = quality
                lying = fit
            }
        }
    }

    /// 1 where every point lies on the surface, falling with the fourth power of their distance over the tolerance.
    private func fit(_ signedDistance: (Vector3) -> Double) -> Double {
        // A few points may lie anywhere: a label's edge, a flying pixel.
        let cap = 9 * tolerance * tolerance
        var sum = 0.0
        for index in 0..<points.count {
            let distance = signedDistance(points[index])
            sum += min(distance * distance, cap)
        }
        let misfit = sum / Double(points.count) / (tolerance * tolerance)
        return 1 / (1 + misfit * misfit)
    }

    /// Whether the camera looks into it: points beneath the surface of the solid, below a rim that goes all around.
    private func hollowness(_ round: RoundFit) -> Double {
        let height = round.top - round.bottom
        let band = max(3 * tolerance, 0.12 * height)
        let depth = max(3 * tolerance, 0.2 * round.radius)
        var (deep, covering) = (0.0, 0.0)
        var rim = SIMD8<Double>.zero
        for index in 0..<points.count {
            let point = points[index]
            let toward = view.viewpoint - point
            let beneath = point + toward * (depth / max(toward.length, 1e-9))
            if round.signedDistance(beneath) < -0.2 * depth, point.z < round.top - band / 2 { deep += 1 }
            guard point.z > round.top - band else { continue }
            let (dx, dy) = (point.x - round.x, point.y - round.y)
            let distance = (dx * dx + dy * dy).squareRoot()
            if distance < 0.6 * round.radius(at: round.top) { covering += 1 }
            if distance > 0.6 * round.radius(at: round.top) {
                rim[(dx > 0 ? 4 : 0) + (dy > 0 ? 2 : 0) + (abs(dx) > abs(dy) ? 1 : 0)] = 1
            }
        }
        let share = deep / Double(points.count)
        return ramp(share, 0.02, 0.08) * ramp(rim.sum(), 4.5, 6.5) * (1 - ramp(covering / Double(points.count), 0.02, 0.1))
    }

    // MARK: Completion

    private mutating func complete(as shapeClass: ShapeClass, scratch: PointBuffer) {
        let grid = view.pixel * view.pixel / 12 + view.sigma * view.sigma / 2
        switch chosenForm(shapeClass) {
        case .sphere:
            guard let ball else { break }
            box = CompletedBox(center: ball.center, axes: box.axes, half: Vector3(repeating: ball.radius))
            return
        case .round:
            guard let round else { break }
            completeRound(round, scratch: scratch)
        case .lying:
            guard let lying else { break }
            completeLying(lying)
        case .box:
            completeDepth(as: shapeClass)
        }
        ball = nil
        if let support = view.support, box.axes.z.z > 0.99 {
            let hidden = max(box.center.z - box.half.z - support, 0)
            box.stretch(downTo: support)
            // What it stands on is known to a few millimetres; what is hidden is guessed to reach down to it.
            box.variance.z += 0.002 * 0.002 / 4 + 0.1 * 0.1 * hidden * hidden / 12
        }
        box.variance += Vector3(repeating: grid)
    }

    private enum Form { case box, round, lying, sphere }

    private func chosenForm(_ shapeClass: ShapeClass) -> Form {
        switch shapeClass {
        case .sphere: return ball == nil ? .box : .sphere
        case .cube, .box: return .box
        case .upright:
            if let lying, evidence.cylinder > 0.5, lying.ends.length > 2 * lying.radius { return .lying }
            return round == nil ? .box : .round
        case .any: break
        }
        let upright = lying == nil ? evidence.cylinder : 0
        let roundness = max(upright, evidence.cone, evidence.hollow)
        let best = max(roundness, evidence.sphere, evidence.cylinder, evidence.box)
        // Where a box does about as well it is one: it takes the most to make its corners by chance.
        if evidence.box > 0.9 * best, evidence.hollow < 0.5 { return .box }
        if best < 0.2 { return .box }
        if evidence.sphere == best { return .sphere }
        return roundness == best ? .round : .lying
    }

    private mutating func completeRound(_ round: RoundFit, scratch: PointBuffer) {
        let radius = max(round.radius(at: round.top), round.radius(at: round.bottom))
        scratch.removeAll()
        let reach = radius + max(3 * tolerance, 0.12 * radius)
        func isBeyond(_ point: Vector3) -> Bool {
            let (dx, dy) = (point.x - round.x, point.y - round.y)
            return dx * dx + dy * dy > reach * reach
        }
        for index in 0..<points.count where isBeyond(points[index]) { scratch.append(points[index]) }
        // A handle or a spout; fewer are stray.
        let hasHandle = scratch.count * 25 > points.count
        if !hasHandle { scratch.removeAll() }
        let vertical = (bottom: box.center.z - box.half.z, top: box.center.z + box.half.z)
        var turn = Rotation2.none
        let step = Rotation2.coarse * Rotation2.coarse * Rotation2.coarse * Rotation2.coarse
        for place in 0..<32 {
            let height = place % 2 == 0 ? vertical.top : vertical.bottom
            let point = Vector3(round.x + radius * turn.cosine, round.y + radius * turn.sine, height)
            // Twice, so that no end is taken for an outlier.
            scratch.append(point)
            scratch.append(point)
            turn = turn * step
        }
        let variance = round.variance + 0.03 * 0.03 * radius * radius
        box = CompletedBox(around: scratch, pixel: 0)
        box.variance = Vector3(variance, variance, 0)
    }

    private mutating func completeLying(_ lying: LyingFit) {
        let center = lying.axis * lying.ends.middle + lying.across * lying.offset + Vector3(0, 0, lying.height)
        box = CompletedBox(
            center: center, axes: Matrix3(columns: lying.axis, lying.across, Vector3(0, 0, 1)),
            half: Vector3(lying.ends.length / 2 + view.pixel / 2, lying.radius, lying.radius))
        box.variance = Vector3(0, lying.variance + 0.03 * 0.03 * lying.radius * lying.radius, lying.variance)
    }

    /// Where the camera does not look down on it, the far side of its footprint is a guess.
    private mutating func completeDepth(as shapeClass: ShapeClass) {
        let short = box.half.x < box.half.y ? 0 : 1
        let slope = view.slope(onto: box.center.z + box.half.z)
        // The top shows as a strip of its depth times the sine of that angle; less than some pixels tell nothing.
        let isTopSeen = slope > 0.15
        let width = box.half[1 - short]
        let isFlat = box.half[short] < max(0.25 * width, 2 * tolerance)
        guard !isTopSeen, isFlat || shapeClass == .cube else { return }
        let least = min(width, box.half.z)
        let guess = shapeClass == .cube ? least : 0.5 * least
        guard guess > box.half[short] else { return }
        let added = guess - box.half[short]
        box.deepen(axis: short, to: guess, viewpoint: view.viewpoint)
        box.variance[short] += added * added / 3
    }

    private mutating func describeProportions() {
        let (a, b, c) = (box.half.x, box.half.y, box.half.z)
        let longest = max(a, b, c)
        let middle = max(min(a, b), min(max(a, b), c))
        evidence.elongated = ramp(longest / max(middle, 1e-6), 1.8, 3)
        evidence.bent = ramp(longest / max(middle, 1e-6), 1.3, 2) * bend
    }

    /// How far the middle of a long thing lies off the line between its ends.
    private var bend: Double {
        let long = box.half.x > box.half.y ? box.axes.x : box.axes.y
        let across = box.half.x > box.half.y ? box.axes.y : box.axes.x
        let ends = Extent(points, along: long)
        guard ends.length > 1e-4 else { return 0 }
        var sums = SIMD8<Double>.zero
        var counts = SIMD8<Double>.zero
        for index in 0..<points.count {
            let place = (points[index].dot(long) - ends.low) / ends.length
            let bin = min(max(Int(place * 5), 0), 4)
            sums[bin] += points[index].dot(across)
            counts[bin] += 1
        }
        guard counts[0] >= 3, counts[2] >= 3, counts[4] >= 3 else { return 0 }
        let sagitta = abs(sums[2] / counts[2] - (sums[0] / counts[0] + sums[4] / counts[4]) / 2)
        return ramp(sagitta / ends.length, 0.05, 0.1)
    }
}

/// 0 below `low`, 1 above `high`, straight between.
@inline(__always)
func ramp(_ x: Double, _ low: Double, _ high: Double) -> Double {
    min(max((x - low) / (high - low), 0), 1)
}
