extension PhraseParser {
    /// What may stand behind a head.
    enum Step {
        case relation(RelationKind, words: Int)
        case place(Selector, words: Int)
    }

    /// Whether something said of the phrase before begins at `place`.
    func isTail(_ place: Int) -> Bool {
        guard let word = text(place) else { return false }
        let isFirst = place == cursor
        return Vocabulary.having.contains(word) || !isFirst && Vocabulary.relatives.contains(word) || step(place) != nil
    }

    /// The relation or place whose words begin at `place`, the longer of the two.
    func step(_ place: Int) -> Step? {
        let viewed = viewerPlace(place)
        if let viewed { return .place(viewed.selector, words: viewed.words) }
        let relation = relation(place)
        guard let spot = spot(place), spot.words > relation?.words ?? 0 else {
            return relation.map { .relation($0.kind, words: $0.words) }
        }
        return .place(spot.selector, words: spot.words)
    }

    private func relation(_ place: Int) -> (kind: RelationKind, words: Int)? {
        guard let word = text(place) else { return nil }
        if ["nearest", "closest"].contains(word), place > 0, let next = text(place + 1),
            Vocabulary.articles.contains(next), !Vocabulary.articles.contains(words[place - 1].text)
        {
            return (.nearestTo, 1)
        }
        // "the near mug"
        if word == "near", let before = text(place - 1), Vocabulary.articles.contains(before) { return nil }
        return Vocabulary.relations[word]?
            .first { entry in entry.words.enumerated().allSatisfy { text(place + $0.offset) == $0.element } }
            .map { ($0.kind, $0.words.count) }
    }

    /// "nearest to the camera", "far away from me".
    private func viewerPlace(_ place: Int) -> (selector: Selector, words: Int)? {
        let selector: Selector
        switch text(place) {
        case "nearest", "closest", "nearer", "closer", "near", "close": selector = .nearest
        case "farthest", "furthest", "far", "farther", "further": selector = .farthest
        // "the second nearest mug to the camera"
        case "to": selector = .nearest
        case "from": selector = .farthest
        default: return nil
        }
        var end = ["to", "from"].contains(text(place)) ? place : place + 1
        for filler in [["away"], ["to", "from"], ["the", "my", "your"]] where filler.contains(text(end) ?? "") {
            end += 1
        }
        // "the nearest camera" is a thing.
        guard end > place + 1, let viewer = text(end), Vocabulary.viewers.contains(viewer) else { return nil }
        return (selector, end + 1 - place)
    }

    /// "on the left", "at the very back", "in the middle of the table", "from the right hand side".
    private func spot(_ place: Int) -> (selector: Selector, words: Int)? {
        guard let first = text(place) else { return nil }
        // "furthest to the left"
        if first == "furthest" || first == "farthest", let spot = spot(place + 1),
            [.left, .right].contains(spot.selector)
        {
            return (spot.selector, spot.words + 1)
        }
        guard Vocabulary.placePrepositions.contains(first) else { return nil }
        var end = place + 1
        while let word = text(end), Vocabulary.articles.contains(word) || Vocabulary.emphases.contains(word) {
            end += 1
        }
        // Of "in the bottom left corner" the last counts.
        if text(end).flatMap(Self.spotSelector) != nil, Self.isSide(text(end + 1)), relation(end + 1) == nil {
            end += 1
        }
        guard let word = text(end), let selector = Self.spotSelector(word) else { return nil }
        // "at the front of the table", but "in front of the table" is elsewhere.
        let canBeOfWhole = ![.nearest, .farthest].contains(selector) || end > place + 1
        end += 1
        if text(end) == "hand", text(end + 1) == "side" { end += 1 }
        while let word = text(end), Vocabulary.sides.contains(word) { end += 1 }
        let isOfSurface = ![.top, .bottom].contains(selector)
        if text(end) == "of", canBeOfWhole, let whole = wholeEnd(end + 1, isSurfaceToo: isOfSurface) {
            return (selector, whole - place)
        }
        // "on the left box" is a relation to a box.
        guard isAfterPhrase(end) else { return nil }
        return (selector, end - place)
    }

    private static func spotSelector(_ word: String) -> Selector? {
        switch word {
        case "foreground": return .nearest
        case "background": return .farthest
        default: break
        }
        switch Selector(word: word) {
        case .left, .right, .nearest, .farthest, .top, .bottom, .middle: return Selector(word: word)
        default: return nil
        }
    }

    /// Whether a phrase that comes up to `place` is complete there.
    private func isAfterPhrase(_ place: Int) -> Bool {
        guard let word = text(place) else { return true }
        return words[place].isAfterComma || ["of", "and"].contains(word) || Vocabulary.articles.contains(word)
            || Vocabulary.relatives.contains(word) || Vocabulary.having.contains(word)
            || Vocabulary.verbs.contains(word) || step(place) != nil
    }

    /// The place behind a word for everything in view, or behind a surface that everything stands on.
    func wholeEnd(_ place: Int, isSurfaceToo: Bool = true) -> Int? {
        var place = place
        while let word = text(place), Vocabulary.articles.contains(word) { place += 1 }
        guard let word = text(place) else { return nil }
        let isCompound = text(place + 1).map { lexicon.noun("\(word) \($0)") != nil } ?? false
        if Vocabulary.wholes.contains(word), !isCompound { return place + 1 }
        guard isSurfaceToo else { return nil }
        for length in [2, 1] where place + length <= words.count {
            let text = words[place..<place + length].map(\.text).joined(separator: " ")
            if lexicon.noun(text)?.form == .surface { return place + length }
        }
        return nil
    }
}
