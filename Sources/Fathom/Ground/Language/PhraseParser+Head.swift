extension PhraseParser {
    /// Reads article, adjectives and noun.
    mutating func readHead(_ draft: inout Draft) throws(Rejection) {
        let start = cursor
        let end = headEnd(from: start)
        let noun = headNoun(start..<end)
        if let noun {
            draft.phrase.noun = noun.noun
            draft.phrase.nounWord = noun.text
        }
        for place in start..<end where noun?.places.contains(place) != true {
            try readAdjective(place, before: end, &draft)
        }
        cursor = end
    }

    /// Where the head that begins at `start` ends.
    private func headEnd(from start: Int) -> Int {
        var place = start
        while let word = text(place) {
            if place > start, endsHead(word, at: place, start: start) { break }
            if place == start, isTail(place) { break }
            place += 1
        }
        return place
    }

    private func endsHead(_ word: String, at place: Int, start: Int) -> Bool {
        if word == "and" {
            guard let next = text(place + 1), isAdjective(place - 1) else { return true }
            return Vocabulary.articles.contains(next) || isTail(place + 1)
        }
        if isTail(place) { return true }
        guard Vocabulary.articles.contains(word), let before = text(place - 1) else { return false }
        // "all the", "one of the"; but "flurb the box" is another thing.
        return before != "of" && !Vocabulary.articles.contains(before) && !Vocabulary.amounts.contains(before)
    }

    /// The noun that the head is about: its last one, or the one before "of".
    private func headNoun(_ range: Range<Int>) -> (noun: Noun, text: String, places: Set<Int>)? {
        let contents = range.first { place in
            text(place) == "of" && place > range.lowerBound && lexicon.noun(words[place - 1].text) != nil
        }
        guard let own = lastNoun(range.lowerBound..<(contents ?? range.upperBound), of: range) else { return nil }
        guard let contents else { return own }
        // "can of tomato soup"
        let inside = (contents + 1..<range.upperBound).filter { !Vocabulary.articles.contains(words[$0].text) }
        for text in Self.singulars(inside.map { words[$0].text }) {
            if let noun = lexicon.noun("\(text) \(own.text)") {
                return (noun, "\(text) \(own.text)", own.places.union(inside))
            }
        }
        return own
    }

    private func lastNoun(_ range: Range<Int>, of head: Range<Int>) -> (noun: Noun, text: String, places: Set<Int>)? {
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

    /// Whether the word says which one or what it looks like.
    func isAdjective(_ place: Int) -> Bool {
        guard let word = text(place) else { return false }
        return !Vocabulary.colors(word).isEmpty || Vocabulary.shades.contains(word) || Material(word: word) != nil
            || SizeWord(word: word) != nil || Selector(word: word) != nil || Vocabulary.partColor(word) != nil
    }

    /// Takes one word that is not the noun.
    mutating func readAdjective(_ place: Int, before end: Int, _ draft: inout Draft) throws(Rejection) {
        let word = words[place].text
        if Vocabulary.pronouns.contains(word) { draft.hasPronoun = true }
        if word == "two" || word == "both" { draft.isPair = true }
        if isSilent(place, before: end) { return }
        if let number = Vocabulary.ordinal(word) {
            if let other = draft.ordinal, other.number != number {
                throw rejection("one ordinal, not '\(Vocabulary.ordinal(other.number))' and '\(word)'")
            }
            draft.ordinal = (number, place)
        } else if let selector = Self.selector(word, after: text(place - 1)) {
            try select(selector, saidAt: place, &draft)
        } else if let size = SizeWord(word: word) {
            Self.add(size, to: &draft.phrase.sizes)
        } else if let material = Material(word: word) {
            Self.add(material, to: &draft.phrase.materials)
        } else if let color = Vocabulary.partColor(word) {
            Self.add(color, to: &draft.phrase.partColors)
        } else if case let colors = Vocabulary.colors(word), !colors.isEmpty {
            for color in colors { Self.add(color, to: &draft.phrase.colors) }
        } else {
            pass(place)
        }
    }

    /// Whether the word only helps the others: articles, "one", "dark" before a colour.
    func isSilent(_ place: Int, before end: Int) -> Bool {
        let word = words[place].text
        if Vocabulary.shades.contains(word), place + 1 < end, !Vocabulary.colors(words[place + 1].text).isEmpty {
            return true
        }
        if Vocabulary.emphases.contains(word), [place - 1, place + 1].contains(where: isSelector) { return true }
        return ["and", "of"].contains(word) || Vocabulary.articles.contains(word) || Vocabulary.pronouns.contains(word)
            || Vocabulary.verbs.contains(word) || Vocabulary.amounts.contains(word) || Vocabulary.isColorSuffix(word)
    }

    private func isSelector(_ place: Int) -> Bool {
        text(place).flatMap { Selector(word: $0) } != nil
    }

    /// "the near mug", "the far mug" are not "near the mug", "far from the mug".
    private static func selector(_ word: String, after before: String?) -> Selector? {
        if let selector = Selector(word: word) { return selector }
        guard let before, Vocabulary.articles.contains(before) else { return nil }
        return word == "near" ? .nearest : word == "far" ? .farthest : nil
    }

    static func add<Item: Equatable>(_ item: Item, to items: inout [Item]) {
        if !items.contains(item) { items.append(item) }
    }
}
