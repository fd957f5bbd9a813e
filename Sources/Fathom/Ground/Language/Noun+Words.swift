extension Noun {
    /// Why `text` can be no noun of a description, in the words after "found"; `nil` when it can.
    package static func problem(of text: String) -> String? {
        let words = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        guard (1...Lexicon.maxCompound).contains(words.count), text.utf8.count <= 64 else {
            return "'\(text)', which is not 1 to \(Lexicon.maxCompound) words of at most 64 bytes"
        }
        for word in words {
            let isPlain =
                !word.isEmpty
                && word.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
            guard isPlain else { return "'\(text)', which is not of a–z, 0–9 and -" }
            guard !Vocabulary.isGrammar(word) else { return "'\(text)', where '\(word)' is a word of the grammar" }
        }
        let first = words[0]
        if words.count == 1,
            Selector(word: first) != nil || SizeWord(word: first) != nil || Vocabulary.ordinal(first) != nil
        {
            return "'\(text)', which says which one"
        }
        return nil
    }
}

extension Vocabulary {
    /// Whether the word joins others and can be in no noun.
    static func isGrammar(_ word: String) -> Bool {
        articles.contains(word) || pronouns.contains(word) || relatives.contains(word) || verbs.contains(word)
            || denials.contains(word) || having.contains(word) || ["and", "or", "of"].contains(word)
            || relations[word]?.contains { $0.words.count == 1 } == true
    }
}
