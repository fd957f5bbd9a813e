/// What a noun expects of a thing, as log-likelihood ratios: a thing of the noun against any other of a table top.
struct NounModel: Sendable {
    private let form: Form
    private let kinds: SIMD16<Double>
    /// Whether it is one kind of thing that has no plain form, rather than any kind of thing.
    private let isIrregular: Bool
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
        isIrregular = form == .any && logThickness != nil && logSize.upperBound - logSize.lowerBound < 2.3
        kinds = Self.kinds(form, logAspect: logAspect)
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
        let shortest = shortest(thing)
        let thickness = logThickness.map { Self.tail(shortest, $0, short: 0.5, long: 0.3) } ?? 0
        return sizeGain - Self.tail(thing.logLongest, logSize, short: short, long: 0.15) - min(thickness, 3)
            + aspect(thing, shortest)
    }

    /// ln of its shortest side; where that is known as a range only, what suits the noun best.
    private func shortest(_ thing: Traits) -> Double {
        guard let logAspect else { return thing.logShortest }
        return min(max(thing.logLongest + logAspect, thing.logShortest), thing.logShortestAtMost)
    }

    /// Whether it is as slender as its kind: half of a kind lie within a third of its middle, and other things anywhere from a
    /// twentieth to 1.
    private func aspect(_ thing: Traits, _ shortest: Double) -> Double {
        guard let logAspect else { return 0 }
        let off = (shortest - thing.logLongest - logAspect) / 0.45
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
    /// How far the thing's form speaks for it: the likelihood of what is seen under the noun's kinds of form, over that under
    /// any kind.
    func form(_ thing: Traits) -> Double {
        switch form {
        case .any where !isIrregular: return 0
        case .surface: return -4
        case .cone:
            let seen = thing.form
            return thing.formWeight
                * (FormEvidence.ratio(seen.cone, max(seen.box, seen.cylinder, seen.sphere)) + 0.5
                    - 1.2 * thing.unroundness)
        default: break
        }
        let mean = 1 / Double(FormKind.allCases.count)
        // One thing in thirty is so hidden, worn or unusual that its form says nothing.
        let likelihood = 0.97 * ((kinds * thing.kinds).sum() + dome(thing)) + 0.03 * mean
        return thing.formWeight * Logarithm.natural(likelihood / mean)
    }

    /// One ball in ten shows its upper half alone, which has a bowl's outline but is not hollow.
    private func dome(_ thing: Traits) -> Double {
        guard form == .sphere else { return 0 }
        return 0.1 * thing.kinds[FormKind.bowl.rawValue] * max(1 - 4 * thing.form.hollow, 0)
    }

    /// Share of a noun's things that show each kind of form.
    static func kinds(_ form: Form, logAspect: Double?) -> SIMD16<Double> {
        var kinds = SIMD16<Double>.zero
        func set(_ kind: FormKind, _ share: Double) { kinds[kind.rawValue] = share }
        switch form {
        case .sphere: set(.sphere, 1)
        case .cube: set(.cube, 1)
        case .box:
            // A cube is a block too, but somebody who means it says cube.
            set(.box, 0.68)
            set(.cube, 0.1)
            set(.flat, 0.16)
            set(.elongated, 0.06)
        case .cylinder:
            // Half as wide as high: between a can and a bottle.
            let tall = logAspect.map { ramp(-0.7 - $0, -0.35, 0.35) } ?? 0.5
            set(.bottle, 0.1 + 0.8 * tall)
            set(.can, 0.9 - 0.8 * tall)
        case .cup:
            set(.cup, 0.95)
            set(.can, 0.05)
        case .bowl:
            set(.bowl, 0.96)
            set(.cup, 0.04)
        case .dish:
            set(.flat, 0.45)
            set(.bowl, 0.4)
            set(.can, 0.1)
            set(.cup, 0.05)
        case .bent:
            set(.bent, 0.9)
            set(.elongated, 0.1)
        case .elongated:
            set(.elongated, 0.9)
            set(.bent, 0.05)
            set(.irregular, 0.05)
        case .flat:
            set(.flat, 0.93)
            set(.box, 0.07)
        case .any:
            // A drill, a clamp.
            kinds = SIMD16(repeating: 0.01)
            set(.irregular, 0.65)
            set(.elongated, 0.1)
            set(.bent, 0.06)
            set(.scrap, 0.1)
        case .cone, .surface: break
        }
        return kinds
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
