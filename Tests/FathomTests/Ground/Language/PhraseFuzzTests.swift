import Testing

@testable import Fathom

@Suite struct PhraseFuzzTests {
    /// Words of the grammar in any order, with what is no word among them.
    static let words: [String] =
        Vocabulary.relations.keys.sorted() + ["left", "right", "top", "front", "to", "from", "of"]
        + Array(Vocabulary.articles).sorted()
        + Array(Vocabulary.parts).sorted() + Array(Vocabulary.amounts).sorted() + Array(Vocabulary.wholes).sorted()
        + Array(Vocabulary.viewers).sorted() + Selector.allCases.map(\.rawValue) + SizeWord.allCases.map(\.rawValue)
        + Material.allCases.map(\.rawValue) + ColorName.allCases.map(\.rawValue)
        + ["and", "and", "and", "of", "of", "with", "with", "that", "is", "one", "one", "it", "not", "or", "between"]
        + ["middle", "second", "2nd", "99th", "far", "very", "red-handled", "-", "--", "ish", "th", ",", "flurb", "’s"]
        + [
            "mug", "mug", "box", "box", "cans", "table", "tomato", "soup", "can", "gripper", "fingers", "orange",
            "glass",
        ]

    @Test(arguments: 0..<8) func anyWordsAreReadOrRefused(_ seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        var accepted = 0
        for _ in 0..<400 {
            let count = Int.random(in: 0...34, using: &random)
            let phrase = (0..<count).compactMap { _ in Self.words.randomElement(using: &random) }
                .joined(separator: Bool.random(using: &random) ? " " : ", ")
            guard let description = try? Description(phrase) else { continue }
            accepted += 1
            try isSound(description)
        }
        #expect(accepted > 20)
    }

    @Test(arguments: 0..<4) func anyBytesAreReadOrRefused(_ seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        for _ in 0..<2000 {
            let bytes = (0..<Int.random(in: 0...300, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            let phrase = String(decoding: bytes, as: UTF8.self) + (Bool.random(using: &random) ? " red mug" : "")
            if let description = try? Description(phrase) { try isSound(description) }
        }
    }

    /// The longest chains of what opens another phrase end in time, whatever they mean.
    @Test(arguments: [
        "in the middle of ", "between ", "on the ", "with a ", "that is ", "and ", "of ", "nearest the ", "left ",
        "one ",
        "in the middle of the mug and ", "the mug nearest ", ",",
    ])
    func chainsAreBounded(_ piece: String) {
        for count in 1...40 {
            _ = try? Description("mug " + String(repeating: piece, count: count) + "the box")
            _ = try? Description(String(repeating: piece, count: count))
        }
    }

    /// What was read is bounded, in order, and says again what it says.
    private func isSound(_ description: Description) throws {
        let positions = description.unknownWords.map(\.position)
        #expect(positions == positions.sorted() && Set(positions).count == positions.count, "\(description.phrase)")
        #expect(positions.allSatisfy { (1...PhraseWords.maxWords).contains($0) })
        #expect(Self.depth(description.head) <= PhraseParser.maxDepth)
        #expect(!description.head.text.isEmpty)
    }

    private static func depth(_ phrase: NounPhrase) -> Int {
        phrase.relations.flatMap(\.anchors).map { depth($0) + 1 }.max() ?? 0
    }
}
