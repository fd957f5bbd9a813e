/// Weighs the things of one scene against phrases.
struct Weighing {
    let scene: SegmentedScene
    let calibration: ChoiceCalibration
    private(set) var vantage: Vantage?
    /// ln of the share of all phrases that mean each thing, whatever they say.
    private let salience: [Double]
    private let traits: [Traits]

    /// - Parameter usesPlaces: whether phrases will ask how things lie to each other.
    init(_ scene: SegmentedScene, calibration: ChoiceCalibration, usesPlaces: Bool) {
        (self.scene, self.calibration) = (scene, calibration)
        vantage = usesPlaces ? Vantage(scene) : nil
        traits = scene.objects.map { Traits($0) }
        let weights = scene.objects.map { $0.salience(rests: scene.rests($0)) }
        let total = max(weights.reduce(0, +), 1e-9)
        salience = weights.map { Logarithm.natural($0 / total) }
    }

    /// The same, for phrases that ask how things lie to each other.
    var withPlaces: Weighing {
        var placed = self
        if vantage == nil { placed.vantage = Vantage(scene) }
        return placed
    }

    /// The same with other constants.
    init(_ other: Weighing, calibration: ChoiceCalibration) {
        (scene, vantage, salience, traits) = (other.scene, other.vantage, other.salience, other.traits)
        self.calibration = calibration
    }

    /// What each thing says for and against being what the phrase means.
    func fits(_ model: PhraseModel) -> [Fit] {
        var fits = traits.map(model.fit)
        compare(&fits, by: model.phrase.sizes)
        for relation in model.relations { relate(&fits, by: relation) }
        return fits
    }

    /// Which thing the phrase means.
    func belief(_ model: PhraseModel, _ fits: [Fit]) -> Belief {
        let isOneOfSeveral = model.phrase.selector != nil || model.comparison != nil
        let prior = isOneOfSeveral ? calibration.logPriorSeveral : calibration.logPriorOne
        // Several that are meant are of one kind and fit about as well: what lags far behind the best is another, unless so
        // little of it shows that its form is not told.
        let best = isOneOfSeveral ? fits.reduce(-100) { max($0, $1.logRatio) } : -100
        let odds = fits.indices.map { index in
            let lag = max(best - fits[index].logRatio - 2, 0) * traits[index].formWeight
            let looks = calibration.slope * (fits[index].looks - lag) + prior + salience[index]
            // However well a thing looks the part, one in a thousand such is something else.
            return Logarithm.exponential(min(looks, 7) + calibration.slope * fits[index].place)
        }
        if let selector = model.phrase.selector, let vantage {
            let precedes = { vantage.precedes(selector, $0, $1) }
            guard selector != .middle else {
                return Belief(odds: odds, further: calibration.furtherSeveral, middleBy: precedes)
            }
            let rank = max(1, min(model.phrase.ordinal, 8))
            return Belief(odds: odds, further: calibration.furtherSeveral, rank: rank, precedes: precedes)
        }
        if let comparison = model.comparison { return compared(odds, comparison) }
        return Belief(odds: odds, further: calibration.furtherOne)
    }

    func belief(_ model: PhraseModel) -> Belief {
        belief(model, fits(model))
    }

    /// "Nearest the box": over all that the box may be.
    private func compared(_ odds: [Double], _ relation: PhraseModel.Relation) -> Belief {
        guard let vantage, let model = relation.anchors.first else { return .nothing(odds.count) }
        let anchor = belief(model)
        var result = Belief.nothing(odds.count)
        for index in odds.indices where anchor.things[index] > 0.02 {
            var others = odds
            others[index] = 0
            let chosen = Belief(odds: others, further: calibration.furtherSeveral, rank: 1) {
                relation.kind == .nearestTo
                    ? vantage.precedes(nearestTo: index, $0, $1) : vantage.precedes(nearestTo: index, $1, $0)
            }
            for place in odds.indices { result.things[place] += anchor.things[index] * chosen.things[place] }
        }
        result.none = max(1 - result.things.reduce(0, +), 0)
        return result
    }

    /// Log-likelihood ratio of a relation that holds to a degree: among other things it holds for one in three.
    private func ratio(_ degree: Double) -> Double {
        Logarithm.natural((0.03 + 0.97 * degree) / 0.33)
    }

    private func relate(_ fits: inout [Fit], by relation: PhraseModel.Relation) {
        guard let vantage, !relation.isComparison, let first = relation.anchors.first else { return }
        if first.meansSurface {
            for index in fits.indices {
                if case .plane = scene.objects[index].support { continue }
                if relation.kind == .on { fits[index][.relation] += -1 }
            }
            return
        }
        let anchor = belief(first)
        let other = relation.kind == .between ? relation.anchors.dropFirst().first.map(belief) ?? anchor : anchor
        for index in fits.indices {
            var degree = 0.0
            var share = anchor.none
            for place in fits.indices where place != index && anchor.things[place] > 0.02 {
                let weight = anchor.things[place]
                share += weight
                guard relation.kind == .between else {
                    degree += weight * vantage.degree(relation.kind, index, place)
                    continue
                }
                var (sum, total) = (0.0, 1e-9)
                for second in fits.indices where second != index && second != place {
                    sum += other.things[second] * vantage.between(index, place, second)
                    total += other.things[second]
                }
                degree += weight * sum / total
            }
            // What is itself the likeliest anchor is left to the others.
            fits[index][.relation] += ratio(min(degree / max(share, 0.1), 1))
        }
    }

    /// "Small" compares a thing with the others that the phrase may mean.
    private func compare(_ fits: inout [Fit], by words: [SizeWord]) {
        guard !words.isEmpty else { return }
        let weights = fits.indices.map { index in
            let odds = Logarithm.exponential(min(fits[index].logRatio + 1 + salience[index], 12))
            return odds / (1 + odds)
        }
        for index in fits.indices {
            var (ahead, rivals) = (0.0, 0.0)
            for other in fits.indices where other != index {
                rivals += weights[other]
                ahead += weights[other] * word(words, scene.objects[index], scene.objects[other])
            }
            guard rivals > 0 else { continue }
            // Ahead of all its rivals: five times as likely; behind them: a twentieth.
            let share = ahead / rivals
            fits[index][.rank] = min(rivals, 1) * (share > 0.5 ? 3.2 * (share - 0.5) : 6 * (share - 0.5))
        }
    }

    /// Probability that the words hold more for `first` than for `second`.
    private func word(_ words: [SizeWord], _ first: SceneObject, _ second: SceneObject) -> Double {
        words.reduce(1) { least, word in
            let measure: (SceneObject) -> Double
            switch word {
            case .large, .long, .small, .short: measure = { $0.longest }
            case .tall, .flat: measure = { $0.size.z }
            case .thin: measure = { $0.size.min() }
            case .wide: measure = { $0.size.x }
            }
            let isMore = word == .large || word == .long || word == .tall || word == .wide
            let (a, b) = (measure(first), measure(second))
            return min(least, isMore ? Vantage.longer(a, b) : Vantage.longer(b, a))
        }
    }
}

extension SceneObject {
    /// How likely it is to be talked about: the more the larger it looks, the less when the image's edge cuts it off or it
    /// rests on nothing that is seen, as what is far behind the table does.
    fileprivate func salience(rests: Bool) -> Double {
        let size = Double(max(pixels, 1)).squareRoot() * ramp(Double(pixels), 0, 40)
        return size * (isCut ? 0.5 : 1) * (rests ? 1 : 0.1)
    }
}

extension SegmentedScene {
    /// Whether a plane of the scene carries it, be it by way of other things, or shows below it.
    fileprivate func rests(_ thing: SceneObject) -> Bool {
        if thing.isOverPlane { return true }
        var support = thing.support
        // No pile is higher, and two things may each be told to be on the other.
        for _ in 0..<8 {
            switch support {
            case .plane: return true
            case .nothing: return false
            case .object(let label), .inside(let label), .leaning(let label):
                guard let below = place(of: label) else { return false }
                support = objects[below].support
            }
        }
        return false
    }
}
