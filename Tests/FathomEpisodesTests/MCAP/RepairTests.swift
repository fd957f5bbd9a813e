import Fathom
import FathomEpisodes
import Foundation
import Testing

@Suite struct RepairTests {
    private let folder: TemporaryFolder
    private var path: String { folder.path + "/a.mcap" }

    init() throws {
        folder = try TemporaryFolder()
    }

    private func write(_ bytes: some Sequence<UInt8>, as name: String = "a.mcap") throws {
        try Data(bytes).write(to: URL(fileURLWithPath: folder.path + "/" + name))
    }

    private func messages(_ path: String) throws -> [String] {
        let reader = try MCAPReader(FileInput(path: path))
        #expect(reader.damage == nil)
        return try reader.messages().all().map(\.text)
    }

    @Test(arguments: MCAPCompression.allCases)
    func aFileCutAnywhereBecomesWholeUpToItsLastWholeChunk(compression: MCAPCompression) throws {
        let bytes = try Episode(compression: compression).bytes()
        let all = try MCAPReader(BytesInput(bytes)).messages().all().map(\.text)
        for length in stride(from: 100, to: bytes.count, by: bytes.count / 40) {
            try write(bytes[..<length])
            let before = try MCAPReader(FileInput(path: path)).messages().all().map(\.text)
            let outcome = Result { () throws(EpisodeError) in try Repair(path: path, overwrites: true).run() }
            guard !before.isEmpty else {
                #expect(throws: EpisodeError.self) { try outcome.get() }
                #expect(folder.names == ["a.mcap"])
                continue
            }
            guard case .repaired(let repaired, let kept, 0, let damage) = try outcome.get() else {
                return #expect(Bool(false), "cut at \(length)")
            }
            #expect(try messages(repaired) == before && before == Array(all.prefix(before.count)))
            #expect(kept.messages == UInt64(before.count) && kept.bytes <= UInt64(length))
            #expect(damage == .cut(file: path, offset: kept.bytes, record: "Chunk") || kept.bytes > 0)
            #expect(try Repair(path: repaired).run() == .whole)
            try FileManager.default.removeItem(atPath: repaired)
        }
    }

    @Test func aDamagedChunkIsLeftOut() throws {
        let bytes = try Episode().bytes()
        let reader = try MCAPReader(BytesInput(bytes))
        let wrong = reader.chunkIndexes[2]
        var damaged = bytes
        damaged[Int(wrong.chunkStartOffset + wrong.chunkLength) - 1] ^= 1
        try write(damaged)
        guard case .repaired(let repaired, let kept, 1, _) = try Repair(path: path).run() else {
            return #expect(Bool(false))
        }
        #expect(kept.chunks == UInt32(reader.chunkIndexes.count - 1))
        let lost = wrong.messageIndexOffsets.count
        #expect(lost > 0 && kept.messages < reader.statistics.messageCount)
        let all = try reader.messages().all().map(\.text)
        #expect(try messages(repaired).allSatisfy(all.contains))
    }

    @Test func anUnfinishedEpisodeIsANormalInput() throws {
        let bytes = try Episode(compression: .zstd).bytes()
        try write(bytes[..<(bytes.count / 2)], as: "a.mcap.partial")
        guard case .repaired(path, _, 0, _) = try Repair(path: path + ".partial").run() else {
            return #expect(Bool(false))
        }
        #expect(folder.names == ["a.mcap", "a.mcap.partial"])
        #expect(try messages(path).count > 10)
    }

    @Test func aWholeFileIsLeftAlone() throws {
        let bytes = try Episode().bytes()
        try write(bytes)
        #expect(try Repair(path: path, output: path, overwrites: true).run() == .whole)
        #expect(folder.names == ["a.mcap"])
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == Data(bytes))
    }

    @Test func nothingIsOverwrittenUnlessAskedFor() throws {
        let bytes = try Episode().bytes()
        try write(bytes.dropLast(50))
        try write([1, 2, 3], as: "a.repaired.mcap")
        let taken = folder.path + "/a.repaired.mcap"
        #expect(throws: EpisodeError.unwritable(file: taken, reason: "is there already")) {
            _ = try Repair(path: path).run()
        }
        #expect(throws: EpisodeError.unwritable(file: path, reason: "is there already")) {
            _ = try Repair(path: path, output: path).run()
        }
        #expect(try Data(contentsOf: URL(fileURLWithPath: taken)) == Data([1, 2, 3]))
        #expect(folder.names == ["a.mcap", "a.repaired.mcap"])

        _ = try Repair(path: path, output: path, overwrites: true).run()
        #expect(try messages(path).count == 60)
        #expect(folder.names == ["a.mcap", "a.repaired.mcap"])
    }

    @Test func filesWithoutChunksOrIndexesGetThem() throws {
        for file in GoldenFile.allCases {
            try write(file.bytes.dropLast(60))
            _ = try Repair(path: path, output: path, overwrites: true).run()
            #expect(try messages(path).count == 2)
            let reader = try MCAPReader(FileInput(path: path))
            #expect(reader.chunkIndexes.count >= 1 && reader.attachmentIndexes.count == 1)
            #expect(reader.metadataIndexes.count == 1)
        }
    }

    @Test func noCorruptionMakesAFileThatIsWrong() throws {
        let bytes = try Episode(compression: .lz4, chunkSize: 300, messageCount: 20, largeSize: 200).bytes()
        let checksums = try MCAPReader(BytesInput(bytes)).chunkIndexes.map { Int($0.chunkStartOffset) + 33 }
        var corrupt = Corruption(seed: 9)
        for _ in 0..<150 {
            try write(corrupt(bytes, checksums: checksums))
            guard case .repaired(let repaired, let kept, _, _) = try? Repair(path: path, overwrites: true).run() else {
                continue
            }
            #expect(try messages(repaired).count == Int(kept.messages))
            #expect(try Repair(path: repaired, overwrites: true).run() == .whole)
        }
    }
}
