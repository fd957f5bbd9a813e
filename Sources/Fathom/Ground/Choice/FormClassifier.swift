/// Kinds of form that the chooser tells from one another, in the order of the classifier's columns.
enum FormKind: Int, CaseIterable {
    case sphere, cube, box, flat, can, bottle, cup, bowl, bent, elongated
    /// A piece of something, or nothing in particular.
    case scrap
}

/// Which kind of form a thing has, by how well each primitive explains it and by its proportions.
///
/// Softmax regression; its weights are fitted to simulated clutter by launch/evaluation/forms.py, every kind as likely as the
/// next. Sizes in metres are left to the noun.
enum FormClassifier {
    /// Probability of each kind, by its place in `FormKind`.
    static func shares(_ thing: SceneObject) -> SIMD16<Double> {
        let features = features(thing)
        var logits = SIMD16<Double>.zero
        for (place, row) in weights.enumerated() { logits += row * features[place] }
        let powers = Logarithm.exponential(logits).replacing(with: 0, where: isNoKind)
        return powers / powers.sum()
    }

    /// Places behind the last kind.
    private static let isNoKind =
        SIMD16<Int64>(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15) .>= Int64(FormKind.allCases.count)

    private static func features(_ thing: SceneObject) -> SIMD32<Double> {
        let form = thing.form
        let size = thing.size.clamped(
            lowerBound: Vector3(repeating: 0.001), upperBound: Vector3(repeating: 1000))
        let (longest, shortest) = (size.max(), size.min())
        let middle = max(min(size.x, size.y), min(max(size.x, size.y), size.z))
        let broad = Logarithm.natural(middle / longest)
        let slim = Logarithm.natural(shortest / longest)
        let even = Logarithm.natural(min(size.x, size.y) / max(size.x, size.y))
        let upright = Logarithm.natural(size.z / max(size.x, size.y))
        var values = SIMD32<Double>.zero
        values.lowHalf = SIMD16(
            form.box, form.cylinder, form.sphere, form.cone, form.elongated, form.bent, form.hollow, broad, slim, even,
            upright, broad * broad, slim * slim, even * even, upright * upright, form.cylinder * min(upright, 0))
        (values[16], values[17], values[18]) = (form.cylinder * max(upright, 0), form.hollow * upright, 1)
        (values[19], values[20]) = (form.topWidth, form.bottomWidth)
        (values[21], values[22]) = (form.narrowEndWidth, form.wideEndWidth)
        return values.clamped(lowerBound: SIMD32(repeating: -4), upperBound: SIMD32(repeating: 4))
    }
}
