@testable import Fathom

/// One phrase asked of one clutter, and which things it is true of.
struct Trial {
    var clutter: Clutter
    var phrase: NounPhrase
    var truth: [Int]

    /// What a choice was worth.
    enum Verdict { case right, wrong, withheld, ambiguous, absent }

    func verdict(_ choice: Choice) -> Verdict {
        switch choice {
        case .chosen(let chosen): truth == [chosen.label] ? .right : .wrong
        case .ambiguous: truth.count > 1 ? .ambiguous : .withheld
        case .absent: truth.isEmpty ? .absent : .withheld
        }
    }

    /// Phrases of one clutter: of what is there, of twins, of what is not there.
    static func all(seed: UInt64, nouns: [String] = Clutter.nouns) -> [Trial] {
        let clutter = Clutter(seed: seed, count: 5 + Int(seed % 11), nouns: nouns, twin: seed % 3 == 0)
        var trials: [Trial] = []
        for thing in clutter.things.prefix(4) {
            trials.append(Trial(clutter, thing.color, thing.noun.name))
            trials.append(Trial(clutter, nil, thing.noun.name))
        }
        // Of another colour or noun than anything there.
        for offset in 0..<2 {
            let color = ColorName.allCases[(Int(seed) + 3 * offset) % 11]
            let noun = nouns[(Int(seed) + offset) % nouns.count]
            if clutter.fitting(color, noun).isEmpty { trials.append(Trial(clutter, color, noun)) }
        }
        return (trials + selections(clutter)).filter { !$0.isArguable }
    }

    /// Whether another word that people use for the same things makes it a matter of taste what the phrase is true of.
    private var isArguable: Bool {
        guard let word = phrase.nounWord else { return false }
        return Self.synonyms.contains { group in
            group.contains(word)
                && group.contains { $0 != word && !clutter.fitting(phrase.colors.first, $0).isEmpty }
        }
    }

    private static let synonyms = [
        ["can", "bottle", "mug"], ["book", "plate", "block"], ["cube", "block"], ["banana", "pen"], ["mug", "bowl"],
    ]

    init(_ clutter: Clutter, _ color: ColorName?, _ noun: String) {
        self.init(clutter: clutter, phrase: .plain(color, noun), truth: clutter.fitting(color, noun))
    }

    init(clutter: Clutter, phrase: NounPhrase, truth: [Int]) {
        (self.clutter, self.phrase, self.truth) = (clutter, phrase, truth)
    }

    /// "The left red ball", where several are there and one is clearly leftmost.
    private static func selections(_ clutter: Clutter) -> [Trial] {
        guard let first = clutter.things.first else { return [] }
        let twins = clutter.fitting(first.color, first.noun.name)
        guard twins.count > 1 else { return [] }
        let vantage = Vantage(clutter.scene)
        return [Selector.left, .right, .nearest, .farthest].compactMap { selector in
            let truth = twins.filter { label in
                twins.allSatisfy { $0 == label || vantage.precedes(selector, label - 1, $0 - 1) > 0.99 }
            }
            guard truth.count == 1 else { return nil }
            var phrase = NounPhrase.plain(first.color, first.noun.name)
            phrase.selector = selector
            return Trial(clutter: clutter, phrase: phrase, truth: truth)
        }
    }
}

extension NounPhrase {
    static func plain(_ color: ColorName? = nil, _ noun: String) -> NounPhrase {
        var phrase = NounPhrase()
        phrase.colors = color.map { [$0] } ?? []
        (phrase.noun, phrase.nounWord) = (Lexicon.standard.noun(noun), noun)
        return phrase
    }

    func with(_ kind: RelationKind, _ anchors: NounPhrase...) -> NounPhrase {
        var phrase = self
        phrase.relations.append(.init(kind, anchors))
        return phrase
    }

    func with(_ selector: Selector, _ ordinal: Int = 1) -> NounPhrase {
        var phrase = self
        (phrase.selector, phrase.ordinal) = (selector, ordinal)
        return phrase
    }
}
