extension PhraseParser {
    typealias FoundNoun = (noun: Noun, text: String, places: Set<Int>)

    /// Where "of" in "a can of soup" stands.
    func contents(of range: Range<Int>) -> Int? {
        range.first { place in
            (text(place) == "of" || isMadeFrom(place)) && place > range.lowerBound
                && lastNoun(range.lowerBound..<place, of: range) != nil
        }
    }

    /// The noun that the head is about: the last one before its contents.
    func headNoun(_ range: Range<Int>, contents: Int) -> FoundNoun? {
        guard let own = lastNoun(range.lowerBound..<contents, of: range) else { return nil }
        if contents == range.upperBound { return specified(own, in: range) }
        // "the topmost book of the pile"
        if let whole = wholeEnd(contents + 1), whole <= range.upperBound {
            return (own.noun, own.text, own.places.union(contents..<whole))
        }
        // "can of tomato soup"
        let inside = (contents + 1..<range.upperBound).filter { !Vocabulary.articles.contains(words[$0].text) }
        for text in Self.singulars(inside.map { words[$0].text }) {
            if let noun = lexicon.noun("\(text) \(own.text)") {
                return (noun, "\(text) \(own.text)", own.places.union(inside))
            }
        }
        return own
    }

    /// "bleach cleanser bottle": a noun before its own group says which kind; "toy plane": the group before says nothing.
    private func specified(_ own: FoundNoun, in range: Range<Int>) -> FoundNoun {
        guard let first = own.places.min(), first > range.lowerBound,
            let before = lastNoun(range.lowerBound..<first, of: range), before.places.contains(first - 1),
            before.places.count > 1 || !isAdjective(first - 1)
        else { return own }
        let text = "\(before.text) \(own.text)"
        let places = own.places.union(before.places)
        if own.noun.kinds.contains(where: { $0.name == before.noun.name }) { return (before.noun, text, places) }
        if before.noun.kinds.contains(where: { $0.name == own.noun.name }) { return (own.noun, text, places) }
        return own
    }

    private func lastNoun(_ range: Range<Int>, of head: Range<Int>) -> FoundNoun? {
        let pronoun = head.last { Vocabulary.pronouns.contains(words[$0].text) } ?? -1
        for end in range.reversed() {
            for length in stride(from: min(Lexicon.maxCompound, end - range.lowerBound + 1), to: 0, by: -1) {
                let places = (end - length + 1)...end
                let text = places.map { words[$0].text }.joined(separator: " ")
                guard let noun = lexicon.noun(text) else { continue }
                // "the orange one": what could be an adjective is one before a pronoun.
                if length == 1, end < pronoun, isAdjective(end) { continue }
                return (noun, text, Set(places))
            }
        }
        return nil
    }

    /// "crackers" is also "cracker".
    private static func singulars(_ words: [String]) -> [String] {
        let text = words.joined(separator: " ")
        return text.hasSuffix("s") ? [text, String(text.dropLast())] : [text]
    }
}
