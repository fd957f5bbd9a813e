/// A noun phrase made ready for weighing things: its nouns' numbers looked up, its anchors likewise.
struct PhraseModel: Sendable {
    let phrase: NounPhrase
    let relations: [Relation]
    private let noun: NounModel
    /// The kinds of the noun: each as likely to be meant as the next, together as likely as the noun itself.
    private let kinds: [NounModel]

    struct Relation: Sendable {
        var kind: RelationKind
        var anchors: [PhraseModel]

        /// Whether it picks one of all that fit, as a superlative does.
        var isComparison: Bool { kind == .nearestTo || kind == .farthestFrom }
    }

    init(_ phrase: NounPhrase) {
        self.phrase = phrase
        noun = NounModel(phrase.noun)
        kinds = phrase.noun?.kinds.map { NounModel($0) } ?? []
        relations = phrase.relations.map { Relation(kind: $0.kind, anchors: $0.anchors.map(PhraseModel.init)) }
    }

    /// Whether it means what things stand on: "the table".
    var meansSurface: Bool { noun.isSurface }

    func isTooLarge(_ thing: SceneObject) -> Bool { noun.place(logLongest: Logarithm.natural(thing.longest)) > 0.5 }

    /// The relation that picks one of all that fit.
    var comparison: Relation? { relations.first(where: \.isComparison) }

    /// Whether it asks how things lie to each other.
    var usesPlaces: Bool { phrase.selector != nil || !relations.isEmpty }

    /// Whether it names a colour, of itself or of an anchor.
    var usesColor: Bool {
        !phrase.colors.isEmpty || !phrase.partColors.isEmpty
            || relations.contains { $0.anchors.contains(where: \.usesColor) }
    }

    /// What the thing by itself says, apart from all others.
    func fit(_ thing: Traits) -> Fit {
        var fit = best(thing)
        fit[.color] = color(thing.colors)
        fit[.part] = phrase.partColors.reduce(0) { $0 + Self.partRatio(thing.colors[$1]) }
        fit[.size] += standing(thing)
        fit[.material] = material(thing)
        return fit
    }

    /// By the noun or, where that is better, by its kinds: told by the best of them, weighed as the mean over all.
    private func best(_ thing: Traits) -> Fit {
        let own = fit(thing, noun)
        guard !kinds.isEmpty else { return own }
        var (best, mean) = (own, Logarithm.exponential(own.logRatio) / 2)
        for kind in kinds {
            let fit = fit(thing, kind)
            mean += Logarithm.exponential(fit.logRatio) / Double(2 * kinds.count)
            if fit.logRatio > best.logRatio { best = fit }
        }
        let ratio = Logarithm.natural(mean)
        guard ratio > own.logRatio else { return own }
        best[.other] += ratio - best.logRatio
        return best
    }

    private func fit(_ thing: Traits, _ noun: NounModel) -> Fit {
        var fit = Fit()
        fit[.size] = noun.size(thing)
        fit[.form] = noun.form(thing)
        fit[.other] = phrase.colors.isEmpty ? noun.usualColor(thing.colors) : 0
        return fit
    }
}

extension PhraseModel {
    /// By share of the pixels that deserve the colour's name: a thing of that colour has it on most of what is lit, one in
    /// eight other things has it, mostly as a small part.
    private static let mainRatio = Polyline([
        (0, -4.5), (0.05, -3.5), (0.15, -1.5), (0.3, 0.2), (0.5, 1.5), (0.7, 2), (1, 2.1),
    ])
    /// The same for one of several colours, and for a part's: a label or a lid is a tenth of what is seen.
    private static let partRatio = Polyline([(0, -3.5), (0.02, -2.5), (0.06, -0.5), (0.12, 0.8), (0.25, 1.2), (1, 1.2)])

    private func color(_ shares: ColorShares) -> Double {
        guard let first = phrase.colors.first else { return 0 }
        // Where most pixels deserve another name, this one is at best the second that comes to mind.
        if phrase.colors.count == 1 {
            // What is of two colours about equally is named by both more often than by one.
            let second = shares.largest(but: first) / max(shares[first], 0.01)
            return Self.mainRatio(shares[first]) - 1.5 * (1 - shares[first] / max(shares.largest, 0.01))
                - 0.6 * ramp(second, 0.4, 1)
        }
        // Each of several is a part, and together they are most of it.
        let total = phrase.colors.reduce(0) { $0 + shares[$1] }
        return phrase.colors.reduce(2 * ramp(total, 0.2, 0.8) - 1.5) { $0 + Self.partRatio(shares[$1]) }
    }

    /// Size words by the noun's range alone, a weak hint; how a thing compares with its like comes later.
    private func standing(_ thing: Traits) -> Double {
        phrase.sizes.reduce(0) { $0 + min(max(1.5 * (place(thing, $1) - 0.5), -0.6), 0.6) }
    }

    /// Where the side that the word is about lies, 1 where the word holds most.
    private func place(_ thing: Traits, _ word: SizeWord) -> Double {
        switch word {
        case .large, .long: noun.place(logLongest: thing.logLongest)
        case .small, .short: 1 - noun.place(logLongest: thing.logLongest)
        case .tall: thing.size.z / thing.longest
        case .flat: 1 - 2 * thing.size.z / thing.longest
        case .thin: 1 - 2 * thing.size.min() / thing.longest
        case .wide: thing.size.x / thing.longest
        }
    }

    /// Colour tells a little of what a thing is made of.
    private func material(_ thing: Traits) -> Double {
        phrase.materials.reduce(0) { sum, material in
            guard let color = material.usualColor else { return sum }
            return sum + min(max(2 * (thing.colors[color] - 0.25), -0.5), 0.5)
        }
    }
}

extension ColorShares {
    /// Of the name that most pixels deserve.
    fileprivate var largest: Double { largest(but: nil) }

    /// Of the other names.
    fileprivate func largest(but excluded: ColorName?) -> Double {
        var largest = 0.0
        for name in ColorName.allCases where name != excluded { largest = max(largest, self[name]) }
        return largest
    }
}

extension Material {
    fileprivate var usualColor: ColorName? {
        switch self {
        case .metal, .stone: .gray
        case .wood, .cardboard, .leather: .brown
        case .paper, .ceramic: .white
        case .glass, .plastic, .foam, .rubber, .cloth: nil
        }
    }
}
