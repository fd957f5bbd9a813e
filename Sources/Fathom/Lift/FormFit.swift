/// The forms tried on one thing's points, how well each explains them, and the completed box that follows.
///
/// Points are in a frame whose z axis is up and whose origin is near the thing.
struct FormFit {
    var evidence = FormEvidence()
    var box: CompletedBox
    /// Set where the thing is a sphere.
    var ball: SphereFit?
    /// Set where the thing is a cylinder and no more: radius and half length, along the box's axis of that index.
    var cylinder: (radius: Double, halfLength: Double, axis: Int)?
    /// How well the completed shape's surface is the thing's, in [0, 1].
    var surfaceQuality = 0.0
    /// Whether it is a box that stands neither upright nor flat.
    var isTilted = false

    /// Mean squared distance of the points from each form's surface; infinite where it could not be fitted.
    var misfits = Misfits()

    let points: PointBuffer
    /// Some of them, evenly: what forms are fitted to.
    let few: PointBuffer
    let view: ObjectView
    /// Distance of a point from the true surface that says nothing against a form, metres.
    let tolerance: Double
    var round: RoundFit?
    var lying: LyingFit?
    var opening = Opening()
    /// Share of the corners of its footprint, and of the sectors of its outline, at which points lie.
    var corners = 0.0
    var sectors = 0.0

    /// - Parameter points: those that may as well be of what it stands on are dropped.
    /// - Parameter buffers: room for points that are picked out, or made up to complete the thing.
    init?(_ points: PointBuffer, view: ObjectView, as shapeClass: ShapeClass, buffers: Buffers) {
        points.clearGround(view)
        guard points.count >= 4 else { return nil }
        (self.points, few) = (points, buffers.few)
        few.copy(from: points, atMost: max(Self.fewPoints, points.count / 4))
        box = CompletedBox(around: points, view: view)
        let longest = 2 * max(box.half.x, box.half.y, box.half.z)
        // A slow wave shifts a small thing as a whole, and bends one of two decimetres or more.
        var view = view
        view.drift *= min(longest / 0.2, 1)
        self.view = view
        // What a form's own irregularity, the pixel grid, the sensor's noise and its slow waves may make.
        tolerance =
            (0.03 * 0.03 * longest * longest + 0.36 * view.pixel * view.pixel + 4 * view.sigma * view.sigma
            + view.drift * view.drift).squareRoot()
        tryBox()
        tryBall(longest: longest, isGiven: shapeClass == .sphere)
        tryRound()
        tryLying()
        tryTilted(longest: longest)
        weigh()
        complete(as: shapeClass, scratch: buffers.scratch)
        describeProportions()
    }

    /// Points that forms are fitted to at least, where there are so many.
    private static let fewPoints = 96

    /// Memory that outlives one fit.
    struct Buffers {
        let few = PointBuffer()
        let scratch = PointBuffer()
    }

    private mutating func tryBox() {
        misfits.box = misfit(standing: box)
        straighten()
        // What shows no flat sides, or lacks corners, has the heading of its axis.
        guard fit(misfits.box) * squareness() < 0.6 else { return }
        box = CompletedBox(alongAxisOf: points, view: view)
    }

    /// Where waves and points that stick out spoil the bounding rectangle, the walls tell the box.
    private mutating func straighten() {
        guard view.drift > 0, misfits.box > view.drift * view.drift,
            let straight = box.onWalls(of: points, view: view, reach: 2 * tolerance)
        else { return }
        let misfit = self.misfit(standing: straight)
        if misfit < 0.8 * misfits.box { (box, misfits.box) = (straight, misfit) }
    }

    private func misfit(standing box: CompletedBox) -> Double {
        var standing = box
        if let support = view.support { standing.stretch(downTo: support) }
        return misfit(standing)
    }

    /// - Parameter isGiven: whether it is known to be a ball, however little of it shows.
    private mutating func tryBall(longest: Double, isGiven: Bool) {
        // A ball's outline is as high as it is wide, unless something hides a part of it.
        let seen = Extent(few, along: Vector3(-view.away.y, view.away.x, 0)).length
        guard
            isGiven || view.isPartHidden || view.slope(onto: 0) > 1
                || max(seen, 2 * box.half.z) < 2 * min(seen, 2 * box.half.z)
        else { return }
        guard let ball = SphereFit(few, viewpoint: view.viewpoint, prior: nil, sigma: view.sigma),
            ball.inlierShare >= 0.5, 2 * ball.radius <= 1.3 * longest
        else { return }
        // Nothing reaches far below what it stands on.
        if !isGiven, let support = view.support, ball.center.z - ball.radius < support - 0.15 * ball.radius - tolerance
        {
            return
        }
        misfits.ball = misfit(ball)
        self.ball = ball
    }

    private mutating func tryRound() {
        guard
            let round = RoundFit(
                few, away: view.away, sigma: view.sigma, drift: view.drift, rim: view.pixel / 2,
                isPartHidden: view.isPartHidden)
        else { return }
        misfits.round = misfit(round)
        self.round = round
    }

    private mutating func tryLying() {
        for axis in [box.axes.x, box.axes.y] {
            guard let fit = LyingFit(few, axis: axis, view: view), fit.ends.length >= 1.2 * fit.radius else {
                continue
            }
            let misfit = self.misfit(fit)
            if misfit < misfits.lying { (misfits.lying, lying) = (misfit, fit) }
        }
    }

    private mutating func tryTilted(longest: Double) {
        // What another form explains down to the noise needs no further trial.
        let noise = 1.44 * view.sigma * view.sigma + 0.012 * 0.012 * longest * longest
        guard misfits.least > noise, misfits.box > 1.2 * misfits.least || fit(misfits.box) < 0.8,
            let tilted = CompletedBox(tiltedAround: points, few: few, view: view, tolerance: tolerance)
        else { return }
        let misfit = self.misfit(tilted)
        // An uneven flank has a slanted plane in it too; a box is held to all of its faces.
        guard misfit < 0.8 * misfits.least, fit(misfit) > 0.6 else { return }
        (box, misfits.box, isTilted) = (tilted, misfit, true)
    }

    /// Turns misfits into evidence: a form counts for as much as it fits, and as it fits about as well as the best.
    private mutating func weigh() {
        let least = misfits.least
        // Differences below a millimetre, half a pixel, or what slow waves make, say nothing.
        let grain = 1e-6 + view.pixel * view.pixel / 4
        let slack = grain + view.drift * view.drift
        func weight(_ misfit: Double) -> Double {
            guard misfit.isFinite else { return 0 }
            let ratio = (least + slack) / (misfit + slack)
            return fit(misfit) * ratio * ratio
        }
        // A gap in the outline, as at a rim that the sensor does not see, says little where the rest shows plainly which.
        func lead(_ misfit: Double, over other: Double) -> Double {
            other.isFinite ? 1 - (misfit + grain) / (other + grain) : 0
        }
        evidence.box =
            weight(misfits.box) * max(squareness(), lead(misfits.box, over: min(misfits.round, misfits.lying)))
        evidence.sphere = weight(misfits.ball)
        evidence.cylinder = weight(misfits.lying)
        guard let round else { return }
        evidence.hollow = hollowness(round)
        // A bowl is a part of a ball, but nobody calls it one.
        evidence.sphere *= 1 - evidence.hollow
        let upright = weight(misfits.round) * max(roundness(round), lead(misfits.round, over: misfits.box))
        // A flower pot still is a cylinder of a kind; a cone comes to a point.
        let taper = round.radius(at: round.top) / max(round.radius(at: round.bottom), 1e-6)
        evidence.cone = upright * (1 - ramp(taper, 0.2, 0.5))
        let standing = upright * ramp(min(taper, 1 / max(taper, 1e-6)), 0.3, 0.6)
        if standing > evidence.cylinder {
            evidence.cylinder = standing
            lying = nil
        }
    }
}

extension FormFit {
    /// What shows of the inside of a hollow thing, as shares: of the points that lie deep in it, of those that cover it,
    /// and of its rim.
    struct Opening {
        var deep = 0.0
        var cover = 0.0
        var rim = 0.0
    }

    /// Mean squared distances from the forms' surfaces, square metres.
    struct Misfits {
        var box = Double.infinity
        var ball = Double.infinity
        var round = Double.infinity
        var lying = Double.infinity

        var least: Double { min(box, ball, round, lying) }
    }
}
