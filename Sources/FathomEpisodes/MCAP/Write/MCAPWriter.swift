public import Fathom

/// How chunks are compressed.
public enum MCAPCompression: String, Sendable, CaseIterable {
    case none
    case lz4
    case zstd
}

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

    /// What has been written, as the file's Statistics record will say it.
    public private(set) var statistics = MCAPStatistics()
    /// Bytes handed to the output so far; the open chunk is not among them.
    public private(set) var bytesWritten: UInt64 = 0

    /// Begins the file.
    public init(to output: any MCAPOutput, header: MCAPHeader, options: Options = Options()) throws(EpisodeError) {}

    /// Registers a schema under the next free id.
    public func addSchema(name: String, encoding: String, data: [UInt8]) throws(EpisodeError) -> UInt16 { 0 }

    /// Registers a channel under the next free id.
    public func addChannel(
        topic: String, messageEncoding: String, schemaID: UInt16, metadata: [String: String] = [:]
    ) throws(EpisodeError) -> UInt16 { 0 }

    /// Writes a message whose data are the pieces one behind the other.
    ///
    /// The pieces are not copied: they are kept until the chunk ends, or compressed now.
    public func write(
        channelID: UInt16, sequence: UInt32, logTime: UInt64, publishTime: UInt64, pieces: [any ByteStorage]
    ) throws(EpisodeError) {}

    /// Writes an attachment behind the chunk, which ends.
    public func write(_ attachment: MCAPAttachment) throws(EpisodeError) {}

    /// Writes named texts behind the chunk, which ends.
    public func write(_ metadata: MCAPMetadata) throws(EpisodeError) {}

    /// Ends the chunk, hands it to the output, and synchronizes.
    public func flush() throws(EpisodeError) {}

    /// Ends the chunk and writes the summary; nothing can be written after it. The output stays open.
    public func close() throws(EpisodeError) {}
}
