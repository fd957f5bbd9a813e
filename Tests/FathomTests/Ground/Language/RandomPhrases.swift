@testable import Fathom

/// Seeded noun phrases of everything that the grammar can say.
struct RandomPhrases {
    var random: SplitMix64
    let lexicon: Lexicon

    init(seed: UInt64, lexicon: Lexicon = .standard) {
        random = SplitMix64(seed: seed)
        self.lexicon = lexicon
    }

    /// - Parameter depth: how many relations may still lie in each other.
    mutating func next(depth: Int = 3) -> NounPhrase {
        var phrase = NounPhrase()
        if chance(0.4) { phrase.selector = Selector.allCases.randomElement(using: &random) }
        if phrase.selector != nil, phrase.selector != .middle, chance(0.4) {
            phrase.ordinal = Int.random(in: 2...10, using: &random)
        }
        if chance(0.3) { phrase.sizes = sizes() }
        phrase.colors = some(ColorName.allCases)
        phrase.partColors = chance(0.3) ? some(ColorName.allCases) : []
        phrase.materials = chance(0.3) ? some(Material.allCases) : []
        if chance(0.85) || !phrase.saysWhat { addNoun(&phrase) }
        if depth > 0, chance(0.6) { phrase.relations = relations(depth: depth) }
        return phrase
    }

    private mutating func addNoun(_ phrase: inout NounPhrase) {
        guard let noun = lexicon.nouns.randomElement(using: &random) else { return }
        let word = ([noun.name, noun.plural] + noun.synonyms).randomElement(using: &random)
        phrase.nounWord = word
        phrase.noun = word.flatMap { lexicon.noun($0) }
    }

    /// Only the last of several has relations of its own: of the others "and" would say something else.
    private mutating func relations(depth: Int) -> [NounPhrase.Relation] {
        let count = Int.random(in: 1...2, using: &random)
        return (1...count).map { place in
            let kind = RelationKind.allCases.randomElement(using: &random) ?? .on
            let inner = place == count ? depth - 1 : 0
            return .init(kind, (0..<(kind == .between ? 2 : 1)).map { $0 == 0 ? next(depth: inner) : next(depth: 0) })
        }
    }

    private mutating func sizes() -> [SizeWord] {
        var sizes: [SizeWord] = []
        for size in some(SizeWord.allCases) where !sizes.contains(where: size.opposites.contains) { sizes.append(size) }
        return sizes
    }

    private mutating func some<Word>(_ words: [Word]) -> [Word] {
        Array(words.shuffled(using: &random).prefix(Int.random(in: 0...2, using: &random)))
    }

    mutating func chance(_ probability: Double) -> Bool {
        Double.random(in: 0..<1, using: &random) < probability
    }
}
