extension PhraseParser {
    /// Reads everything that is said of the draft behind its head.
    mutating func readTails(_ draft: inout Draft, depth: Int) throws(Rejection) {
        while let word = text(cursor) {
            // After a comma, what follows is said of the whole.
            if depth > 0, words[cursor].isAfterComma { return }
            if word == "and" {
                guard depth == 0 || !draft.phrase.relations.isEmpty, isTail(cursor + 1) else { return }
                cursor += 1
            } else if Vocabulary.relatives.contains(word) || Vocabulary.verbs.contains(word) {
                cursor += 1
                try readClause(&draft)
            } else if Vocabulary.having.contains(word) {
                readParts(&draft)
            } else {
                switch step(cursor) {
                case .place(let selector, let count): try readPlace(selector, count, &draft, depth: depth)
                case .relation(let kind, let count): try readRelation(kind, count, &draft, depth: depth)
                case nil: return
                }
            }
        }
    }

    /// "that is red and small": adjectives up to the next relation.
    private mutating func readClause(_ draft: inout Draft) throws(Rejection) {
        let start = cursor
        while let word = text(cursor) {
            if cursor > start, words[cursor].isAfterComma { return }
            if Vocabulary.having.contains(word) || step(cursor) != nil { return }
            if word == "and", !isAdjective(cursor + 1) { return }
            try readAdjective(cursor, before: words.count, &draft)
            cursor += 1
        }
    }

    /// "with a red lid and a white handle": only the colours count.
    private mutating func readParts(_ draft: inout Draft) {
        let opening = cursor
        cursor += 1
        let start = cursor
        while let word = text(cursor), !isTail(cursor), !Vocabulary.relatives.contains(word) {
            if word == "and", isInPair && !isAdjective(cursor + 1) || !isPart(from: cursor + 1) { break }
            cursor += 1
        }
        let colors = (start..<cursor).flatMap { Vocabulary.colors(words[$0].text) }
        for color in colors { Self.add(color, to: &draft.phrase.partColors) }
        if colors.isEmpty { pass(opening) }
        for place in start..<cursor where !isPartWord(place, hasColor: !colors.isEmpty) { pass(place) }
        skipPlaceOfPart()
    }

    /// Whether a part is named before anything else is said: "a white handle", but not "the box".
    private func isPart(from place: Int) -> Bool {
        var place = place
        while let word = text(place), word != "and", !isTail(place) {
            if Vocabulary.parts.contains(word) || !Vocabulary.colors(word).isEmpty { return true }
            place += 1
        }
        return false
    }

    private func isPartWord(_ place: Int, hasColor: Bool) -> Bool {
        let word = words[place].text
        if isSilent(place, before: cursor) || !Vocabulary.colors(word).isEmpty { return true }
        return hasColor && (Vocabulary.parts.contains(word) || lexicon.noun(word) != nil)
    }

    /// "with a red lid on top" says where the lid is, not the thing.
    private mutating func skipPlaceOfPart() {
        guard case .place(let selector, let count) = step(cursor), text(cursor) == "on", selector != .left,
            selector != .right
        else { return }
        cursor += count
    }

    private mutating func readPlace(
        _ selector: Selector, _ count: Int, _ draft: inout Draft, depth: Int
    ) throws(Rejection) {
        if selector == .middle, text(cursor + count) == "of" {
            var ahead = self
            ahead.cursor += count + 1
            // "in the middle of the can and the box"
            if let anchors = try? ahead.readPair(depth: depth) {
                self = ahead
                draft.phrase.relations.append(.init(.between, anchors))
                return
            }
        }
        let start = cursor
        cursor += count
        // "in the bottom left corner"
        for place in start + 1..<cursor where Self.isSide(text(place + 1)) {
            if let other = Selector(word: words[place].text), other != selector { pass(place) }
        }
        try select(selector, saidAt: start, &draft)
    }

    private mutating func readRelation(
        _ kind: RelationKind, _ count: Int, _ draft: inout Draft, depth: Int
    ) throws(Rejection) {
        let start = cursor
        cursor += count
        if let whole = wholeEnd(cursor, isSurfaceToo: false) {
            cursor = whole
            return
        }
        if let word = text(cursor), Vocabulary.backReferences.contains(word), !draft.phrase.partColors.isEmpty {
            cursor += 1
            return
        }
        if kind == .between {
            draft.phrase.relations.append(.init(kind, try readPair(depth: depth)))
            return
        }
        let anchor = try read(depth: depth + 1)
        if anchor.isUsable {
            draft.phrase.relations.append(.init(kind, [anchor.phrase]))
        } else {
            for place in start..<cursor { pass(place) }
        }
    }

    /// "the mug and the bowl", "the two boxes".
    private mutating func readPair(depth: Int) throws(Rejection) -> [NounPhrase] {
        let wasInPair = isInPair
        isInPair = true
        let first = try read(depth: depth + 1)
        isInPair = wasInPair
        if first.isUsable, text(cursor) == "and" {
            cursor += 1
            let second = try read(depth: depth + 1)
            if second.isUsable { return [first.phrase, second.phrase] }
        } else if first.isUsable, first.isPair || first.phrase.isPlural {
            return [first.phrase, first.phrase]
        }
        throw rejection("two things behind 'between', as 'between the mug and the box'")
    }
}

extension NounPhrase {
    /// Whether the noun was said of several.
    var isPlural: Bool {
        guard let noun, let nounWord, nounWord != noun.name else { return false }
        return nounWord == noun.plural || noun.synonyms.contains { Noun.plural(of: $0) == nounWord }
    }
}
