/// What phrases ask of a thing, worked out once for all of them.
struct Traits {
    let colors: ColorShares
    let form: FormEvidence
    /// Probability of each kind of form, by its place in `FormKind`.
    let kinds: SIMD16<Double>
    /// Metres: longest and shortest horizontal side, height.
    let size: Vector3
    let isCut: Bool
    /// Longest side, the next, and the shortest, metres, 1 mm or more.
    let longest: Double
    let middle: Double
    let shortest: Double
    let logLongest: Double
    let logShortest: Double
    /// The most that the shortest side may be: of a tall thing that no form completes, the back is not known.
    let logShortestAtMost: Double
    /// 0 when two of its sides are within a quarter of each other, as a can's are, upright or lying; 1 when none are.
    let unroundness: Double
    /// Share of the full weight that its form deserves: a few points lie on any form, or on none.
    let formWeight: Double

    init(_ thing: SceneObject) {
        (colors, form, size, isCut) = (thing.colors, thing.form, thing.size, thing.isCut)
        kinds = SIMD16<Double>(thing.kinds)
        longest = thing.longest
        shortest = max(size.min(), 0.001)
        middle = max(size.x + size.y + size.z - size.min() - size.max(), 0.001)
        logLongest = Logarithm.natural(longest)
        logShortest = Logarithm.natural(shortest)
        let isCompleted = max(form.box, form.cylinder, form.sphere, form.cone) > 0.5
        logShortestAtMost =
            isCompleted || size.z < longest ? logShortest : max(logShortest, Logarithm.natural(middle))
        let footprint = min(size.x, size.y) / max(size.x, size.y, 0.001)
        unroundness = 1 - ramp(max(footprint, shortest / middle), 0.5, 0.75)
        formWeight = min(Double(thing.pixels) / 200, 1)
    }
}

extension SceneObject {
    /// Longest side, metres, 1 mm or more.
    var longest: Double { max(size.x, size.z, 0.001) }
}
