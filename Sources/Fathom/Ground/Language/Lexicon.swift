/// The nouns that descriptions may use: the standard ones, and those that a user adds.
public struct Lexicon: Sendable, Equatable {
    /// What a user added, in order.
    package let additions: [Noun]
    /// Every noun; an addition takes the place of a standard noun of its name.
    package let nouns: [Noun]
    /// Place in `nouns` by name, plural and synonym.
    private let index: [String: Int]

    /// The nouns that Fathom knows by itself.
    public static let standard = Lexicon(standard: LexiconFile.standard.nouns, additions: [])

    /// Words of the longest compound noun.
    static let maxCompound = 3

    /// The standard nouns and these; an addition's words outrank those of the standard ones.
    package init(adding additions: [Noun]) {
        self = additions.isEmpty ? .standard : Lexicon(standard: Self.standard.nouns, additions: additions)
    }

    private init(standard: [Noun], additions: [Noun]) {
        self.additions = additions
        let added = Set(additions.map(\.name))
        var nouns = standard.filter { !added.contains($0.name) } + additions
        var index: [String: Int] = [:]
        // Names outrank plurals, these synonyms; later entries outrank earlier ones.
        for words in [Self.synonyms, { [$0.plural] }, { [$0.name] }] {
            for (place, noun) in nouns.enumerated() {
                for word in words(noun) { index[word] = place }
            }
        }
        for (place, noun) in additions.enumerated() {
            for word in Self.synonyms(noun) + [noun.plural] { index[word] = nouns.count - additions.count + place }
        }
        for (place, kinds) in Self.kinds(of: nouns, index) { nouns[place].kinds = kinds }
        self.nouns = nouns
        self.index = index
    }

    /// The noun of one to three lower-case words separated by spaces, singular or plural.
    package func noun(_ words: String) -> Noun? {
        index[words].map { nouns[$0] }
    }

    public static func == (left: Self, right: Self) -> Bool {
        left.additions == right.additions
    }

    private static func synonyms(_ noun: Noun) -> [String] {
        noun.synonyms + noun.synonyms.map { Noun.plural(of: $0) }
    }

    /// The kinds of each noun that has any: a mug is a kind of cup and, as every cup is, of container.
    private static func kinds(of nouns: [Noun], _ index: [String: Int]) -> [(Int, [Noun])] {
        var kinds = [[Noun]](repeating: [], count: nouns.count)
        for (place, noun) in nouns.enumerated() {
            var seen: Set<Int> = [place]
            var pending = noun.groups
            while let group = pending.popLast() {
                guard let above = index[group], seen.insert(above).inserted else { continue }
                kinds[above].append(noun)
                pending += nouns[above].groups
            }
        }
        return kinds.enumerated().filter { !$0.element.isEmpty }.map { ($0.offset, $0.element) }
    }
}
