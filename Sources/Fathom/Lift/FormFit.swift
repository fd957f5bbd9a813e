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

    let points: PointBuffer
    let view: ObjectView
    /// Distance of a point from the true surface that says nothing against a form, metres.
    let tolerance: Double
    var round: RoundFit?
    var lying: LyingFit?

    /// - Parameter scratch: room for points that are made up to complete the thing.
    init?(_ points: PointBuffer, view: ObjectView, as shapeClass: ShapeClass, scratch: PointBuffer) {
        guard points.count >= 4 else { return nil }
        (self.points, self.view) = (points, view)
        box = CompletedBox(around: points, view: view)
        let longest = 2 * max(box.half.x, box.half.y, box.half.z)
        tolerance = max(0.025 * longest, 0.6 * view.pixel, 1.5 * view.sigma)
        tryBox()
        tryBall(longest: longest)
        tryRound()
        tryLying()
        tryTilted()
        complete(as: shapeClass, scratch: scratch)
        describeProportions()
    }

    private mutating func tryBox() {
        evidence.box = standing(box)
        // What shows no flat sides has no heading but that of its least footprint.
        if evidence.box < 0.5 { box = CompletedBox(leastAround: points, view: view) }
    }

    private func standing(_ box: CompletedBox) -> Double {
        var standing = box
        if let support = view.support { standing.stretch(downTo: support) }
        return fit { standing.signedDistance($0) }
    }

    private mutating func tryBall(longest: Double) {
        guard let ball = SphereFit(points, viewpoint: view.viewpoint, prior: nil, sigma: view.sigma),
            ball.inlierShare >= 0.5, 2 * ball.radius <= 1.3 * longest
        else { return }
        evidence.sphere = fit { ($0 - ball.center).length - ball.radius }
        self.ball = ball
    }

    private mutating func tryRound() {
        guard let round = RoundFit(points, away: view.away, sigma: view.sigma, isPartHidden: view.isPartHidden) else {
            return
        }
        let quality = fit { round.signedDistance($0) } * roundness(round)
        let (upper, lower) = (round.radius(at: round.top), round.radius(at: round.bottom))
        // A flower pot still is a cylinder of a kind; a cone comes to a point.
        let taper = upper / max(lower, 1e-6)
        evidence.cone = quality * (1 - ramp(taper, 0.2, 0.5))
        evidence.cylinder = quality * ramp(min(taper, 1 / max(taper, 1e-6)), 0.3, 0.6)
        evidence.hollow = hollowness(round)
        self.round = round
    }

    private mutating func tryLying() {
        for axis in [box.axes.x, box.axes.y] {
            guard let fit = LyingFit(points, axis: axis, view: view), fit.ends.length >= 1.2 * fit.radius else {
                continue
            }
            let quality = self.fit { fit.signedDistance($0) }
            if quality > evidence.cylinder {
                evidence.cylinder = quality
                lying = fit
            }
        }
    }

    private mutating func tryTilted() {
        guard max(evidence.box, evidence.cylinder, evidence.sphere, evidence.cone) < 0.7,
            let tilted = CompletedBox(tiltedAround: points, view: view, tolerance: tolerance)
        else { return }
        let quality = fit { tilted.signedDistance($0) }
        guard quality > 1.2 * max(evidence.box, evidence.cylinder, evidence.sphere) else { return }
        (box, evidence.box, isTilted) = (tilted, quality, true)
    }
}
