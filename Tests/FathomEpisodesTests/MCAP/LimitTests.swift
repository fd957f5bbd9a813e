import Fathom
import FathomEpisodes
import Testing

@Suite struct LimitTests {
    private let tenGigabytes: UInt64 = 10_000_000_000
    private let magic: [UInt8] = [0x89, 0x4D, 0x43, 0x41, 0x50, 0x30, 0x0D, 0x0A]

    /// A file up to one record that claims `length`.
    private func file(_ opcode: MCAPOpcode, length: UInt64, _ content: [UInt8]) -> [UInt8] {
        let header: [UInt8] = [1] + number(8) + number(0)
        return magic + header + [opcode.rawValue] + number(length) + content
    }

    private func number(_ value: UInt64) -> [UInt8] {
        withUnsafeBytes(of: value.littleEndian) { [UInt8]($0) }
    }

    @Test(arguments: [MCAPOpcode.chunk, .message, .attachment, .schema])
    func aRecordThatClaimsTenGigabytesIsRefusedByName(opcode: MCAPOpcode) throws {
        let bytes = file(opcode, length: tenGigabytes, [UInt8](repeating: 0, count: 100))
        let expected = EpisodeError.damaged(
            file: "memory", offset: 25, field: "\(opcode.name).length", expected: "at most 268435456 bytes",
            found: "10000000000")
        #expect(try MCAPStreamReader(BytesInput(bytes)).all().error == expected)
        #expect(try MCAPReader(BytesInput(bytes)).damage == expected)
    }

    @Test func aChunkThatSaysItGrowsToTenGigabytesIsRefusedByName() throws {
        let content = number(0) + number(0) + number(tenGigabytes) + [0, 0, 0, 0, 4, 0, 0, 0] + Array("zstd".utf8)
        let bytes = file(.chunk, length: UInt64(content.count + 8), content + number(0))
        let expected = EpisodeError.damaged(
            file: "memory", offset: 25, field: "Chunk.uncompressed_size", expected: "at most 268435456 bytes",
            found: "10000000000")
        #expect(try MCAPStreamReader(BytesInput(bytes)).all().error == expected)
        #expect(try MCAPReader(BytesInput(bytes)).damage == expected)
    }

    @Test func aRecordOfAnUnknownKindMayBeLargeButNotLongerThanTheFile() throws {
        let bytes = magic + [1] + number(8) + number(0) + [0x7F] + number(.max) + [1, 2, 3]
        #expect(
            try MCAPStreamReader(BytesInput(bytes)).all().error
                == .cut(file: "memory", offset: 25, record: "record 127"))
    }

    @Test func whatIsNoMCAPFileIsNamed() {
        #expect(
            throws: EpisodeError.damaged(
                file: "memory", offset: 0, field: "magic", expected: "that of MCAP, version 0", found: "no bytes")
        ) { _ = try MCAPReader(BytesInput([])) }
        #expect(
            throws: EpisodeError.damaged(
                file: "memory", offset: 0, field: "magic", expected: "that of MCAP, version 0",
                found: "89 4d 43 41 50 31 d a")
        ) { _ = try MCAPStreamReader(BytesInput([0x89, 0x4D, 0x43, 0x41, 0x50, 0x31, 0x0D, 0x0A])) }
    }

    @Test func stricterLimitsHold() throws {
        let bytes = try Episode(compression: .zstd).bytes()
        let limits = MCAPLimits(recordBytes: 3000)
        guard
            case .damaged(_, _, let field, let expected, _) = try MCAPStreamReader(BytesInput(bytes), limits: limits)
                .all().error
        else { return #expect(Bool(false)) }
        #expect(field == "Chunk.uncompressed_size" && expected == "at most 3000 bytes")
    }
}
