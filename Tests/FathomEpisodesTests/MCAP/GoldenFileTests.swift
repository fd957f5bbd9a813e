import FathomEpisodes
import Testing

@Suite struct GoldenFileTests {
    private let messages = [
        "Message channel_id=1 data=[97,98,99] log_time=20 publish_time=21 sequence=1",
        "Message channel_id=2 data=[123,125] log_time=10 publish_time=11 sequence=7",
    ]

    @Test(arguments: GoldenFile.allCases)
    func anotherWritersFileIsRead(file: GoldenFile) throws {
        let streamed = try MCAPStreamReader(BytesInput(file.bytes)).all()
        #expect(streamed.error == nil)
        let texts = streamed.records.compactMap(\.text)
        #expect(texts.filter { $0.hasPrefix("Message ") } == messages)
        #expect(
            texts.contains(
                "Attachment create_time=1 data=[104,101,108,108,111] log_time=2 media_type=text/plain name=n"))
        #expect(texts.contains("Metadata metadata={x:y} name=m"))

        let reader = try MCAPReader(BytesInput(file.bytes))
        #expect(reader.damage == nil && reader.header == MCAPHeader(profile: "p", library: "python"))
        #expect(try reader.messages().all().map(\.text) == messages)
        #expect(try reader.messages(order: .logTime).all().map(\.text) == messages.reversed())
        #expect(reader.channels[1]?.text == "Channel id=1 message_encoding=protobuf metadata={k:v} schema_id=1 topic=t")
        #expect(reader.schemas[1]?.text == "Schema data=[1,2] encoding=protobuf id=1 name=a.B")
        #expect(reader.statistics.messageCount == 2)
    }

    @Test(arguments: GoldenFile.allCases)
    func everyWrongByteIsNoticedOrHarmless(file: GoldenFile) {
        for index in file.bytes.indices {
            var bytes = file.bytes
            bytes[index] ^= 0x41
            let found = DamagedFile.read(bytes)
            // The magic, and all that the data's checksum covers, which the file has.
            #expect(found.streamed == messages || !found.errors.isEmpty, "byte \(index)")
        }
    }
}
