/// Kinds of form that the chooser tells from one another, in the order of the classifier's columns.
enum FormKind: Int, CaseIterable {
    case sphere, cube, box, flat, can, bottle, cup, bowl, bent, elongated
    /// A thing of no plain form: a drill, a pair of pliers.
    case irregular
    /// A piece of something, or nothing in particular.
    case scrap
}

/// Which kind of form a thing has, by how well each primitive explains it and by its proportions.
///
/// A layer of rectifiers and softmax; the weights are fitted to simulated clutter by launch/evaluation/forms.py, every kind
/// as likely as the next, pieces half so. Sizes in metres are left to the noun.
enum FormClassifier {
    /// Probability of each kind, by its place in `FormKind`.
    static func shares(_ thing: SceneObject) -> SIMD16<Double> {
        let features = features(thing)
        var hidden = SIMD32<Double>.zero
        for (place, row) in hiddenWeights.enumerated() { hidden += row * features[place] }
        hidden.replace(with: 0, where: hidden .< 0)
        var logits = weights[hidden.scalarCount]
        for place in 0..<hidden.scalarCount { logits += weights[place] * hidden[place] }
        // Powers of differences, lest they overflow.
        var largest = logits[0]
        for kind in FormKind.allCases { largest = max(largest, logits[kind.rawValue]) }
        logits -= largest
        var powers = SIMD16<Double>.zero
        for kind in FormKind.allCases { powers[kind.rawValue] = Logarithm.exponential(logits[kind.rawValue]) }
        return powers / powers.sum()
    }

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
        // How much of its rectangle in the image it fills, how well it is seen: what is small need not be a piece.
        let pixels = Double(max(thing.pixels, 1))
        let area = Double((thing.bounds.xMax - thing.bounds.xMin + 1) * (thing.bounds.yMax - thing.bounds.yMin + 1))
        values[19] = Logarithm.natural(min(max(pixels / max(area, 1), 0.05), 1))
        values[20] = max(Logarithm.natural(pixels / 1000) / 2, -0.5)
        return values.clamped(lowerBound: SIMD32(repeating: -4), upperBound: SIMD32(repeating: 4))
    }
}
