/// Reads an MCAP file by its indexes; a file without them, or cut anywhere, is scanned once instead.
public final class MCAPReader {
    public enum Order: Sendable {
        /// As written: the order in which a recorded pipeline processed.
        case file
        /// By log time; in file order where that is equal.
        case logTime
    }

    public var header: MCAPHeader { contents.header }
    public var schemas: [UInt16: MCAPSchema] { contents.schemas }
    public var channels: [UInt16: MCAPChannel] { contents.channels }
    public var statistics: MCAPStatistics { contents.statistics }
    public var chunkIndexes: [MCAPChunkIndex] { contents.chunkIndexes }
    public var attachmentIndexes: [MCAPAttachmentIndex] { contents.attachmentIndexes }
    public var metadataIndexes: [MCAPMetadataIndex] { contents.metadataIndexes }
    /// What is wrong with the file, where its end was not found in order: the reader then gives what lies before it.
    public var damage: EpisodeError? { contents.damage }

    private let contents: MCAPContents
    private let input: any MCAPSeekableInput
    private let limits: MCAPLimits

    /// - Throws: when the file does not begin as an MCAP file, or cannot be read.
    public init(_ input: any MCAPSeekableInput, limits: MCAPLimits = MCAPLimits()) throws(EpisodeError) {
        self.input = input
        self.limits = limits
        var problem: EpisodeError?
        do throws(EpisodeError) {
            if let summary = try MCAPContents(summaryOf: input, limits: limits) {
                contents = summary
                return
            }
        } catch {
            problem = error
        }
        var scan = try MCAPContents(scanning: input, limits: limits)
        scan.damage = scan.damage ?? problem
        contents = scan
    }

    /// The messages of the topics (all when `nil`) with a log time in `times`.
    public func messages(
        topics: Set<String>? = nil, times: ClosedRange<UInt64> = 0...UInt64.max, order: Order = .file
    ) -> MCAPMessages {
        let filter = MessageFilter(contents.channels, topics: topics, times: times)
        let reader = BlockReader(input, limits: limits)
        return switch order {
        case .file: MCAPMessages(MessagesInFileOrder(contents.blocks, filter, reader))
        case .logTime: MCAPMessages(MessagesByTime(contents.blocks, filter, reader, limits))
        }
    }

    /// - Throws: also when its CRC is wrong.
    public func attachment(_ index: MCAPAttachmentIndex) throws(EpisodeError) -> MCAPAttachment {
        try BlockReader(input, limits: limits).attachment(index)
    }

    public func metadata(_ index: MCAPMetadataIndex) throws(EpisodeError) -> MCAPMetadata {
        try BlockReader(input, limits: limits).metadata(index)
    }
}
