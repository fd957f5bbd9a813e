internal import Fathom

/// One record of an MCAP file, as the specification (mcap.dev/spec) names it; a chunk's are those in it.
public enum MCAPRecord: Sendable {
    case header(MCAPHeader)
    case footer(MCAPFooter)
    case schema(MCAPSchema)
    case channel(MCAPChannel)
    case message(MCAPMessage)
    case messageIndex(MCAPMessageIndex)
    case chunkIndex(MCAPChunkIndex)
    case attachment(MCAPAttachment)
    case attachmentIndex(MCAPAttachmentIndex)
    case statistics(MCAPStatistics)
    case metadata(MCAPMetadata)
    case metadataIndex(MCAPMetadataIndex)
    case summaryOffset(MCAPSummaryOffset)
    case dataEnd(MCAPDataEnd)
}

extension MCAPRecord {
    /// Reads any record but a chunk, for which it gives `nil`; what follows its fields belongs to a later version.
    init?(_ opcode: MCAPOpcode, _ fields: RecordFields, in owner: any ByteStorage) throws(EpisodeError) {
        var fields = fields
        switch opcode {
        case .header: self = .header(try MCAPHeader(&fields))
        case .footer: self = .footer(try MCAPFooter(&fields))
        case .schema: self = .schema(try MCAPSchema(&fields))
        case .channel: self = .channel(try MCAPChannel(&fields))
        case .message: self = .message(try MCAPMessage(&fields, in: owner))
        case .chunk: return nil
        case .messageIndex: self = .messageIndex(try MCAPMessageIndex(&fields))
        case .chunkIndex: self = .chunkIndex(try MCAPChunkIndex(&fields))
        case .attachment: self = .attachment(try MCAPAttachment(&fields, in: owner))
        case .attachmentIndex: self = .attachmentIndex(try MCAPAttachmentIndex(&fields))
        case .statistics: self = .statistics(try MCAPStatistics(&fields))
        case .metadata: self = .metadata(try MCAPMetadata(&fields))
        case .metadataIndex: self = .metadataIndex(try MCAPMetadataIndex(&fields))
        case .summaryOffset: self = .summaryOffset(try MCAPSummaryOffset(&fields))
        case .dataEnd: self = .dataEnd(try MCAPDataEnd(&fields))
        }
    }
}
