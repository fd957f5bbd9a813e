import Testing

@testable import Fathom

@Suite struct PhraseTextTests {
    @Test(arguments: 0..<8) func whatIsSaidPlainlyReadsBackAsTheSame(_ seed: UInt64) throws {
        var phrases = RandomPhrases(seed: seed)
        var read = 0
        for _ in 0..<400 {
            let phrase = phrases.next()
            let text = phrase.text
            guard text.utf8.count <= PhraseWords.maxBytes, text.split(separator: " ").count <= PhraseWords.maxWords
            else {
                continue
            }
            read += 1
            let description = try Description(text)
            #expect(description.head == phrase, "\(text) → \(description.head.text)")
            #expect(description.unknownWords.isEmpty, "\(text): \(description.unknownWords)")
        }
        #expect(read > 200)
    }

    /// The chooser settles an ambiguity by adding a place, or a relation, to what the user said.
    @Test func aPhraseCanBeGivenAPlaceOrAnAnchor() throws {
        var left = try Description("a red mug").head
        left.selector = .left
        #expect(left.text == "the left red mug")
        left.ordinal = 2
        #expect(left.text == "the second red mug from the left")
        var near = try Description("the red mug on the box").head
        near.relations.append(.init(.nearestTo, [try Description("blue bowl").head]))
        #expect(near.text == "the red mug on the box and nearest the blue bowl")
        #expect(try Description(near.text).head == near)
    }
}
