public import Fathom
internal import FathomKernels

/// Writes an MCAP file front to back, with all indexes and CRCs; never reads or seeks.
///
/// After a call has failed, the file is as good as up to the last whole chunk, and every further call fails alike.
public final class MCAPWriter {
    public struct Options: Sendable {
        public var compression: MCAPCompression
        /// A chunk ends with the message that reaches so many uncompressed bytes.
        public var chunkSize: Int
        /// Each chunk is synchronized with the disk before the call that ended it returns.
        public var synchronizesChunks: Bool

        public init(
            compression: MCAPCompression = .none, chunkSize: Int = 4 << 20, synchronizesChunks: Bool = false
        ) {
            self.compression = compression
            self.chunkSize = chunkSize
            self.synchronizesChunks = synchronizesChunks
        }
    }

    /// What has been written, as the file's Statistics record will say it; messages of the open chunk are counted.
    public private(set) var statistics = MCAPStatistics()
    /// Bytes handed to the output so far; the open chunk is not among them.
    public var bytesWritten: UInt64 { output.offset }

    private let options: Options
    private let chunk: ChunkBuilder
    private var output: CheckedOutput
    private var summary = Summary()
    private var isClosed = false

    /// Begins the file.
    public init(to output: any MCAPOutput, header: MCAPHeader, options: Options = Options()) throws(EpisodeError) {
        self.options = options
        self.output = CheckedOutput(output)
        chunk = ChunkBuilder(options.compression)
        var begin = RecordBytes()
        begin.append(MCAP.magic)
        begin.append(header)
        try self.output.write(begin.bytes)
    }

    /// Registers a schema under the next free id.
    public func addSchema(name: String, encoding: String, data: [UInt8]) throws(EpisodeError) -> UInt16 {
        let id = try free(summary.schemas.last?.id, "schemas")
        try add(MCAPSchema(id: id, name: name, encoding: encoding, data: data))
        return id
    }

    /// Registers a channel under the next free id.
    public func addChannel(
        topic: String, messageEncoding: String, schemaID: UInt16, metadata: [String: String] = [:]
    ) throws(EpisodeError) -> UInt16 {
        let id = try free(summary.channels.last?.id, "channels")
        try add(
            MCAPChannel(
                id: id, schemaID: schemaID, topic: topic, messageEncoding: messageEncoding, metadata: metadata))
        return id
    }

    /// Registers a schema under its own id.
    func add(_ schema: MCAPSchema) throws(EpisodeError) {
        try check()
        summary.schemas.append(schema)
        statistics.schemaCount += 1
        var records = RecordBytes()
        records.append(schema)
        try append(records)
    }

    /// Registers a channel under its own id.
    func add(_ channel: MCAPChannel) throws(EpisodeError) {
        try check()
        guard channel.schemaID == 0 || summary.schemas.contains(where: { $0.id == channel.schemaID }) else {
            throw misuse("channel \(channel.topic) names schema \(channel.schemaID), which is not registered")
        }
        summary.channels.append(channel)
        statistics.channelCount += 1
        statistics.channelMessageCounts[channel.id] = 0
        var records = RecordBytes()
        records.append(channel)
        try append(records)
    }

    /// Writes a message whose data are the pieces one behind the other.
    ///
    /// The pieces are not copied: they are kept until the chunk ends, or compressed now.
    public func write(
        channelID: UInt16, sequence: UInt32, logTime: UInt64, publishTime: UInt64, pieces: [any ByteStorage]
    ) throws(EpisodeError) {
        try check()
        guard let count = statistics.channelMessageCounts[channelID] else {
            throw misuse("channel \(channelID) is not registered")
        }
        let length = pieces.reduce(0) { $0 + $1.bytes.count }
        try makeRoom(for: MCAP.headLength + ChunkBuilder.messageFieldsLength + length, "a message")
        try output.attempt { () throws(EpisodeError) in
            try chunk.append(
                channelID: channelID, sequence: sequence, logTime: logTime, publishTime: publishTime, pieces: pieces,
                length: length)
        }
        statistics.channelMessageCounts[channelID] = count + 1
        statistics.count(logTime)
        if chunk.uncompressedSize >= options.chunkSize { try endChunk() }
    }

    /// Writes an attachment behind the chunk, which ends.
    public func write(_ attachment: MCAPAttachment) throws(EpisodeError) {
        try check()
        try makeRoom(for: attachment.data.bytes.count, "an attachment")
        try endChunk()
        let fields = AttachmentBytes(attachment)
        summary.attachmentIndexes.append(fields.index(of: attachment, at: output.offset))
        statistics.attachmentCount += 1
        try output.write(fields.before)
        try output.write([attachment.data.bytes])
        try output.write(fields.after)
    }

    /// Writes named texts behind the chunk, which ends.
    public func write(_ metadata: MCAPMetadata) throws(EpisodeError) {
        try check()
        try endChunk()
        var record = RecordBytes()
        record.append(metadata)
        summary.metadataIndexes.append(
            MCAPMetadataIndex(offset: output.offset, length: UInt64(record.bytes.count), name: metadata.name))
        statistics.metadataCount += 1
        try output.write(record.bytes)
    }

    /// Ends the chunk, hands it to the output, and synchronizes.
    public func flush() throws(EpisodeError) {
        try check()
        try endChunk()
        try output.synchronize()
    }

    /// Ends the chunk and writes the summary; nothing can be written after it. The output stays open.
    public func close() throws(EpisodeError) {
        try check()
        try endChunk()
        isClosed = true
        var end = RecordBytes()
        end.append(MCAPDataEnd(dataSectionCRC: output.crc))
        try output.write(end.bytes)
        try output.write(summary.bytes(statistics, at: output.offset))
        try output.synchronize()
    }

    private func append(_ records: RecordBytes) throws(EpisodeError) {
        try makeRoom(for: records.bytes.count, "a record")
        try output.attempt { () throws(EpisodeError) in try chunk.append(records) }
    }

    /// Ends the chunk if so much more would make it larger than readers take.
    private func makeRoom(for count: Int, _ what: String) throws(EpisodeError) {
        let limit = Int(MCAPLimits().recordBytes) - (1 << 10)
        guard count <= limit else { throw misuse("\(what) of \(count) bytes; \(limit) are the most") }
        if chunk.uncompressedSize + count > limit { try endChunk() }
    }

    private func endChunk() throws(EpisodeError) {
        guard chunk.uncompressedSize > 0 else { return }
        defer { chunk.reset() }
        let index = try chunk.finish { pieces throws(EpisodeError) in
            try output.writeChunk(chunk, compression: options.compression, pieces)
        }
        summary.chunkIndexes.append(index)
        statistics.chunkCount += 1
        if options.synchronizesChunks { try output.synchronize() }
    }

    private func check() throws(EpisodeError) {
        if let failure = output.failure { throw failure }
        if isClosed { throw misuse("it is closed") }
    }

    private func free(_ last: UInt16?, _ what: String) throws(EpisodeError) -> UInt16 {
        guard last != UInt16.max else { throw misuse("more than \(UInt16.max) \(what)") }
        return (last ?? 0) + 1
    }

    private func misuse(_ reason: String) -> EpisodeError {
        .unwritable(file: output.name, reason: reason)
    }
}

extension MCAPStatistics {
    /// One message more; its channel's count apart.
    mutating func count(_ logTime: UInt64) {
        messageStartTime = messageCount == 0 ? logTime : min(messageStartTime, logTime)
        messageEndTime = max(messageEndTime, logTime)
        messageCount += 1
    }
}
