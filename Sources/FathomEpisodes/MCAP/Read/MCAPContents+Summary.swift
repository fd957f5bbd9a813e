internal import Fathom
internal import FathomKernels

extension MCAPContents {
    /// Reads the summary; `nil` when it does not tell all that is in the file.
    ///
    /// - Throws: where the file has no begin or end, or its summary is wrong.
    init?(summaryOf input: any MCAPSeekableInput, limits: MCAPLimits) throws(EpisodeError) {
        let begin = RecordInput(SeekableRange(of: input), limits: limits)
        header = try begin.takeBegin()
        let dataStart = begin.offset
        let tail = UInt64(MCAP.tailLength)
        guard input.size >= tail else { throw .cut(file: input.name, offset: input.size, record: "the file") }
        let footerStart = input.size - tail
        let end = RecordInput(SeekableRange(of: input, from: footerStart), startingAt: footerStart, limits: limits)
        guard let head = try end.nextHead(), head.kind == .footer, head.length == UInt64(MCAP.footerLength) else {
            throw .cut(file: input.name, offset: input.size, record: "the file, before its footer")
        }
        var fields = try end.body(of: head)
        let footer = try MCAPFooter(&fields)
        try end.takeMagic()
        guard footer.summaryStart != 0 else { return nil }
        guard footer.summaryStart <= footerStart, footerStart - footer.summaryStart <= limits.recordBytes else {
            throw fields.place.damaged(
                "summary_start", expected: "one within \(limits.recordBytes) bytes before the footer",
                found: "\(footer.summaryStart)")
        }

        let summary = RecordInput(
            SeekableRange(of: input, from: footer.summaryStart, to: footerStart), startingAt: footer.summaryStart,
            limits: limits)
        while let head = try summary.nextHead() { try add(head, in: summary, limits) }
        try fields.check(footer.summaryCRC, is: head.summaryCRC(after: summary.crc, fields.bytes), "summary_crc")
        guard tellsAll(from: dataStart, to: footer.summaryStart) else { return nil }
        addBlocks()
    }

    private mutating func add(
        _ head: RecordHead, in summary: RecordInput, _ limits: MCAPLimits
    ) throws(EpisodeError) {
        guard let kind = head.kind else { return try summary.skip(head) }
        var fields = try summary.body(of: head)
        switch kind {
        case .schema: try add(MCAPSchema(&fields), at: fields.place)
        case .channel: try add(MCAPChannel(&fields), at: fields.place)
        case .statistics: statistics = try MCAPStatistics(&fields)
        case .chunkIndex: chunkIndexes.append(try MCAPChunkIndex(&fields))
        case .attachmentIndex: attachmentIndexes.append(try MCAPAttachmentIndex(&fields))
        case .metadataIndex: metadataIndexes.append(try MCAPMetadataIndex(&fields))
        case .summaryOffset: break
        default: throw fields.place.damaged("opcode", expected: "a record of a summary", found: kind.name)
        }
        try check(max(chunkIndexes.count, attachmentIndexes.count, metadataIndexes.count), limits, at: fields.place)
    }

    /// Whether everything between the header and the end of the data is indexed: then no messages are outside of chunks.
    private func tellsAll(from dataStart: UInt64, to summaryStart: UInt64) -> Bool {
        guard chunkIndexes.count == statistics.chunkCount, channels.count == statistics.channelCount,
            schemas.count == statistics.schemaCount
        else { return false }
        let lengths =
            chunkIndexes.map { $0.chunkLength &+ $0.messageIndexLength } + attachmentIndexes.map(\.length)
            + metadataIndexes.map(\.length)
        return lengths.reduce(dataStart + UInt64(MCAP.dataEndLength), &+) == summaryStart
    }

    private mutating func addBlocks() {
        blocks = chunkIndexes.sorted { $0.chunkStartOffset < $1.chunkStartOffset }.map { index in
            let channels = Set(index.messageIndexOffsets.map(\.channelID))
            return Block(
                offset: index.chunkStartOffset, length: index.chunkLength,
                times: min(index.messageStartTime, index.messageEndTime)...index.messageEndTime,
                channels: channels.isEmpty ? nil : channels, isChunk: true)
        }
    }
}
