import Fathom
import FathomEpisodes
import Testing

@Suite struct WriterTests {
    @Test(arguments: MCAPCompression.allCases)
    func whatIsWrittenIsRead(compression: MCAPCompression) throws {
        let episode = Episode(compression: compression)
        let output = BytesOutput()
        let expected = try episode.write(to: output)

        let streamed = try MCAPStreamReader(BytesInput(output.bytes)).all()
        #expect(streamed.error == nil)
        let messages = streamed.records.compactMap { if case .message(let message) = $0 { message.text } else { nil } }
        #expect(messages == expected.messages)

        let reader = try MCAPReader(BytesInput(output.bytes))
        #expect(reader.damage == nil)
        #expect(reader.header == MCAPHeader(profile: "test", library: "fathom"))
        #expect(try reader.messages().all().map(\.text) == expected.messages)
        #expect(try reader.attachmentIndexes.map { try reader.attachment($0).text } == [expected.attachment])
        #expect(try reader.metadataIndexes.map { try reader.metadata($0).text } == [expected.metadata])
        #expect(reader.chunkIndexes.count > 5)
        #expect(
            reader.statistics.messageCount == 60 && reader.statistics.channelMessageCounts == [1: 20, 2: 20, 3: 20])
    }

    @Test func everyMessageIndexPointsAtItsMessages() throws {
        let bytes = try Episode().bytes()
        let reader = try MCAPReader(BytesInput(bytes))
        var entries: [MCAPMessageIndex.Entry] = []
        for record in try MCAPStreamReader(BytesInput(bytes)).all().records {
            if case .messageIndex(let index) = record { entries += index.records }
        }
        #expect(entries.count == 60)
        // Chunks are not compressed here: their records lie in the file as they are.
        for index in reader.chunkIndexes {
            let records = Int(index.chunkStartOffset + index.chunkLength - index.compressedSize)
            for channel in index.messageIndexOffsets {
                #expect(bytes[Int(channel.offset)] == MCAPOpcode.messageIndex.rawValue)
                #expect(bytes[Int(channel.offset) + 9] == UInt8(channel.channelID))
            }
            #expect(bytes[records] == MCAPOpcode.message.rawValue || bytes[records] == MCAPOpcode.schema.rawValue)
        }
    }

    @Test(arguments: MCAPCompression.allCases)
    func byTimeMergesChunksThatOverlap(compression: MCAPCompression) throws {
        let bytes = try Episode(compression: compression).bytes()
        let reader = try MCAPReader(BytesInput(bytes))
        let inFileOrder = try reader.messages().all()
        let byTime = try reader.messages(order: .logTime).all()
        #expect(inFileOrder.map(\.logTime) != byTime.map(\.logTime))
        // Swift's sort is stable.
        #expect(byTime.map(\.text) == inFileOrder.sorted { $0.logTime < $1.logTime }.map(\.text))
    }

    @Test func topicsAndTimesChooseMessages() throws {
        let reader = try MCAPReader(BytesInput(Episode(compression: .zstd).bytes()))
        let all = try reader.messages().all()
        for order in [MCAPReader.Order.file, .logTime] {
            let some = try reader.messages(topics: ["notes"], times: 100...400, order: order).all()
            #expect(
                Set(some.map(\.text)) == Set(all.filter { $0.channelID == 3 && 100...400 ~= $0.logTime }.map(\.text)))
            #expect(!some.isEmpty)
        }
        #expect(try reader.messages(topics: ["nothing"]).all().isEmpty)
    }

    @Test func largePiecesAreNotCopied() throws {
        final class Watched: MCAPOutput {
            let name = "watched"
            var addresses: Set<UnsafeRawPointer> = []
            func write(_ pieces: [UnsafeRawBufferPointer]) { addresses.formUnion(pieces.compactMap(\.baseAddress)) }
            func synchronize() {}
        }
        let output = Watched()
        let writer = try MCAPWriter(to: output, header: MCAPHeader(), options: .init(chunkSize: 1 << 20))
        let channel = try writer.addChannel(topic: "t", messageEncoding: "", schemaID: 0)
        let piece = OwnedBytes([UInt8](repeating: 1, count: 100_000))
        try writer.write(channelID: channel, sequence: 0, logTime: 0, publishTime: 0, pieces: [piece])
        #expect(writer.bytesWritten < 1000)
        try writer.close()
        #expect(output.addresses.contains(try #require(piece.bytes.baseAddress)))
    }

    @Test func theSameMessagesAreTheSameBytes() throws {
        for compression in MCAPCompression.allCases {
            #expect(try Episode(compression: compression).bytes() == Episode(compression: compression).bytes())
        }
    }

    @Test func misuseIsNamed() throws {
        let writer = try MCAPWriter(to: BytesOutput(name: "a.mcap"), header: MCAPHeader())
        #expect(throws: EpisodeError.unwritable(file: "a.mcap", reason: "channel 9 is not registered")) {
            try writer.write(channelID: 9, sequence: 0, logTime: 0, publishTime: 0, pieces: [])
        }
        #expect(
            throws: EpisodeError.unwritable(
                file: "a.mcap", reason: "channel t names schema 5, which is not registered")
        ) {
            _ = try writer.addChannel(topic: "t", messageEncoding: "", schemaID: 5)
        }
        try writer.close()
        #expect(throws: EpisodeError.unwritable(file: "a.mcap", reason: "it is closed")) {
            _ = try writer.addChannel(topic: "t", messageEncoding: "", schemaID: 0)
        }
    }

    @Test func anEpisodeWithoutMessagesIsWhole() throws {
        let output = BytesOutput()
        try MCAPWriter(to: output, header: MCAPHeader()).close()
        let reader = try MCAPReader(BytesInput(output.bytes))
        #expect(reader.damage == nil && reader.statistics == MCAPStatistics())
        #expect(try reader.messages().all().isEmpty)
    }
}
