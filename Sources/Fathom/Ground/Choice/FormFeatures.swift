/// What the classifier of forms is told of a thing: numbers of about 1, without regard to its size in metres.
struct FormFeatures: Sendable, Equatable {
    private(set) var values = SIMD64<Float>.zero

    static let none = FormFeatures()

    private init() {}

    init(_ fit: FormFit, _ tally: ObjectTally) {
        var place = 0
        func add(_ value: Double) {
            values[place] = value.isFinite ? Float(min(max(value, -8), 8)) : 0
            place += 1
        }
        let (evidence, view, box) = (fit.evidence, fit.view, fit.box)
        add(evidence.box)
        add(evidence.cylinder)
        add(evidence.sphere)
        add(evidence.cone)
        add(evidence.elongated)
        add(evidence.bent)
        add(evidence.hollow)
        let size = fit.size.clamped(lowerBound: Vector3(repeating: 0.001), upperBound: Vector3(repeating: 1000))
        let (longest, shortest) = (size.max(), size.min())
        let middle = max(min(size.x, size.y), min(max(size.x, size.y), size.z))
        func log(_ value: Double) -> Double { Logarithm.natural(max(value, 1e-9)) }
        add(log(middle / longest))
        add(log(shortest / longest))
        add(log(min(size.x, size.y) / max(size.x, size.y)))
        add(log(size.z / max(size.x, size.y)))
        let scale = fit.tolerance * fit.tolerance
        func add(misfit: Double) { add(misfit.isFinite ? min(max(log(misfit / scale), -4), 3) : 3) }
        add(misfit: fit.misfits.box)
        add(misfit: fit.misfits.ball)
        add(misfit: fit.misfits.round)
        add(misfit: fit.misfits.lying)
        add(log(fit.tolerance / longest))
        add(log(Double(tally.cells)))
        add(tally.isCut ? 1 : 0)
        add(view.hiddenShare)
        add(log(Double(tally.edge * tally.edge) / Double(max(tally.cells, 1))))
        let slope = view.slope(onto: 0)
        add(slope / (1 + slope * slope).squareRoot())
        if let round = fit.round {
            add(min(max(log(round.radius(at: round.top) / max(round.radius(at: round.bottom), 1e-6)), -2), 2))
            add(log(2 * round.radius / max(size.x, size.y)))
            add(log((round.top - round.bottom) / (2 * round.radius)))
        } else {
            for _ in 0..<3 { add(0) }
        }
        add(fit.ball.map { log(2 * $0.radius / longest) } ?? 1)
        add(fit.ball?.inlierShare ?? 0)
        add(fit.opening.deep)
        add(fit.opening.cover)
        add(fit.round == nil ? 0.6 : fit.opening.rim)
        add(fit.corners)
        add(fit.round == nil ? 0.6 : fit.sectors)
        let (standing, lying, seen) = (fit.standingWidths, fit.lyingWidths, fit.silhouette)
        for index in 0..<8 { add(standing[index]) }
        for index in 0..<8 { add(lying[index]) }
        add(log(Double(tally.cells) * view.pixel * view.pixel / seen.octagon))
        add(log(seen.width / seen.height))
        add(log(seen.depth / longest))
        add(log(standing.sum() / 8))
        add(log(lying.sum() / 8))
        add(view.support == nil ? 0 : 1)
        add(view.support.map { (box.center.z - box.half.z - $0) / longest } ?? 0)
        let points = fit.points
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
