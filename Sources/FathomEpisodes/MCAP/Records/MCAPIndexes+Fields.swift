extension MCAPMessageIndex {
    init(_ fields: inout RecordFields) throws(EpisodeError) {
        channelID = try fields.number("channel_id")
        var entries = try fields.part("records")
        while !entries.isAtEnd {
            records.append(Entry(logTime: try entries.number("records"), offset: try entries.number("records")))
        }
    }
}

extension MCAPChunkIndex {
    init(_ fields: inout RecordFields) throws(EpisodeError) {
        messageStartTime = try fields.number("message_start_time")
        messageEndTime = try fields.number("message_end_time")
        chunkStartOffset = try fields.number("chunk_start_offset")
        chunkLength = try fields.number("chunk_length")
        var offsets = try fields.part("message_index_offsets")
        while !offsets.isAtEnd {
            let channelID: UInt16 = try offsets.number("message_index_offsets")
            let offset: UInt64 = try offsets.number("message_index_offsets")
            messageIndexOffsets.append(ChannelOffset(channelID: channelID, offset: offset))
        }
        messageIndexLength = try fields.number("message_index_length")
        compression = try fields.text("compression")
        compressedSize = try fields.number("compressed_size")
        uncompressedSize = try fields.number("uncompressed_size")
    }
}

extension MCAPAttachmentIndex {
    init(_ fields: inout RecordFields) throws(EpisodeError) {
        offset = try fields.number("offset")
        length = try fields.number("length")
        logTime = try fields.number("log_time")
        createTime = try fields.number("create_time")
        dataSize = try fields.number("data_size")
        name = try fields.text("name")
        mediaType = try fields.text("media_type")
    }
}

extension MCAPMetadataIndex {
    init(_ fields: inout RecordFields) throws(EpisodeError) {
        offset = try fields.number("offset")
        length = try fields.number("length")
        name = try fields.text("name")
    }
}

extension MCAPStatistics {
    init(_ fields: inout RecordFields) throws(EpisodeError) {
        messageCount = try fields.number("message_count")
        schemaCount = try fields.number("schema_count")
        channelCount = try fields.number("channel_count")
        attachmentCount = try fields.number("attachment_count")
        metadataCount = try fields.number("metadata_count")
        chunkCount = try fields.number("chunk_count")
        messageStartTime = try fields.number("message_start_time")
        messageEndTime = try fields.number("message_end_time")
        var counts = try fields.part("channel_message_counts")
        while !counts.isAtEnd {
            let channelID: UInt16 = try counts.number("channel_message_counts")
            channelMessageCounts[channelID] = try counts.number("channel_message_counts")
        }
    }
}

extension MCAPSummaryOffset {
    init(_ fields: inout RecordFields) throws(EpisodeError) {
        groupOpcode = try fields.number("group_opcode")
        groupStart = try fields.number("group_start")
        groupLength = try fields.number("group_length")
    }
}

extension MCAPDataEnd {
    init(_ fields: inout RecordFields) throws(EpisodeError) {
        dataSectionCRC = try fields.number("data_section_crc")
    }
}

extension MCAPFooter {
    init(_ fields: inout RecordFields) throws(EpisodeError) {
        summaryStart = try fields.number("summary_start")
        summaryOffsetStart = try fields.number("summary_offset_start")
        summaryCRC = try fields.number("summary_crc")
    }
}
