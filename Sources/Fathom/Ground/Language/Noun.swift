/// What a noun says about a thing: its form, how large it can be and how it usually looks.
package struct Noun: Sendable, Equatable {
    /// Lower case, one to three words in the singular: "tomato soup can".
    package var name: String
    package var plural: String
    package var synonyms: [String]
    package var form: Form
    /// Longest side, metres, of the smallest and the largest of its kind.
    package var size: ClosedRange<Double>
    /// Shortest side, metres, where it says something.
    package var thickness: ClosedRange<Double>?
    /// Colours that most of its kind have, the commonest first: a weak hint. Empty: any.
    package var usualColors: [ColorName]
    /// What most of its kind consist of beside one plain body.
    package var part: Part?
    /// Names of nouns that it is a kind of: a mug is a cup.
    package var groups: [String]
    /// The nouns that are kinds of it, each without its own kinds, in the order of the lexicon.
    package internal(set) var kinds: [Noun] = []

    package init(
        name: String, plural: String? = nil, synonyms: [String] = [], form: Form, size: ClosedRange<Double>,
        thickness: ClosedRange<Double>? = nil, usualColors: [ColorName] = [], groups: [String] = [],
        part: Part? = nil
    ) {
        self.name = name
        self.plural = plural ?? Self.plural(of: name)
        self.synonyms = synonyms
        self.form = form
        self.size = size
        self.thickness = thickness
        self.usualColors = usualColors
        self.groups = groups
        self.part = part
    }

    /// The nearest form that the shape fitter knows.
    package var shape: ShapeClass { part == .handle && form == .cup ? .handled : form.shape }

    /// Whether `words`, by which it was named, mean one thing that may show as several: "gripper", "fingers".
    func isSeenInPieces(saidAs words: String?) -> Bool {
        switch part {
        case .pieces: true
        case .set: words.map(isPlural) ?? false
        case .handle, nil: false
        }
    }

    private func isPlural(_ words: String) -> Bool {
        ([plural] + synonyms.map { Self.plural(of: $0) }).contains { words == $0 || words.hasSuffix(" " + $0) }
    }

    /// By the rules of English: boxes, berries, cups.
    static func plural(of word: String) -> String {
        if ["s", "x", "z", "ch", "sh"].contains(where: word.hasSuffix) { return word + "es" }
        let beforeLast = word.dropLast().last
        if word.last == "y", let beforeLast, !"aeiou".contains(beforeLast) { return word.dropLast() + "ies" }
        return word + "s"
    }
}

/// What a noun's things consist of beside one plain body.
package enum Part: String, Sendable, CaseIterable {
    /// A handle at the side.
    case handle
    /// Several pieces that together are the one thing: a gripper's palm and fingers.
    case pieces
    /// The plural names a few like pieces as one thing: fingers.
    case set
}

/// The form that most things of a noun have.
package enum Form: String, Sendable, CaseIterable {
    case sphere
    /// A box of three about equal sides.
    case cube
    case box
    /// Round from above, closed, and about as high as wide or higher: a can, a bottle.
    case cylinder
    /// Round from above, open at the top, about as high as wide or higher: a mug, a pot.
    case cup
    /// Open at the top, wider than high.
    case bowl
    /// Round from above and much thinner than wide, with a rim or without: a plate, a lid.
    case dish
    /// Several times as long as wide: a pen.
    case elongated
    /// Elongated, and not straight: a banana.
    case bent
    /// Much thinner than long and wide: a book.
    case flat
    case cone
    /// A plane that things stand on: a table.
    case surface
    /// Nothing can be said.
    case any

    var shape: ShapeClass {
        switch self {
        case .sphere: .sphere
        case .cube: .cube
        case .box, .flat, .elongated, .bent: .box
        case .cylinder, .cup, .bowl, .dish: .upright
        case .cone, .surface, .any: .any
        }
    }
}
