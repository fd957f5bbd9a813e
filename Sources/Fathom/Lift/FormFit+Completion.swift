// The hidden half, from the form that explains the seen one best.
extension FormFit {
    private enum Form { case box, round, lying, sphere }

    mutating func complete(as shapeClass: ShapeClass, scratch: PointBuffer) {
        let grid = view.pixel * view.pixel / 12 + view.sigma * view.sigma / 2
        let form = chosenForm(shapeClass)
        surfaceQuality = evidence.box
        switch form {
        case .sphere:
            guard let ball else { break }
            box = CompletedBox(center: ball.center, axes: box.axes, half: Vector3(repeating: ball.radius))
            surfaceQuality = evidence.sphere
            return
        case .round:
            guard let round else { break }
            completeRound(round, as: shapeClass, scratch: scratch)
        case .lying:
            guard let lying else { break }
            completeLying(lying)
        case .box:
            completeDepth(as: shapeClass)
        }
        ball = nil
        rise()
        stand()
        // What is hidden may go on past the outline: more so the longer the thing is.
        let beyond = 0.5 * view.hiddenShare * max(box.half.x, box.half.y, box.half.z)
        box.variance += Vector3(beyond * beyond, beyond * beyond, 0)
        if view.hiddenShare > 0.02 {
            let long = box.half.x > box.half.y ? 0 : 1
            let end = 0.15 * max(box.half[long] - 2 * box.half[1 - long], 0)
            box.variance[long] += end * end
        }
        box.variance += Vector3(repeating: grid)
    }

    /// An upright thing whose depth has holes reaches up to where its outline does.
    private mutating func rise() {
        guard let ceiling = view.ceiling, ceiling.z > 0.3, !isTilted, cylinder?.axis != 0 else { return }
        let along = box.axes.transposed * Vector3(ceiling.x, ceiling.y, 0)
        let reach =
            cylinder.map { $0.radius * (along.x * along.x + along.y * along.y).squareRoot() }
            ?? abs(along.x) * box.half.x + abs(along.y) * box.half.y
        let level = ceiling.dot(view.viewpoint) - ceiling.x * box.center.x - ceiling.y * box.center.y - reach
        let (seen, bottom) = (box.center.z + box.half.z, box.center.z - box.half.z)
        let top = max(level / ceiling.z, seen)
        guard top - seen > view.pixel + tolerance else { return }
        box.center.z = (top + bottom) / 2
        box.half.z = (top - bottom) / 2
        cylinder?.halfLength = box.half.z
        box.variance.z += 0.1 * 0.1 * (top - seen) * (top - seen) / 4
    }

    /// An upright thing reaches down to what it stands on.
    private mutating func stand() {
        guard let support = view.support, !isTilted, cylinder?.axis != 0 else { return }
        let hidden = max(box.center.z - box.half.z - support, 0)
        box.stretch(downTo: support)
        cylinder?.halfLength = box.half.z
        // What it stands on is known to a few millimetres; what is hidden is guessed to reach down to it.
        box.variance.z += 0.002 * 0.002 / 4 + 0.1 * 0.1 * hidden * hidden / 12
    }

    private func chosenForm(_ shapeClass: ShapeClass) -> Form {
        switch shapeClass {
        case .sphere: return ball == nil ? .box : .sphere
        case .cube, .box: return .box
        case .upright, .handled:
            if lying != nil, evidence.cylinder > 0.5, evidence.hollow < 0.5 { return .lying }
            return round == nil ? .box : .round
        case .any: break
        }
        let upright = lying == nil ? evidence.cylinder : 0
        let roundness = max(upright, evidence.cone, evidence.hollow * fit(misfits.round))
        let best = max(roundness, evidence.sphere, evidence.cylinder, evidence.box)
        // Where a box does about as well it is one: it takes the most to make its corners by chance.
        if best < 0.2 || isTilted { return .box }
        if evidence.box > 0.9 * best, evidence.hollow < 0.5 { return .box }
        if evidence.hollow > 0.5, roundness > 0.35 { return .round }
        if evidence.sphere == best { return .sphere }
        guard roundness == best else { return evidence.cylinder < 0.5 || bend > 0.3 ? .box : .lying }
        return .round
    }

    /// Where a hidden handle ends, in radii from the axis: that of a mug ends at about 1.8, seven times in eight it is one
    /// behind that hides it rather than none, and it may hide up to 35° aside of the line of sight.
    private static let expectedReach = 1 + 0.8 * 0.875 * 0.93

    private mutating func completeRound(_ seen: RoundFit, as shapeClass: ShapeClass, scratch: PointBuffer) {
        let round = evidence.hollow > 0.5 ? outside(seen) : seen
        let (upper, lower) = (round.radius(at: round.top), round.radius(at: round.bottom))
        // A slant within the tolerance is none.
        let radius = abs(upper - lower) < 2 * view.drift ? (upper + lower) / 2 : max(upper, lower)
        surfaceQuality = max(evidence.cylinder, evidence.cone)
        let (top, bottom) = (box.center.z + box.half.z, box.center.z - box.half.z)
        let showsHandle = gatherBeyond(round, radius, into: scratch)
        let hasHandle = showsHandle || shapeClass == .handled
        // What has one and does not show it has it behind.
        if hasHandle, !showsHandle {
            scratch.append(Vector3(round.x, round.y, round.top) + view.away * (Self.expectedReach * radius))
        }
        let along = hasHandle ? scratch.centroid - Vector3(round.x, round.y, 0) : view.away
        if !hasHandle, min(upper, lower) > 0.8 * radius {
            cylinder = ((upper + lower) / 2, (top - bottom) / 2, 2)
        }
        if hasHandle { surfaceQuality = 0 }
        addRims(round, radius, top: top, bottom: bottom, to: scratch)
        var exact = view
        (exact.sigma, exact.pixel) = (0, 0)
        let x = Vector3(along.x, along.y, 0).normalized ?? view.away
        let axes = Matrix3(columns: x, Vector3(-x.y, x.x, 0), Vector3(0, 0, 1))
        box = CompletedBox(around: scratch, axes: axes, view: exact)
        let isCup = evidence.hollow > 0.5 && top - bottom > radius
        let handle = isCup ? Self.handleVariance(isShown: showsHandle, isSaid: hasHandle) * (radius * radius) : .zero
        let variance = round.variance + 0.03 * 0.03 * radius * radius
        box.variance = Vector3(variance, variance, 0) + handle
    }

    /// Of the middle of a thing that one drinks from, in squares of its radius, along the line from its axis to the handle, or
    /// to where it would hide, and across.
    ///
    /// A handle moves the middle by 0.4 radii. One that is said, but hidden, is not there one time in eight, is shorter or longer
    /// by a tenth of a radius, and lies up to 35° aside. Of what is not said to have one, a third does; where none shows, one
    /// time in eleven it hides.
    private static func handleVariance(isShown: Bool, isSaid: Bool) -> Vector3 {
        // Of one that shows, thin as it is, the sensor loses a part.
        if isShown { return Vector3(0.01, 0.005, 0) }
        return isSaid ? Vector3(0.02, 0.02, 0) : Vector3(0.09 * 0.16, 0.09 * 0.02, 0)
    }

    /// A vessel as wide as its rim is seen: the fit to its wall's outside in front and its inside behind is narrower by about
    /// the wall, and nearer.
    private func outside(_ round: RoundFit) -> RoundFit {
        guard !view.isPartHidden else { return round }
        let width = Extent(points, along: Vector3(-view.away.y, view.away.x, 0)).length / 2 + view.pixel / 2
        // A wall is a seventh of the radius at most.
        let wall = min(
            max(width - max(round.radius(at: round.top), round.radius(at: round.bottom)), 0), round.radius / 7)
        var outside = round
        outside.radius += wall
        outside.x += view.away.x * wall
        outside.y += view.away.y * wall
        return outside
    }

    /// Puts the points beyond the flank into `scratch`: a handle or a spout, where they are more than a few stray ones.
    private func gatherBeyond(_ round: RoundFit, _ radius: Double, into scratch: PointBuffer) -> Bool {
        scratch.removeAll()
        let reach = radius + max(3 * tolerance, 0.12 * radius)
        for index in 0..<points.count {
            let (dx, dy) = (points[index].x - round.x, points[index].y - round.y)
            if dx * dx + dy * dy > reach * reach { scratch.append(points[index]) }
        }
        let isHandle = scratch.count * 25 > points.count
        if !isHandle { scratch.removeAll() }
        return isHandle
    }

    private func addRims(_ round: RoundFit, _ radius: Double, top: Double, bottom: Double, to scratch: PointBuffer) {
        var turn = Rotation2.none
        let step = Rotation2.coarse * Rotation2.coarse * Rotation2.coarse * Rotation2.coarse
        for place in 0..<32 {
            let height = place % 2 == 0 ? top : bottom
            let point = Vector3(round.x + radius * turn.cosine, round.y + radius * turn.sine, height)
            // Often enough that no end is taken for an outlier.
            for _ in 0..<(1 + scratch.count / 256 + 1) { scratch.append(point) }
            turn = turn * step
        }
    }

    private mutating func completeLying(_ lying: LyingFit) {
        let center = lying.axis * lying.ends.middle + lying.across * lying.offset + Vector3(0, 0, lying.height)
        let half = lying.ends.length / 2 + view.pixel / 2
        box = CompletedBox(
            center: center, axes: Matrix3(columns: lying.axis, lying.across, Vector3(0, 0, 1)),
            half: Vector3(half, lying.radius, lying.radius))
        let variance = lying.variance + 0.03 * 0.03 * lying.radius * lying.radius
        box.variance = Vector3(0, variance, variance)
        cylinder = (lying.radius, half, 0)
        surfaceQuality = evidence.cylinder
    }

    /// Where the camera does not look down on it, the far side of its footprint is a guess.
    private mutating func completeDepth(as shapeClass: ShapeClass) {
        if isTilted { return completeTilted() }
        let short = box.half.x < box.half.y ? 0 : 1
        // The top shows as a strip of its depth times the sine of that angle; less than some pixels tell nothing.
        let isTopSeen = view.slope(onto: box.center.z + box.half.z) > 0.15
        let width = box.half[1 - short]
        let isFlat = box.half[short] < max(0.25 * width, 2 * tolerance)
        guard !isTopSeen, isFlat || shapeClass == .cube else { return }
        let least = min(width, box.half.z)
        deepen(short, to: shapeClass == .cube ? least : 0.5 * least)
    }

    /// Of a tilted thing of which one face shows, the thickness is a guess.
    private mutating func completeTilted() {
        let least = min(box.half.x, box.half.y)
        if box.half.z < max(0.1 * least, tolerance) { deepen(2, to: 0.3 * least) }
    }

    private mutating func deepen(_ axis: Int, to half: Double) {
        let added = half - box.half[axis]
        guard added > 0 else { return }
        box.deepen(axis: axis, to: half, viewpoint: view.viewpoint)
        box.variance[axis] += added * added / 3
    }
}
