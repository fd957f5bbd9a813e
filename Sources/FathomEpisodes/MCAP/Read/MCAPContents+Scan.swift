internal import Fathom

extension MCAPContents {
    /// Reads the whole file, up to where it is cut or damaged.
    init(scanning input: any MCAPSeekableInput, limits: MCAPLimits) throws(EpisodeError) {
        let records = RecordInput(SeekableRange(of: input), limits: limits)
        header = try records.takeBegin()
        let inflater = ChunkInflater()
        do throws(EpisodeError) {
            var isEnded = false
            while !isEnded {
                guard let head = try records.nextHead() else {
                    throw EpisodeError.cut(
                        file: input.name, offset: records.offset, record: "the file, before its footer")
                }
                isEnded = try add(head, in: records, inflater)
            }
        } catch {
            damage = error
        }
        statistics.schemaCount = UInt16(clamping: schemas.count)
        statistics.channelCount = UInt32(channels.count)
        statistics.chunkCount = UInt32(chunkIndexes.count)
        statistics.attachmentCount = UInt32(attachmentIndexes.count)
        statistics.metadataCount = UInt32(metadataIndexes.count)
    }

    /// `true` at the end of the data.
    private mutating func add(
        _ head: RecordHead, in records: RecordInput, _ inflater: ChunkInflater
    ) throws(EpisodeError) -> Bool {
        guard let kind = head.kind else {
            try records.skip(head)
            return false
        }
        var fields = try records.body(of: head)
        switch kind {
        case .chunk: try add(ChunkFields(&fields, limits: records.limits), head, in: records.buffer, inflater)
        case .messageIndex: chunkIndexes.indices.last.map { chunkIndexes[$0].add(fields, head) }
        case .schema, .channel, .message: try addLoose(kind, fields, head)
        case .attachment:
            guard let buffer = records.buffer else { break }
            let attachment = try MCAPAttachment(&fields, in: buffer)
            attachmentIndexes.append(MCAPAttachmentIndex(attachment, head))
        case .metadata:
            let name = try MCAPMetadata(&fields).name
            metadataIndexes.append(MCAPMetadataIndex(offset: head.offset, length: head.wholeLength, name: name))
        case .dataEnd:
            try fields.check(MCAPDataEnd(&fields).dataSectionCRC, is: records.crcBeforeHead, "data_section_crc")
            return true
        default: throw fields.place.damaged("opcode", expected: "a record of the data section", found: kind.name)
        }
        try check(max(blocks.count, attachmentIndexes.count, metadataIndexes.count), records.limits, at: fields.place)
        return false
    }

    private mutating func add(
        _ chunk: ChunkFields, _ head: RecordHead, in buffer: RecordBuffer?, _ inflater: ChunkInflater
    ) throws(EpisodeError) {
        var records = try inflater.records(of: chunk, in: buffer)
        var block = Block(
            offset: head.offset, length: head.wholeLength, times: UInt64.max...UInt64.max, channels: [], isChunk: true)
        // First to the end: of a chunk that is wrong nothing is taken.
        var counted = self
        while let entry = try records.next() { try counted.add(entry.kind, entry.fields, to: &block) }
        self = counted
        blocks.append(block)
        let isEmpty = block.channels?.isEmpty ?? true
        chunkIndexes.append(
            MCAPChunkIndex(
                messageStartTime: isEmpty ? 0 : block.times.lowerBound,
                messageEndTime: isEmpty ? 0 : block.times.upperBound,
                chunkStartOffset: head.offset, chunkLength: head.wholeLength, compression: chunk.compression,
                compressedSize: UInt64(chunk.records.count), uncompressedSize: chunk.uncompressedSize))
    }

    private mutating func addLoose(
        _ kind: MCAPOpcode, _ fields: RecordFields, _ head: RecordHead
    ) throws(EpisodeError) {
        let isContinued = blocks.last.map { !$0.isChunk && $0.end == head.offset && $0.length < 4 << 20 } ?? false
        var block =
            isContinued
            ? blocks.removeLast()
            : Block(offset: head.offset, length: 0, times: UInt64.max...UInt64.max, channels: [], isChunk: false)
        defer { if block.length > 0 { blocks.append(block) } }
        try add(kind, fields, to: &block)
        block.length += head.wholeLength
    }

    private mutating func add(
        _ kind: MCAPOpcode, _ fields: RecordFields, to block: inout Block
    ) throws(EpisodeError) {
        var fields = fields
        switch kind {
        case .schema: try add(MCAPSchema(&fields), at: fields.place)
        case .channel: try add(MCAPChannel(&fields), at: fields.place)
        default:
            let message = try MessageFields(&fields, of: channels)
            statistics.count(message.channelID, message.logTime)
            let isFirst = block.channels?.isEmpty ?? true
            block.channels?.insert(message.channelID)
            block.times =
                isFirst
                ? message.logTime...message.logTime
                : min(block.times.lowerBound, message.logTime)...max(block.times.upperBound, message.logTime)
        }
    }
}

extension MCAPChunkIndex {
    /// Adds a message index that follows the chunk.
    fileprivate mutating func add(_ fields: RecordFields, _ head: RecordHead) {
        var fields = fields
        guard let channelID: UInt16 = try? fields.number("channel_id") else { return }
        messageIndexOffsets.append(ChannelOffset(channelID: channelID, offset: head.offset))
        messageIndexLength += head.wholeLength
    }
}

extension MCAPAttachmentIndex {
    fileprivate init(_ attachment: MCAPAttachment, _ head: RecordHead) {
        self.init(
            offset: head.offset, length: head.wholeLength, logTime: attachment.logTime,
            createTime: attachment.createTime, dataSize: UInt64(attachment.data.bytes.count), name: attachment.name,
            mediaType: attachment.mediaType)
    }
}
