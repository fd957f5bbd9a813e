/// The words of the grammar that are no nouns, colours, sizes or materials.
enum Vocabulary {
    static let articles: Set<String> = ["the", "a", "an", "this", "that", "some", "any"]
    /// Words that stand for a noun.
    static let pronouns: Set<String> = ["one", "ones"]
    /// They open what is said of the noun behind it: "the mug that is red".
    static let relatives: Set<String> = ["that", "which", "who"]
    /// They say that something is where it is, which everything is.
    static let verbs: Set<String> = [
        "is", "are", "sits", "sitting", "stands", "standing", "lies", "lying", "rests", "resting", "leaning", "leans",
        "placed", "located", "hanging", "hangs", "put", "kept", "held", "made", "filled", "full",
    ]
    /// They deny what follows: there is no phrase for what a thing is not.
    static let denials: Set<String> = [
        "not", "no", "without", "except", "neither", "nor", "isn't", "isnt", "aren't", "non", "but",
    ]
    /// They say a colour more closely than it is judged.
    static let shades: Set<String> = [
        "dark", "light", "bright", "pale", "deep", "vivid", "pastel", "neon", "dull", "sky", "navy",
    ]
    /// "a pair of scissors", "one of the mugs".
    static let amounts: Set<String> = [
        "pair", "piece", "set", "bunch", "bit", "slice", "roll", "ear", "all", "both", "two", "three", "four", "five",
        "six", "them",
    ]
    /// What parts may be called; only their colour counts.
    static let parts: Set<String> = [
        "part", "parts", "label", "labels", "lid", "lids", "cap", "top", "bottom", "handle", "handles", "stripe",
        "stripes",
        "text", "letters", "lettering", "writing", "logo", "print", "rim", "edge", "edges", "base", "side", "sides",
        "dot",
        "dots", "spot", "spots", "sticker", "band", "cover", "tip", "end", "ends", "button", "buttons", "line", "lines",
        "pattern", "picture", "head", "body", "neck", "spout", "grip", "wheels", "leaves", "stem", "inside", "outside",
        "front", "back", "interior", "exterior", "content", "contents", "marking", "markings", "wheel", "straw",
        "strap",
        "drawing", "wrapper", "color", "colour", "colors", "colours",
    ]
    /// "closest to the camera".
    static let viewers: Set<String> = ["camera", "viewer", "me", "us", "you", "observer", "lens", "sensor"]
    /// What holds everything that could be meant: "on the left of the picture", "on top of the pile".
    static let wholes: Set<String> = [
        "image", "picture", "photo", "scene", "view", "frame", "row", "line", "group", "stack", "pile", "room",
    ]
    /// "the can with a red lid".
    static let having: Set<String> = ["with", "having", "has", "whose"]
    /// "the bowl with a red apple in it".
    static let backReferences: Set<String> = ["it", "them", "itself"]
    /// "on the left hand side", "in the right corner".
    static let sides: Set<String> = ["side", "part", "corner", "edge", "end", "half", "area"]
    static let placePrepositions: Set<String> = ["on", "at", "in", "to", "from", "towards"]
    static let emphases: Set<String> = ["far", "very", "most", "extreme"]

    /// Words of each relation by their first one, the longest first.
    static let relations: [String: [(words: [String], kind: RelationKind)]] = {
        let all = RelationKind.allCases.flatMap { kind in
            sayings(kind).map { (words: $0.split(separator: " ").map(String.init), kind: kind) }
        }
        return Dictionary(grouping: all.sorted { $0.words.count > $1.words.count }) { $0.words[0] }
    }()

    private static func sayings(_ kind: RelationKind) -> [String] {
        switch kind {
        case .on:
            ["on", "onto", "atop", "upon", "over", "above", "across", "on top of", "on the top of", "at the top of"]
        case .in: ["in", "inside", "inside of", "within", "into"]
        case .under: ["under", "below", "beneath", "underneath"]
        case .leftOf: besides("left")
        case .rightOf: besides("right")
        case .behind: ["behind", "in back of", "at the back of", "in the back of"]
        case .inFrontOf: ["in front of", "at the front of"]
        case .nextTo:
            [
                "next to", "beside", "besides", "by", "near", "near to", "close to", "adjacent to", "alongside",
                "touching", "against",
            ]
        case .between: ["between", "in between"]
        case .nearestTo: ["nearest to", "closest to", "nearer to", "closer to"]
        case .farthestFrom:
            [
                "farthest from", "furthest from", "farthest away from", "furthest away from", "far from", "away from",
                "far away from",
            ]
        }
    }

    private static func besides(_ side: String) -> [String] {
        ["\(side) of"]
            + ["to", "on", "at"].flatMap { word in
                ["", " side", " hand side"].map { "\(word) the \(side)\($0) of" }
            }
    }

    private static let ordinals = [
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    ]

    /// 2 of "second" and "2nd", up to ten.
    static func ordinal(_ word: String) -> Int? {
        if let place = ordinals.firstIndex(of: word) { return place + 1 }
        guard ["st", "nd", "rd", "th"].contains(where: word.hasSuffix), let number = Int(word.dropLast(2)) else {
            return nil
        }
        return (1...ordinals.count).contains(number) ? number : nil
    }

    /// "second" of 2.
    static func ordinal(_ number: Int) -> String {
        ordinals.indices.contains(number - 1) ? ordinals[number - 1] : "\(number)th"
    }

    /// The colours of a word: "red", "reddish", "red-white", "red-colored".
    static func colors(_ word: String) -> [ColorName] {
        if let color = ColorName(word: word) { return [color] }
        if word.contains("-") {
            let pieces = word.split(separator: "-").map(String.init).filter {
                !isColorSuffix($0) && !shades.contains($0)
            }
            let colors = pieces.compactMap { ColorName(word: $0) }
            return colors.count == pieces.count ? colors : []
        }
        guard word.hasSuffix("ish") else { return [] }
        let stem = String(word.dropLast(3))
        // bluish, reddish, whitish
        return (ColorName(word: stem) ?? ColorName(word: stem + "e") ?? ColorName(word: String(stem.dropLast()))).map {
            [$0]
        }
            ?? []
    }

    /// "coloured" says nothing of its own.
    static func isColorSuffix(_ word: String) -> Bool {
        ["colored", "coloured", "color", "colour"].contains(word)
    }

    /// "blue handled scissors": the colour before is a part's.
    static let partly: Set<String> = [
        "handled", "capped", "lidded", "labeled", "labelled", "striped", "topped", "rimmed", "tipped", "dotted",
    ]

    /// The colour of a part, of "red-handled" and "white-capped".
    static func partColor(_ word: String) -> ColorName? {
        let pieces = word.split(separator: "-").map(String.init)
        guard pieces.count == 2, pieces[1].hasSuffix("ed"), !isColorSuffix(pieces[1]) else { return nil }
        return ColorName(word: pieces[0])
    }
}
