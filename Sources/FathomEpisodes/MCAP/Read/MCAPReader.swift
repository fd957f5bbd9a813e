/// Reads an MCAP file by its indexes; a file without them, or cut anywhere, is scanned once instead.
public final class MCAPReader {
    public enum Order: Sendable {
        /// As written: the order in which a recorded pipeline processed.
        case file
        /// By log time; in file order where that is equal.
        case logTime
    }

    public private(set) var header = MCAPHeader()
    public private(set) var schemas: [UInt16: MCAPSchema] = [:]
    public private(set) var channels: [UInt16: MCAPChannel] = [:]
    public private(set) var statistics = MCAPStatistics()
    public private(set) var chunkIndexes: [MCAPChunkIndex] = []
    public private(set) var attachmentIndexes: [MCAPAttachmentIndex] = []
    public private(set) var metadataIndexes: [MCAPMetadataIndex] = []
    /// Why the file ends before its end; `nil` for a whole one. What the reader gives is what lies before it.
    public private(set) var damage: EpisodeError?

    public init(_ input: any MCAPSeekableInput, limits: MCAPLimits = MCAPLimits()) throws(EpisodeError) {}

    /// The messages of the topics (all when `nil`) with a log time in `times`.
    public func messages(
        topics: Set<String>? = nil, times: ClosedRange<UInt64> = 0...UInt64.max, order: Order = .file
    ) -> MCAPMessages { MCAPMessages() }

    public func attachment(_ index: MCAPAttachmentIndex) throws(EpisodeError) -> MCAPAttachment {
        throw .unreadable(file: "", reason: "not built yet")
    }

    public func metadata(_ index: MCAPMetadataIndex) throws(EpisodeError) -> MCAPMetadata {
        throw .unreadable(file: "", reason: "not built yet")
    }
}

/// Messages, one after another; a chunk's are read when the first of them is asked for.
public final class MCAPMessages {
    init() {}
    public func next() throws(EpisodeError) -> MCAPMessage? { nil }
}
