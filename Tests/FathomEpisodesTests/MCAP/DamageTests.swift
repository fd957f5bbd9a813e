import Fathom
import FathomEpisodes
import Foundation
import Testing

@Suite struct DamageTests {
    /// `FATHOM_FUZZ=100000 swift test -c release --filter DamageTests` looks longer.
    private static let rounds = ProcessInfo.processInfo.environment["FATHOM_FUZZ"].flatMap(Int.init) ?? 1500

    /// Small enough that every byte can be cut.
    private static func small(_ compression: MCAPCompression) -> Episode {
        Episode(compression: compression, chunkSize: 300, messageCount: 20, largeSize: 200)
    }

    @Test(arguments: MCAPCompression.allCases)
    func everyCutGivesWhatLiesBeforeIt(compression: MCAPCompression) throws {
        let bytes = try Self.small(compression).bytes()
        let reader = try MCAPReader(BytesInput(bytes))
        let all = try reader.messages().all().map(\.text)
        var counts: [Int] = []
        for length in 0..<bytes.count {
            let found = DamagedFile.read(Array(bytes[..<length]))
            #expect(!found.errors.isEmpty, "cut at \(length)")
            #expect(found.streamed == Array(all.prefix(found.streamed.count)), "cut at \(length)")
            #expect(found.indexed == found.streamed, "cut at \(length)")
            counts.append(found.streamed.count)
        }
        #expect(counts == counts.sorted() && counts.last == all.count)
        // A chunk counts as soon as it is whole.
        for index in reader.chunkIndexes {
            let end = Int(index.chunkStartOffset + index.chunkLength)
            #expect(counts[end - 1] < counts[end])
        }
    }

    @Test func randomCutsOfALargeFile() throws {
        let bytes = try Episode(compression: .lz4, chunkSize: 20_000, messageCount: 400).bytes()
        let all = try MCAPReader(BytesInput(bytes)).messages().all().map(\.text)
        var random = SplitMix64(seed: 11)
        for _ in 0..<Self.rounds / 50 {
            let length = Int.random(in: 0..<bytes.count, using: &random)
            let found = DamagedFile.read(Array(bytes[..<length]))
            #expect(!found.errors.isEmpty)
            #expect(found.indexed == Array(all.prefix(found.indexed.count)), "cut at \(length)")
        }
    }

    @Test(arguments: MCAPCompression.allCases)
    func noCorruptionCrashes(compression: MCAPCompression) throws {
        let bytes = try Self.small(compression).bytes()
        let checksums = try MCAPReader(BytesInput(bytes)).chunkIndexes.map { Int($0.chunkStartOffset) + 33 }
        var corrupt = Corruption(seed: UInt64(compression.rawValue.utf8.reduce(0) { $0 + Int($1) }))
        for _ in 0..<Self.rounds / 3 {
            let found = DamagedFile.read(corrupt(bytes, checksums: checksums))
            // More than the file can hold would be invented.
            #expect(found.streamed.count < 60 && found.indexed.count < 60)
        }
    }
}
