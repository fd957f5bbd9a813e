import Fathom
import FathomEpisodes

/// A small file that has everything: two schemas and channels, messages small and large, an attachment and metadata.
struct Episode {
    var compression = MCAPCompression.none
    var chunkSize = 4096
    var messageCount = 60
    /// Of every tenth message; the others are small.
    var largeSize = 6000
    /// Times go up and down, so that chunks overlap.
    var isShuffled = true

    struct Expected: Equatable {
        var messages: [String] = []
        var attachment = ""
        var metadata = ""
    }

    /// Writes the file, and says what a reader must find.
    @discardableResult
    func write(to output: any MCAPOutput) throws -> Expected {
        var random = SplitMix64(seed: 5)
        let writer = try MCAPWriter(
            to: output, header: MCAPHeader(profile: "test", library: "fathom"),
            options: MCAPWriter.Options(compression: compression, chunkSize: chunkSize))
        let schema = try writer.addSchema(name: "a.B", encoding: "protobuf", data: [1, 2, 3])
        let other = try writer.addSchema(name: "a.C", encoding: "jsonschema", data: [])
        let channels = [
            try writer.addChannel(
                topic: "frames/front", messageEncoding: "protobuf", schemaID: schema, metadata: ["k": "v", "a": "ä"]),
            try writer.addChannel(topic: "rewards/reach", messageEncoding: "json", schemaID: other),
            try writer.addChannel(topic: "notes", messageEncoding: "", schemaID: 0),
        ]
        var expected = Expected()
        for index in 0..<messageCount {
            if index == messageCount / 2 {
                let attachment = MCAPAttachment(
                    logTime: 7, name: "configuration.yaml", mediaType: "text/yaml", data: OwnedBytes([9, 8, 7]))
                try writer.write(attachment)
                expected.attachment = attachment.text
            }
            let size = index % 10 == 3 ? largeSize : index % 7
            let data = (0..<size).map { _ in UInt8.random(in: 0...(size > 100 ? 3 : 255), using: &random) }
            let time = UInt64(index * 10) + (isShuffled ? UInt64.random(in: 0...300, using: &random) : 0)
            let channel = channels[index % 3]
            let cut = data.count / 3
            try writer.write(
                channelID: channel, sequence: UInt32(index), logTime: time, publishTime: time + 1,
                pieces: [OwnedBytes(Array(data[..<cut])), OwnedBytes(Array(data[cut...]))])
            let message = MCAPMessage(
                channelID: channel, sequence: UInt32(index), logTime: time, publishTime: time + 1,
                data: OwnedBytes(data))
            expected.messages.append(message.text)
        }
        let metadata = MCAPMetadata(name: "fathom", metadata: ["version": "1", "clock": "monotonic"])
        try writer.write(metadata)
        expected.metadata = metadata.text
        try writer.close()
        return expected
    }

    func bytes() throws -> [UInt8] {
        let output = BytesOutput()
        try write(to: output)
        return output.bytes
    }
}

extension MCAPStreamReader {
    /// All records up to the end or the first error.
    func all() -> (records: [MCAPRecord], error: EpisodeError?) {
        var records: [MCAPRecord] = []
        do throws(EpisodeError) {
            while let record = try next() { records.append(record) }
            return (records, nil)
        } catch {
            return (records, error)
        }
    }
}
