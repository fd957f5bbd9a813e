/// What a noun expects of a thing, as log-likelihood ratios: a thing of the noun against any other of a table top.
struct NounModel: Sendable {
    private let form: Form
    /// ln of the longest side, metres.
    private let logSize: ClosedRange<Double>
    /// ln of the shortest side, metres.
    private let logThickness: ClosedRange<Double>?
    /// ln of the shortest side over the longest, of the middle of its kind.
    private let logAspect: Double?
    private let usualColors: [ColorName]
    /// What a thing gets for a longest side within its range.
    private let sizeGain: Double

    /// - Parameter noun: `nil`: anything that stands on a table, from a die to a monitor.
    init(_ noun: Noun?) {
        form = noun?.form ?? .any
        logSize = Self.logarithms(noun?.size ?? 0.008...0.6)
        logThickness = noun?.thickness.map(Self.logarithms)
        logAspect = logThickness.map { [logSize] in
            min(($0.lowerBound + $0.upperBound - logSize.lowerBound - logSize.upperBound) / 2, -0.1)
        }
        usualColors = noun?.usualColors ?? []
        // Both densities are even in ln size: of a table's things over e^2.5 ≈ 12-fold, of the noun's over its range and
        // the measuring error. A range wider than that says nothing.
        let width = logSize.upperBound - logSize.lowerBound + 0.2
        sizeGain = min(max(Logarithm.natural(2.5 / width), 0), 1.4)
    }

    /// Whether it means what things stand on: "the table".
    var isSurface: Bool { form == .surface }

    /// Likeliest in the middle of the range and a third as likely at its ends; outside, the normal tail of the measuring
    /// error. What is hidden makes a thing look too small more often than anything makes it look too large.
    func size(_ thing: Traits) -> Double {
        let short = thing.isCut ? 0.5 : 0.25
        let thickness = logThickness.map { Self.tail(thing.logShortest, $0, short: 0.5, long: 0.3) } ?? 0
        return sizeGain - Self.tail(thing.logLongest, logSize, short: short, long: 0.15) - min(thickness, 3)
            + aspect(thing)
    }

    /// Whether it is as slender as its kind: half of a kind lie within a third of its middle, and other things anywhere from a
    /// twentieth to 1.
    private func aspect(_ thing: Traits) -> Double {
        guard let logAspect else { return 0 }
        let off = (thing.logShortest - thing.logLongest - logAspect) / 0.45
        return max(0.98 - off * off / 2, -2)
    }

    private static func tail(_ x: Double, _ range: ClosedRange<Double>, short: Double, long: Double) -> Double {
        let half = max((range.upperBound - range.lowerBound) / 2, 0.1)
        let off = min(abs(x - range.lowerBound - half) / half, 1)
        let excess = max((range.lowerBound - x) / short, (x - range.upperBound) / long, 0)
        return off * off + min(excess * excess / 2, 6)
    }

    private static func logarithms(_ range: ClosedRange<Double>) -> ClosedRange<Double> {
        let low = Logarithm.natural(max(range.lowerBound, 0.001))
        return low...max(low, Logarithm.natural(max(range.upperBound, 0.001)))
    }

    /// Where in its range a longest side lies: 0 the shortest, 1 the longest of its kind.
    func place(logLongest: Double) -> Double {
        (logLongest - logSize.lowerBound) / max(logSize.upperBound - logSize.lowerBound, 0.2)
    }

    /// Most of a kind have its usual colours; that says little, and less the more of them there are.
    func usualColor(_ shares: ColorShares) -> Double {
        guard !usualColors.isEmpty else { return 0 }
        var best = 0.0
        for color in usualColors { best = max(best, shares[color]) }
        // A banana is nearly always yellow; a cup has many colours.
        let (gain, loss) = usualColors.count <= 2 ? (1.0, 1.6) : (0.5, 0.5)
        return best > 0.15 ? gain * min(5 * (best - 0.15), 1) : loss * (best / 0.15 - 1)
    }
}

extension NounModel {
    private static let elongation = Polyline([(0, -3), (0.2, -1.8), (0.4, -0.2), (0.6, 1.2), (1, 1.8)])
    /// By the shortest side as a share of the longest.
    private static let flatness = Polyline([(0.1, 1), (0.25, 0.7), (0.4, -0.5), (0.6, -2), (1, -2.8)])

    /// How far the thing's form speaks for it.
    func form(_ thing: Traits) -> Double {
        formRatio(thing) * thing.formWeight
    }

    private func formRatio(_ thing: Traits) -> Double {
        let seen = thing.form
        let evenness = thing.shortest / thing.longest
        switch form {
        case .any: return 0
        case .surface: return -4
        // One thing in eight is a ball, one in three a box.
        case .sphere:
            // Its sides are equal, whatever its points say.
            return FormEvidence.ratio(seen.sphere, max(seen.box, seen.cylinder, seen.cone)) + 0.5
                - 3 * (1 - ramp(evenness, 0.4, 0.7))
        case .cube: return boxRatio(seen) + 4.5 * ramp(evenness, 0.6, 0.85) - 4
        // A cube is a block too, but somebody who means it says cube.
        case .box: return boxRatio(seen) - 2.2 * ramp(evenness, 0.65, 0.95)
        case .cylinder:
            return FormEvidence.ratio(seen.cylinder, max(seen.box, seen.sphere, seen.cone)) - 1.2 * thing.unroundness
                - 2 * seen.hollow
        case .cup:
            let round = max(seen.cylinder, 0.7 * seen.cone, 0.8 * seen.hollow)
            return FormEvidence.ratio(round, max(seen.box, seen.sphere)) - 1.2 * thing.unroundness
                + Self.openness(seen)
        case .bowl:
            let round = max(seen.hollow, 0.7 * seen.cone, 0.7 * seen.cylinder, 0.5 * seen.sphere)
            let height = thing.size.z / max(thing.size.x, 0.001)
            return FormEvidence.ratio(round, seen.box) + Self.openness(seen) - 2 * ramp(height, 0.6, 0.9)
        case .elongated: return Self.elongation(seen.elongated) - thing.uprightness
        case .bent:
            let bent = seen.bent * ramp(thing.longest / thing.middle, 1.4, 2.4)
            return Self.elongation(max(bent, 0.5 * seen.elongated)) + 0.5 * bent - 2.5 * seen.box
                - thing.uprightness
        case .flat:
            let narrow = 1 - min(thing.middle / thing.longest / 0.4, 1)
            return Self.flatness(evenness) - 4 * narrow
        case .cone:
            return FormEvidence.ratio(seen.cone, max(seen.box, seen.cylinder, seen.sphere)) + 0.5
                - 1.2 * thing.unroundness
        }
    }

    /// One in three mugs and bowls is seen so that nothing of its inside shows; one other thing in twenty looks open.
    private static func openness(_ seen: FormEvidence) -> Double {
        2.6 * seen.hollow - 1
    }

    private func boxRatio(_ seen: FormEvidence) -> Double {
        FormEvidence.ratio(seen.box, max(seen.cylinder, seen.sphere, seen.cone))
    }
}

extension FormEvidence {
    /// Log-likelihood ratio of a form that explains the points as well as `form` where the best of the others explains them
    /// as well as `rest`.
    ///
    /// Nothing where neither does, for the forms of real things are never clean; at most tenfold either way, for one thing in
    /// eleven is so hidden, worn or unusual that another form explains it better.
    static func ratio(_ form: Double, _ rest: Double) -> Double {
        let share = (form + 0.05) / (form + rest + 0.1)
        let belief = 0.5 + (share - 0.5) * min(1.4 * max(form, rest), 1)
        return Logarithm.natural((0.09 + 0.82 * belief) / (0.91 - 0.82 * belief))
    }
}
