/// A thing described in words, and which of the words were understood.
public struct Description: Sendable, Equatable {
    /// As the user wrote it.
    public let phrase: String
    public let head: NounPhrase
    /// Words that mean nothing here and count for nothing, with their position in the phrase, 1 the first.
    public let unknownWords: [(position: Int, word: String)]

    /// Takes a phrase apart.
    /// - Throws: `Rejection` when it holds nothing to find a thing by, contradicts itself, says what the thing is not, or
    ///   is longer than 256 bytes, 32 words or 4 nested relations.
    public init(_ phrase: String, lexicon: Lexicon = .standard) throws(Rejection) {
        var parser = PhraseParser(try PhraseWords(phrase), lexicon: lexicon, phrase: phrase)
        self.phrase = phrase
        head = try parser.parse()
        unknownWords = parser.unknown.sorted { $0.position < $1.position }.map { ($0.position, $0.text) }
    }

    public static func == (left: Self, right: Self) -> Bool {
        left.phrase == right.phrase && left.head == right.head
    }
}
