public import Fathom

/// Writes an MCAP file front to back, with all indexes and CRCs; never reads or seeks.
///
/// After a write has failed, the file is as good as up to the last whole chunk, and every further call fails alike.
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
    public var statistics: MCAPStatistics { registry.statistics }
    /// Bytes handed to the output so far; the open chunk is not among them.
    public var bytesWritten: UInt64 { output.offset }
    /// Why the output took no more.
    public var failure: EpisodeError? { output.failure }

    private let options: Options
    private let chunk: ChunkBuilder
    private var registry: Registry
    private var output: CheckedOutput
    private var indexes = WrittenIndexes()
    private var isClosed = false

    /// Begins the file.
    public init(to output: any MCAPOutput, header: MCAPHeader, options: Options = Options()) throws(EpisodeError) {
        self.options = options
        self.output = CheckedOutput(output)
        chunk = ChunkBuilder(options.compression)
        registry = Registry(file: output.name)
        var begin = RecordBytes()
        begin.append(MCAP.magic)
        begin.append(header)
        try self.output.write(begin.bytes)
    }

    /// Registers a schema under the next free id.
    public func addSchema(name: String, encoding: String, data: [UInt8]) throws(EpisodeError) -> UInt16 {
        let id = try registry.freeSchemaID()
        try add(MCAPSchema(id: id, name: name, encoding: encoding, data: data))
        return id
    }

    /// Registers a channel under the next free id.
    public func addChannel(
        topic: String, messageEncoding: String, schemaID: UInt16, metadata: [String: String] = [:]
    ) throws(EpisodeError) -> UInt16 {
        let id = try registry.freeChannelID()
        try add(
            MCAPChannel(
                id: id, schemaID: schemaID, topic: topic, messageEncoding: messageEncoding, metadata: metadata))
        return id
    }

    /// Registers a schema under its own id.
    func add(_ schema: MCAPSchema) throws(EpisodeError) {
        try check()
        try registry.register(schema)
        var records = RecordBytes()
        records.append(schema)
        try append(records)
    }

    /// Registers a channel under its own id.
    func add(_ channel: MCAPChannel) throws(EpisodeError) {
        try check()
        try registry.register(channel)
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
        try registry.check(channelID)
        let length = pieces.reduce(0) { $0 + $1.bytes.count }
        try makeRoom(for: MCAP.headLength + ChunkBuilder.messageFieldsLength + length, "a message")
        try output.attempt { () throws(EpisodeError) in
            try chunk.append(
                channelID: channelID, sequence: sequence, logTime: logTime, publishTime: publishTime, pieces: pieces,
                length: length)
        }
        registry.count(channelID, logTime)
        if chunk.uncompressedSize >= options.chunkSize { try endChunk() }
    }

    /// Writes an attachment behind the chunk, which ends.
    public func write(_ attachment: MCAPAttachment) throws(EpisodeError) {
        try check()
        try makeRoom(for: attachment.data.bytes.count, "an attachment")
        try endChunk()
        let bytes = AttachmentBytes(attachment)
        let index = bytes.index(of: attachment, at: output.offset)
        try output.write(bytes.before)
        try output.write([attachment.data.bytes])
        try output.write(bytes.after)
        indexes.attachments.append(index)
        registry.statistics.attachmentCount += 1
    }

    /// Writes named texts behind the chunk, which ends.
    public func write(_ metadata: MCAPMetadata) throws(EpisodeError) {
        try check()
        try endChunk()
        var record = RecordBytes()
        record.append(metadata)
        let index = MCAPMetadataIndex(
            offset: output.offset, length: UInt64(record.bytes.count), name: metadata.name)
        try output.write(record.bytes)
        indexes.metadata.append(index)
        registry.statistics.metadataCount += 1
    }

    /// Writes a chunk of another file as it is, with indexes of its own.
    ///
    /// - Parameter records: those of the chunk.
    /// - Throws: also when they do not fit to what is registered; nothing has been written then.
    func copy(_ chunk: ChunkFields, _ records: ChunkRecords) throws(EpisodeError) {
        try check()
        try endChunk()
        var registry = registry
        let content = try ChunkContent(chunk, records, &registry)
        indexes.chunks.append(try output.writeChunk(content, [chunk.records]))
        self.registry = registry
        self.registry.statistics.chunkCount += 1
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
        try output.write(indexes.summary(registry, at: output.offset))
        try output.synchronize()
    }

    private func append(_ records: RecordBytes) throws(EpisodeError) {
        try makeRoom(for: records.bytes.count, "a record")
        try output.attempt { () throws(EpisodeError) in try chunk.append(records) }
    }

    /// Ends the chunk if so much more would make it larger than readers take.
    private func makeRoom(for count: Int, _ what: String) throws(EpisodeError) {
        let limit = Int(MCAPLimits().recordBytes) - (1 << 10)
        guard count <= limit else { throw registry.misuse("\(what) of \(count) bytes; \(limit) are the most") }
        if chunk.uncompressedSize + count > limit { try endChunk() }
    }

    private func endChunk() throws(EpisodeError) {
        guard chunk.uncompressedSize > 0 else { return }
        defer { chunk.reset() }
        let index = try chunk.finish { pieces throws(EpisodeError) in try output.writeChunk(chunk.content, pieces) }
        indexes.chunks.append(index)
        registry.statistics.chunkCount += 1
        if options.synchronizesChunks { try output.synchronize() }
    }

    private func check() throws(EpisodeError) {
        if let failure = output.failure { throw failure }
        if isClosed { throw registry.misuse("it is closed") }
    }
}
