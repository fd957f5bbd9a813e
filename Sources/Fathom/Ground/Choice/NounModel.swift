/// What a noun expects of a thing, as log-likelihood ratios: a thing of the noun against any other of a table top.
struct NounModel: Sendable {
    private let form: Form
    /// ln of the longest side, metres.
    private let logSize: ClosedRange<Double>
    /// ln of the shortest side, metres.
    private let logThickness: ClosedRange<Double>?
    private let usualColors: [ColorName]
    /// What a thing gets for a longest side within its range.
    private let sizeGain: Double

    /// - Parameter noun: `nil`: anything that stands on a table, from a die to a monitor.
    init(_ noun: Noun?) {
        form = noun?.form ?? .any
        logSize = Self.logarithms(noun?.size ?? 0.008...0.6)
        logThickness = noun?.thickness.map(Self.logarithms)
        usualColors = noun?.usualColors ?? []
        // Both densities are even in ln size: of a table's things over e^2.5 ≈ 12-fold, of the noun's over its range and
        // the measuring error. A range wider than that says nothing.
        let width = logSize.upperBound - logSize.lowerBound + 0.2
        sizeGain = min(max(Logarithm.natural(2.5 / width), 0), 1.4)
    }

    /// Whether it means what things stand on: "the table".
    var isSurface: Bool { form == .surface }

    /// Even within the range; outside, the normal tail of the measuring error. What is hidden makes a thing look too small
    /// more often than anything makes it look too large.
    func size(_ thing: SceneObject) -> Double {
        let short = thing.isCut ? 0.5 : 0.25
        let thickness = logThickness.map { Self.tail(thing.logShortest, $0, short: 0.5, long: 0.3) } ?? 0
        return sizeGain - Self.tail(thing.logLongest, logSize, short: short, long: 0.15) - min(thickness, 3)
    }

    private static func tail(_ x: Double, _ range: ClosedRange<Double>, short: Double, long: Double) -> Double {
        let excess = max((range.lowerBound - x) / short, (x - range.upperBound) / long, 0)
        return min(excess * excess / 2, 6)
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
        let gain = usualColors.count <= 2 ? 1.0 : 0.5
        return gain * min(max(4 * (best - 0.25), -1), 1)
    }
}

extension NounModel {
    /// By how well a form explains the points, alone and beside the others: the forms of real things are never clean.
    private static let ratio = Polyline([(0, -4), (0.2, -2.6), (0.4, -0.6), (0.6, 0.9), (0.8, 1.5), (1, 1.7)])
    private static let elongation = Polyline([(0, -3.5), (0.2, -2.2), (0.4, -0.2), (0.6, 1.2), (1, 1.8)])
    /// By the shortest side as a share of the longest.
    private static let flatness = Polyline([(0.1, 1), (0.25, 0.7), (0.4, -0.5), (0.6, -2), (1, -2.8)])

    /// How far the thing's form speaks for it; where no form explains its points, little can be said against any.
    func form(_ thing: SceneObject) -> Double {
        let ratio = formRatio(thing)
        return ratio < 0 ? ratio * (0.35 + 0.65 * thing.form.conviction) : ratio
    }

    private func formRatio(_ thing: SceneObject) -> Double {
        let seen = thing.form
        let evenness = Self.evenness(thing.size.min() / thing.longest)
        switch form {
        case .any: return 0
        case .surface: return -4
        // One thing in eight is a ball, one in three a box.
        case .sphere: return Self.ratio(seen.clarity(seen.sphere)) + 0.5
        case .cube: return Self.ratio(seen.clarity(seen.box)) + 3 * evenness - 2.5
        // A cube is a block too, but somebody who means it says cube.
        case .box: return Self.ratio(seen.clarity(seen.box)) - 2.2 * evenness
        case .cylinder: return Self.ratio(seen.clarity(seen.cylinder)) - 2 * thing.unroundness - 0.7 * seen.hollow
        case .cup:
            let round = max(seen.cylinder, 0.7 * seen.cone, 0.8 * seen.hollow)
            return Self.ratio(seen.clarity(round)) - 2 * thing.unroundness + 0.8 * seen.hollow - 0.2
        case .bowl:
            let round = max(seen.hollow, 0.7 * seen.cone, 0.7 * seen.cylinder, 0.5 * seen.sphere)
            let height = thing.size.z / max(thing.size.x, 0.001)
            return Self.ratio(seen.clarity(round)) + 0.8 * seen.hollow - 2 * Self.evenness(height)
        case .elongated: return Self.elongation(seen.elongated)
        case .bent: return Self.elongation(max(seen.bent, 0.5 * seen.elongated)) + 0.5 * seen.bent
        case .flat:
            let narrow = 1 - min(thing.middle / thing.longest / 0.4, 1)
            return Self.flatness(thing.size.min() / thing.longest) - 4 * narrow
        case .cone: return Self.ratio(seen.clarity(seen.cone)) + 0.5
        }
    }

    /// 1 for sides within a quarter of each other, 0 for one half of another.
    private static func evenness(_ ratio: Double) -> Double {
        min(max((ratio - 0.5) / 0.25, 0), 1)
    }
}

extension FormEvidence {
    /// 1 where some form explains the points well, 0 where none does.
    var conviction: Double {
        let best = max(max(box, cylinder, sphere, cone), max(elongated, bent, hollow))
        return min(max((best - 0.25) / 0.35, 0), 1)
    }

    /// How well one form explains the points, less where another form does it better.
    func clarity(_ form: Double) -> Double {
        let best = max(box, cylinder, sphere, cone)
        return best > form ? form * (0.5 + 0.5 * form / best) : form
    }
}

extension SceneObject {
    /// Longest side, metres, 1 mm or more.
    var longest: Double { max(size.x, size.z, 0.001) }

    /// The side that is neither the longest nor the shortest, metres, 1 mm or more.
    var middle: Double { max(size.x + size.y + size.z - size.min() - size.max(), 0.001) }

    var logLongest: Double { Logarithm.natural(longest) }
    var logShortest: Double { Logarithm.natural(max(size.min(), 0.001)) }

    /// 0 when two of its sides are within a quarter of each other, as a can's are, upright or lying; 1 when none are.
    var unroundness: Double {
        let (long, short) = (max(size.x, size.y, 0.001), min(size.x, size.y))
        return 1 - min(max((max(short / long, size.min() / middle) - 0.5) / 0.25, 0), 1)
    }
}
