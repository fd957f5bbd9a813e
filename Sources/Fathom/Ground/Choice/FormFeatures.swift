/// What the classifier of forms is told of a thing: numbers of about 1, without regard to its size in metres.
struct FormFeatures: Sendable, Equatable {
    private(set) var values = SIMD64<Float>.zero
    private var count = 0

    static let none = FormFeatures()

    private init() {}

    /// - Parameter tally: what was counted of the thing's cells.
    init(_ fit: FormFit, _ tally: ObjectTally) {
        let size = fit.size.clamped(lowerBound: Vector3(repeating: 0.001), upperBound: Vector3(repeating: 1000))
        addEvidence(fit.evidence)
        addProportions(size)
        addMisfits(fit, longest: size.max())
        addView(fit.view, tally)
        addPrimitives(fit, size)
        addOutline(fit, tally, longest: size.max())
        addHeights(fit, longest: size.max())
    }

    private mutating func add(_ value: Double) {
        values[count] = value.isFinite ? Float(min(max(value, -8), 8)) : 0
        count += 1
    }

    private mutating func add(logOf value: Double) { add(Logarithm.natural(max(value, 1e-9))) }
}

extension FormFeatures {
    private mutating func addEvidence(_ evidence: FormEvidence) {
        add(evidence.box)
        add(evidence.cylinder)
        add(evidence.sphere)
        add(evidence.cone)
        add(evidence.elongated)
        add(evidence.bent)
        add(evidence.hollow)
    }

    private mutating func addProportions(_ size: Vector3) {
        let (longest, shortest) = (size.max(), size.min())
        let middle = max(min(size.x, size.y), min(max(size.x, size.y), size.z))
        add(logOf: middle / longest)
        add(logOf: shortest / longest)
        add(logOf: min(size.x, size.y) / max(size.x, size.y))
        add(logOf: size.z / max(size.x, size.y))
    }

    private mutating func addMisfits(_ fit: FormFit, longest: Double) {
        add(misfit: fit.misfits.box, fit)
        add(misfit: fit.misfits.ball, fit)
        add(misfit: fit.misfits.round, fit)
        add(misfit: fit.misfits.lying, fit)
        add(logOf: fit.tolerance / longest)
    }

    /// Over the tolerance; what could not be fitted at all fits twenty times as badly.
    private mutating func add(misfit: Double, _ fit: FormFit) {
        let ratio = Logarithm.natural(max(misfit / (fit.tolerance * fit.tolerance), 1e-9))
        add(misfit.isFinite ? min(max(ratio, -4), 3) : 3)
    }

    /// How much of it shows, and from where.
    private mutating func addView(_ view: ObjectView, _ tally: ObjectTally) {
        add(logOf: Double(tally.cells))
        add(tally.isCut ? 1 : 0)
        add(view.hiddenShare)
        add(logOf: Double(tally.edge * tally.edge) / Double(max(tally.cells, 1)))
        let slope = view.slope(onto: 0)
        add(slope / (1 + slope * slope).squareRoot())
    }

    /// How the upright round form and the ball lie in it, its opening, its corners.
    private mutating func addPrimitives(_ fit: FormFit, _ size: Vector3) {
        if let round = fit.round {
            let taper = round.radius(at: round.top) / max(round.radius(at: round.bottom), 1e-6)
            add(min(max(Logarithm.natural(max(taper, 1e-9)), -2), 2))
            add(logOf: 2 * round.radius / max(size.x, size.y))
            add(logOf: (round.top - round.bottom) / (2 * round.radius))
        } else {
            for _ in 0..<3 { add(0) }
        }
        if let ball = fit.ball {
            add(logOf: 2 * ball.radius / size.max())
            add(ball.inlierShare)
        } else {
            add(1)
            add(0)
        }
        add(fit.opening.deep)
        add(fit.opening.cover)
        // Where no round form was found, what is usual.
        add(fit.round == nil ? 0.6 : fit.opening.rim)
        add(fit.corners)
        add(fit.round == nil ? 0.6 : fit.sectors)
    }

    private mutating func addOutline(_ fit: FormFit, _ tally: ObjectTally, longest: Double) {
        let (standing, lying, seen) = (fit.standingWidths, fit.lyingWidths, fit.silhouette)
        for index in 0..<8 { add(standing[index]) }
        for index in 0..<8 { add(lying[index]) }
        add(logOf: Double(tally.cells) * fit.view.pixel * fit.view.pixel / seen.octagon)
        add(logOf: seen.width / seen.height)
        add(logOf: seen.depth / longest)
        add(logOf: standing.sum() / 8)
        add(logOf: lying.sum() / 8)
    }

    /// What it rests on, and how its points are spread along up.
    private mutating func addHeights(_ fit: FormFit, longest: Double) {
        let (support, points) = (fit.view.support, fit.points)
        add(support == nil ? 0 : 1)
        add(support.map { (fit.box.center.z - fit.box.half.z - $0) / longest } ?? 0)
        let vertical = Extent(points, along: Vector3(0, 0, 1))
        var (top, low) = (0, 0)
        for index in 0..<points.count {
            let height = points[index].z
            if height > vertical.high - 1.5 * fit.tolerance { top += 1 }
            if height < vertical.low + 0.125 * vertical.length { low += 1 }
        }
        add(Double(top) / Double(points.count))
        add(Double(low) / Double(points.count))
        add(-vertical.low / max(vertical.length, 1e-4))
    }
}

extension SceneObject {
    /// What the classifier of forms is told of it.
    package var formFeatures: [Float] { features.values.indices.map { features.values[$0] } }
}
