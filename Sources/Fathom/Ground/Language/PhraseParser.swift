/// Takes the words of a phrase apart, from left to right.
///
///     phrase   = head { tail }
///     head     = [article] { adjective } [noun | "one"] { adjective }
///     tail     = place | "with" part | relation phrase { "and" phrase } | ("that" | "which") ["is"] { adjective }
///     adjective = ordinal | selector | size | colour | material
///
/// A tail belongs to the phrase right before it; after "and" to the last phrase that already has a relation; after a
/// comma to the whole.
struct PhraseParser {
    /// How deep phrases may lie in each other: each level is one relation.
    static let maxDepth = 4

    let words: [PhraseWords.Word]
    let lexicon: Lexicon
    let phrase: String
    var cursor = 0
    /// Whether the first of two things is being read, so that "and" comes before the second.
    var isInPair = false
    private(set) var unknown: [PhraseWords.Word] = []

    /// A phrase that is being read.
    struct Draft {
        var phrase = NounPhrase()
        /// "second", until what it counts by is known.
        var ordinal: (number: Int, place: Int)?
        /// "one" was said where a noun could be.
        var hasPronoun = false
        /// "two" was said.
        var isPair = false

        /// Whether a thing can be found by it.
        var isUsable: Bool {
            if phrase.saysWhat || !phrase.relations.isEmpty { return true }
            return (hasPronoun || ordinal != nil) && (phrase.selector != nil || !phrase.sizes.isEmpty)
        }
    }

    init(_ words: PhraseWords, lexicon: Lexicon, phrase: String) {
        (self.words, self.lexicon, self.phrase) = (words.all, lexicon, phrase)
    }

    /// The whole phrase; words that mean nothing are in `unknown` afterwards.
    mutating func parse() throws(Rejection) -> NounPhrase {
        for word in words {
            guard !Vocabulary.denials.contains(word.text), word.text != "or" else {
                throw rejection("what one thing is, without '\(word.text)'")
            }
        }
        let draft = try read(depth: 0)
        while cursor < words.count {
            // Behind a word that relates in no known way, nothing can be told.
            pass(cursor)
            cursor += 1
        }
        guard draft.isUsable else {
            throw rejection(
                "a colour (\(ColorName.allCases.map(\.rawValue).joined(separator: ", "))), a material or a noun of the "
                    + "lexicon (ball, cube, box, mug, bottle, …), or 'one' with a place or size, as 'the left one'")
        }
        return draft.phrase
    }

    /// The phrase at the cursor.
    mutating func read(depth: Int) throws(Rejection) -> Draft {
        guard depth <= Self.maxDepth || cursor == words.count else {
            throw rejection("at most \(Self.maxDepth) relations in each other")
        }
        var draft = Draft()
        try readHead(&draft)
        try readTails(&draft, depth: depth)
        settleOrdinal(&draft)
        try refuseContradictions(draft.phrase)
        return draft
    }

    /// Notes that the word at `place` counts for nothing, unless it never says anything.
    mutating func pass(_ place: Int) {
        let word = words[place]
        let isSilent =
            Vocabulary.articles.contains(word.text) || Vocabulary.verbs.contains(word.text)
            || ["of", "and"].contains(word.text)
        guard !isSilent, !unknown.contains(where: { $0.position == word.position }) else { return }
        unknown.append(word)
    }

    func rejection(_ expected: String) -> Rejection {
        Rejection("description", expected: expected, found: "'\(phrase)'")
    }

    func text(_ place: Int) -> String? {
        words.indices.contains(place) ? words[place].text : nil
    }

    /// Takes "which one" once; a second order that is not its opposite counts for nothing.
    mutating func select(_ selector: Selector, saidAt place: Int, _ draft: inout Draft) throws(Rejection) {
        guard let known = draft.phrase.selector, known != selector else {
            draft.phrase.selector = selector
            return
        }
        guard known.opposite != selector, selector.opposite != known else {
            throw rejection("one of '\(known.rawValue)' and '\(selector.rawValue)', not both")
        }
        pass(place)
    }

    private mutating func settleOrdinal(_ draft: inout Draft) {
        guard let ordinal = draft.ordinal else { return }
        if draft.phrase.selector == nil || draft.phrase.selector == .middle {
            // Second in which order?
            pass(ordinal.place)
        } else {
            draft.phrase.ordinal = ordinal.number
        }
    }

    private func refuseContradictions(_ phrase: NounPhrase) throws(Rejection) {
        for size in phrase.sizes {
            if let other = phrase.sizes.first(where: size.opposites.contains) {
                throw rejection("one of '\(size.rawValue)' and '\(other.rawValue)', not both")
            }
        }
    }
}
