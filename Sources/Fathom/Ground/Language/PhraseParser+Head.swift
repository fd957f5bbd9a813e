extension PhraseParser {
    /// Reads article, adjectives and noun.
    mutating func readHead(_ draft: inout Draft) throws(Rejection) {
        let start = cursor
        let end = headEnd(from: start)
        let contents = contents(of: start..<end) ?? end
        let noun = headNoun(start..<end, contents: contents)
        if let noun {
            draft.phrase.noun = noun.noun
            draft.phrase.nounWord = noun.text
        }
        for place in start..<end where noun?.places.contains(place) != true {
            if place < contents || isSilent(place, before: end) || Material(word: words[place].text) != nil {
                try readAdjective(place, before: end, &draft)
            } else {
                // "the handle of the red mug" is not red.
                pass(place)
            }
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
            let isPart = text(place + 1).map(Vocabulary.partly.contains) ?? false
            for color in colors {
                if isPart {
                    Self.add(color, to: &draft.phrase.partColors)
                } else {
                    Self.add(color, to: &draft.phrase.colors)
                }
            }
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
        if Vocabulary.partly.contains(word), place > 0, !Vocabulary.colors(words[place - 1].text).isEmpty {
            return true
        }
        // "the furthest left mug", "made from wood"
        if word == "furthest" || word == "farthest", Self.isSide(text(place + 1)) { return true }
        if isMadeFrom(place) { return true }
        if Vocabulary.emphases.contains(word), [place - 1, place + 1].contains(where: isSelector) { return true }
        return ["and", "of"].contains(word) || Vocabulary.articles.contains(word) || Vocabulary.pronouns.contains(word)
            || Vocabulary.verbs.contains(word) || Vocabulary.amounts.contains(word) || Vocabulary.isColorSuffix(word)
    }

    func isMadeFrom(_ place: Int) -> Bool {
        text(place) == "from" && text(place - 1) == "made"
    }

    static func isSide(_ word: String?) -> Bool {
        let selector = word.flatMap { Selector(word: $0) }
        return selector == .left || selector == .right
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
