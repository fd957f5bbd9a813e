/// A noun phrase taken apart: "the left red mug".
public struct Description: Sendable, Equatable {
    public var phrase: String
    public var colors: [ColorName]
    public var selector: Selector?
    package var noun: Noun?
    package var nounWord: String?
    /// "small" below 1, "big" above: how the noun's size range is read.
    package var sizeBias: Int
    /// Words that mean nothing here, with their position, 1 the first.
    public var unknownWords: [(position: Int, word: String)]

    /// Takes a phrase apart.
    /// - Throws: `Rejection` when it holds neither a colour nor a known noun.
    public init(_ phrase: String) throws(Rejection) {
        self.phrase = phrase
        colors = []
        sizeBias = 0
        unknownWords = []
        guard phrase.utf8.count <= 256 else {
            throw Rejection("description", expected: "at most 256 bytes", found: "\(phrase.utf8.count) bytes")
        }
        let words = phrase.lowercased().split { $0.isWhitespace || $0 == "," || $0 == "." }.map(String.init)
        for (index, word) in words.enumerated() {
            read(word, position: index + 1, isLast: index == words.count - 1)
        }
        guard noun != nil || !colors.isEmpty else {
            throw Rejection(
                "description",
                expected: "a colour (\(ColorName.allCases.map(\.rawValue).joined(separator: ", "))) or a "
                    + "noun of the lexicon (ball, cube, box, mug, bottle, …)", found: "'\(phrase)'")
        }
    }

    private mutating func read(_ word: String, position: Int, isLast: Bool) {
        if Self.fillers.contains(word) { return }
        // "the orange": the last word is a noun if it can be.
        if isLast, let noun = Lexicon.noun(word) {
            (self.noun, nounWord) = (noun, word)
        } else if let color = ColorName(word: word) {
            colors.append(color)
        } else if let selector = Selector(word: word) {
            self.selector = selector
        } else if let bias = Self.sizeWords[word] {
            sizeBias = bias
        } else if let noun = Lexicon.noun(word) {
            (self.noun, nounWord) = (noun, word)
        } else {
            unknownWords.append((position, word))
        }
    }

    private static let fillers: Set<String> = ["the", "a", "an", "one", "of", "and", "that", "this"]
    private static let sizeWords = ["small": -1, "little": -1, "tiny": -1, "big": 1, "large": 1, "huge": 1]

    /// What `other` would have to be called to be told from its like.
    func qualified(by selector: Selector) -> String {
        let rest = phrase.hasPrefix("the ") ? String(phrase.dropFirst(4)) : phrase
        return "the \(selector.rawValue) \(rest)"
    }

    public static func == (left: Self, right: Self) -> Bool {
        left.phrase == right.phrase
    }
}
