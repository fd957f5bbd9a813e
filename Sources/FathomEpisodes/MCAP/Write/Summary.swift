internal import FathomKernels

/// What a writer collects for the end of the file.
struct Summary {
    var schemas: [MCAPSchema] = []
    var channels: [MCAPChannel] = []
    var chunkIndexes: [MCAPChunkIndex] = []
    var attachmentIndexes: [MCAPAttachmentIndex] = []
    var metadataIndexes: [MCAPMetadataIndex] = []

    /// The summary, its offsets, the footer and the magic, as they stand at `start`.
    func bytes(_ statistics: MCAPStatistics, at start: UInt64) -> [UInt8] {
        var records = RecordBytes()
        var offsets: [MCAPSummaryOffset] = []
        func group(_ opcode: MCAPOpcode, _ write: (inout RecordBytes) -> Void) {
            let before = records.bytes.count
            write(&records)
            let length = UInt64(records.bytes.count - before)
            guard length > 0 else { return }
            offsets.append(
                MCAPSummaryOffset(groupOpcode: opcode.rawValue, groupStart: start + UInt64(before), groupLength: length)
            )
        }
        group(.schema) { for schema in schemas { $0.append(schema) } }
        group(.channel) { for channel in channels { $0.append(channel) } }
        group(.statistics) { $0.append(statistics) }
        group(.chunkIndex) { for index in chunkIndexes { $0.append(index) } }
        group(.attachmentIndex) { for index in attachmentIndexes { $0.append(index) } }
        group(.metadataIndex) { for index in metadataIndexes { $0.append(index) } }
        let offsetStart = start + UInt64(records.bytes.count)
        for offset in offsets { records.append(offset) }

        records.number(MCAPOpcode.footer.rawValue)
        records.number(UInt64(MCAP.footerLength))
        records.number(start)
        records.number(offsetStart)
        records.number(fathom_crc32(0, records.bytes, records.bytes.count))
        records.append(MCAP.magic)
        return records.bytes
    }
}
