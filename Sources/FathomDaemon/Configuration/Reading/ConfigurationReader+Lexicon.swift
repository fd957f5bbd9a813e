import Fathom

enum LexiconKey: String, ConfigurationKey {
    case noun, plural, synonyms, shape, size, thickness, colors
    case kindOf = "kind_of"
}

extension ConfigurationReader {
    private static let wordRule =
        "1 to 3 lower-case words of a–z, 0–9 and -, none of them of the grammar (the, on, with, …)"
    private static let rangeRule = "smallest and largest length, as 3-6 cm or [0.03, 0.06], from 1 mm to 100 m"

    /// The standard nouns and those of the file.
    func lexicon(_ field: Field?) -> Lexicon {
        let nouns = items(field, allowed: "a list of nouns", maximum: 500)?.compactMap(noun) ?? []
        let lexicon = Lexicon(adding: nouns.map(\.noun))
        for (place, (noun, field, groups)) in nouns.enumerated() {
            if nouns[..<place].contains(where: { $0.noun.name == noun.name }) {
                report(field, found: "a second '\(noun.name)'", allowed: "each noun once")
            }
            for (group, field) in zip(noun.groups, groups) where lexicon.noun(group)?.name != group {
                report(
                    field, allowed: "a noun of the lexicon, in the singular",
                    suggestion: Spelling.nearest(to: group, among: lexicon.nouns.map(\.name)))
            }
        }
        return lexicon
    }

    private func noun(_ field: Field) -> (noun: Noun, field: Field, groups: [Field])? {
        guard let section = section(field, of: LexiconKey.self) else { return nil }
        let name = word(required(.noun, of: section, allowed: Self.wordRule))
        let plural = word(section[.plural])
        let synonyms = list(section[.synonyms], allowed: "a list of words").compactMap { word($0) }
        let shape = choice(section[.shape], of: Form.self)
        let size = lengths(required(.size, of: section, allowed: Self.rangeRule))
        let thickness = lengths(section[.thickness])
        let colors = list(section[.colors], allowed: "a list of colours").compactMap { choice($0, of: ColorName.self) }
        let groups = list(section[.kindOf], allowed: "a list of nouns")
        let groupNames = groups.compactMap { word($0) }
        guard let name, let size, groups.count == groupNames.count else { return nil }
        if let thickness, let field = section[.thickness], thickness.upperBound > size.upperBound {
            report(field, allowed: "at most the largest size: it is the shortest side")
        }
        let noun = Noun(
            name: name, plural: plural, synonyms: synonyms, form: shape ?? .any, size: size, thickness: thickness,
            usualColors: colors, groups: groupNames)
        return (noun, field, groups)
    }

    /// The items of a list that may be left out, or of a single value.
    private func list(_ field: Field?, allowed: String) -> [Field] {
        items(field, allowed: allowed, single: true, maximum: 32) ?? []
    }

    private func word(_ field: Field?) -> String? {
        guard let field, let text = text(field, allowed: Self.wordRule, maximumBytes: 64) else { return nil }
        if let problem = Noun.problem(of: text) {
            report(field, found: problem, allowed: Self.wordRule)
            return nil
        }
        return text
    }

    /// `3-6 cm`, `3 cm – 0.06 m` or `[0.03, 0.06]`: metres, the smaller first.
    private func lengths(_ field: Field?) -> ClosedRange<Double>? {
        guard let field else { return nil }
        let texts: [String]
        if case .sequence(let items) = field.value.content {
            texts = items.map { $0.plainText ?? "" }
        } else {
            texts = Self.ends(of: field.value.plainText ?? "")
        }
        let values = texts.compactMap { Unit.meters.parse($0) }
        guard texts.count == 2, values.count == 2, values[0] >= 0.001, values[0] <= values[1], values[1] <= 100 else {
            report(field, allowed: Self.rangeRule)
            return nil
        }
        return values[0]...values[1]
    }

    /// The two ends of "3-6 cm"; a unit behind the second is the first one's too.
    private static func ends(of text: String) -> [String] {
        let parts = text.replacing("–", with: "-").replacing("…", with: "-").replacing(" to ", with: "-")
            .split(separator: "-", omittingEmptySubsequences: false).map { String($0).trimmed }
        guard parts.count == 2, let last = parts[0].last, last.isNumber else { return parts }
        return [parts[0] + parts[1].drop { !$0.isLetter }, parts[1]]
    }
}
