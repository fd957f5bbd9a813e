import Fathom
import FathomEpisodes

extension MCAPRecord {
    /// As `Conformance.expected` writes it; `nil` for message indexes, which those files leave out.
    var text: String? {
        switch self {
        case .header(let header): "Header library=\(header.library) profile=\(header.profile)"
        case .footer(let footer):
            "Footer summary_crc=\(footer.summaryCRC) summary_offset_start=\(footer.summaryOffsetStart) "
                + "summary_start=\(footer.summaryStart)"
        case .schema(let schema): schema.text
        case .channel(let channel): channel.text
        case .message(let message): message.text
        case .messageIndex: nil
        case .chunkIndex(let index):
            "ChunkIndex chunk_length=\(index.chunkLength) chunk_start_offset=\(index.chunkStartOffset) "
                + "compressed_size=\(index.compressedSize) compression=\(index.compression) "
                + "message_end_time=\(index.messageEndTime) message_index_length=\(index.messageIndexLength) "
                + "message_index_offsets=\(pairs(index.messageIndexOffsets.map { ("\($0.channelID)", "\($0.offset)") })) "
                + "message_start_time=\(index.messageStartTime) uncompressed_size=\(index.uncompressedSize)"
        case .attachment(let attachment): attachment.text
        case .attachmentIndex(let index):
            "AttachmentIndex create_time=\(index.createTime) data_size=\(index.dataSize) length=\(index.length) "
                + "log_time=\(index.logTime) media_type=\(index.mediaType) name=\(index.name) offset=\(index.offset)"
        case .statistics(let statistics): statistics.text
        case .metadata(let metadata): metadata.text
        case .metadataIndex(let index):
            "MetadataIndex length=\(index.length) name=\(index.name) offset=\(index.offset)"
        case .summaryOffset(let offset):
            "SummaryOffset group_length=\(offset.groupLength) group_opcode=\(offset.groupOpcode) "
                + "group_start=\(offset.groupStart)"
        case .dataEnd(let end): "DataEnd data_section_crc=\(end.dataSectionCRC)"
        }
    }
}

extension MCAPSchema {
    var text: String { "Schema data=\(list(data)) encoding=\(encoding) id=\(id) name=\(name)" }
}

extension MCAPChannel {
    var text: String {
        "Channel id=\(id) message_encoding=\(messageEncoding) metadata=\(pairs(metadata.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })) "
            + "schema_id=\(schemaID) topic=\(topic)"
    }
}

extension MCAPMessage {
    var text: String {
        "Message channel_id=\(channelID) data=\(list(data.bytes)) log_time=\(logTime) "
            + "publish_time=\(publishTime) sequence=\(sequence)"
    }
}

extension MCAPAttachment {
    var text: String {
        "Attachment create_time=\(createTime) data=\(list(data.bytes)) log_time=\(logTime) media_type=\(mediaType) "
            + "name=\(name)"
    }
}

extension MCAPMetadata {
    var text: String {
        "Metadata metadata=\(pairs(metadata.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })) name=\(name)"
    }
}

extension MCAPStatistics {
    var text: String {
        let counts = channelMessageCounts.sorted { $0.key < $1.key }.map { ("\($0.key)", "\($0.value)") }
        return "Statistics attachment_count=\(attachmentCount) channel_count=\(channelCount) "
            + "channel_message_counts=\(pairs(counts)) chunk_count=\(chunkCount) message_count=\(messageCount) "
            + "message_end_time=\(messageEndTime) message_start_time=\(messageStartTime) "
            + "metadata_count=\(metadataCount) schema_count=\(schemaCount)"
    }
}

private func list(_ bytes: some Sequence<UInt8>) -> String {
    "[\(bytes.map { "\($0)" }.joined(separator: ","))]"
}

private func pairs(_ pairs: [(String, String)]) -> String {
    "{\(pairs.map { "\($0.0):\($0.1)" }.joined(separator: ","))}"
}
