/// The words of a phrase, lower case, without punctuation.
struct PhraseWords {
    struct Word {
        var text: String
        /// Counted from 1 in the phrase as the user wrote it.
        var position: Int
        var isAfterComma: Bool
    }

    static let maxBytes = 256
    static let maxWords = 32

    let all: [Word]

    /// - Throws: `Rejection` when the phrase is longer than any description.
    init(_ phrase: String) throws(Rejection) {
        guard phrase.utf8.count <= Self.maxBytes else {
            throw Rejection(
                "description", expected: "at most \(Self.maxBytes) bytes", found: "\(phrase.utf8.count) bytes")
        }
        var words: [Word] = []
        var position = 0
        var isAfterComma = false
        for piece in phrase.lowercased().split(whereSeparator: \.isWhitespace) {
            position += 1
            // "red,white" and "red/white" are one word to a person who counts, and two to the grammar.
            let parts = piece.split(omittingEmptySubsequences: false) { $0 == "," || $0 == "/" }
            for (index, part) in parts.enumerated() {
                if index > 0 { isAfterComma = true }
                let text = Self.bare(part)
                guard !text.isEmpty else { continue }
                words.append(Word(text: text, position: position, isAfterComma: isAfterComma))
                isAfterComma = false
            }
        }
        guard position <= Self.maxWords, words.count <= Self.maxWords else {
            throw Rejection("description", expected: "at most \(Self.maxWords) words", found: "'\(phrase)'")
        }
        all = words
    }

    /// Without quotes, brackets and points around it, and without a possessive: "robot's" is "robot".
    private static func bare(_ text: Substring) -> String {
        func isMark(_ character: Character) -> Bool { "\"'.;:!?()[]“”‘’«»".contains(character) }
        let start = text.drop(while: isMark)
        let word = String(start.reversed().drop(while: isMark).reversed())
        if word == "&" { return "and" }
        return word.hasSuffix("'s") || word.hasSuffix("’s") ? String(word.dropLast(2)) : word
    }
}
