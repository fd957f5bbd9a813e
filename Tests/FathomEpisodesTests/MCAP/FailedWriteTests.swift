import Fathom
import FathomEpisodes
import Foundation
import Testing

@Suite struct FailedWriteTests {
    @Test func aFullDiskIsToldAndWhatWasWrittenStays() throws {
        let whole = try Episode().bytes()
        let expected = try MCAPReader(BytesInput(whole)).messages().all().map(\.text)
        for capacity in stride(from: 0, to: whole.count, by: 397) {
            let output = FailingOutput(capacity: capacity)
            #expect(throws: output.failure) { try Episode().write(to: output) }
            #expect(output.bytes == Array(whole[..<capacity]))
            guard let reader = try? MCAPReader(BytesInput(output.bytes)) else { continue }
            #expect(reader.damage != nil)
            let found = try reader.messages().all().map(\.text)
            #expect(found == Array(expected[..<found.count]))
        }
    }

    @Test func aFailureIsToldByEveryLaterCall() throws {
        let output = FailingOutput(capacity: 200)
        let writer = try MCAPWriter(to: output, header: MCAPHeader(), options: .init(chunkSize: 100))
        let channel = try writer.addChannel(topic: "t", messageEncoding: "", schemaID: 0)
        let piece = OwnedBytes([UInt8](repeating: 0, count: 300))
        for _ in 0..<3 {
            #expect(throws: output.failure) {
                try writer.write(channelID: channel, sequence: 0, logTime: 0, publishTime: 0, pieces: [piece])
            }
        }
        #expect(throws: output.failure) { try writer.flush() }
        #expect(throws: output.failure) { try writer.close() }
        #expect(output.bytes.count == 200)
    }

    @Test func aFullDeviceIsNamed() throws {
        // Every write to it fails as on a full disk; it stands in for the file.
        let folder = try TemporaryFolder()
        let path = folder.path + "/a.mcap"
        try FileManager.default.createSymbolicLink(atPath: path + ".partial", withDestinationPath: "/dev/full")
        let output = try FileOutput(path: path, overwrites: true)
        #expect(throws: EpisodeError.unwritable(file: path, reason: "No space left on device")) {
            try Episode().write(to: output)
        }
    }

    @Test func aMessageThatNoReaderWouldTakeIsRefused() throws {
        let writer = try MCAPWriter(to: BytesOutput(), header: MCAPHeader())
        let channel = try writer.addChannel(topic: "t", messageEncoding: "", schemaID: 0)
        let piece = OwnedBytes([UInt8](repeating: 0, count: 1 << 20))
        #expect(throws: EpisodeError.self) {
            try writer.write(
                channelID: channel, sequence: 0, logTime: 0, publishTime: 0,
                pieces: [any ByteStorage](repeating: piece, count: 257))
        }
        try writer.write(channelID: channel, sequence: 0, logTime: 0, publishTime: 0, pieces: [piece])
        try writer.close()
    }
}
