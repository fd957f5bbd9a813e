internal import FathomKernels

/// Where a writer has put what readers look for.
struct WrittenIndexes {
    var chunks: [MCAPChunkIndex] = []
    var attachments: [MCAPAttachmentIndex] = []
    var metadata: [MCAPMetadataIndex] = []

    /// The summary, its offsets, the footer and the magic, as they stand at `start`.
    func summary(_ registry: Registry, at start: UInt64) -> [UInt8] {
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
        group(.schema) { for schema in registry.schemas { $0.append(schema) } }
        group(.channel) { for channel in registry.channels { $0.append(channel) } }
        group(.statistics) { $0.append(registry.statistics) }
        group(.chunkIndex) { for index in chunks { $0.append(index) } }
        group(.attachmentIndex) { for index in attachments { $0.append(index) } }
        group(.metadataIndex) { for index in metadata { $0.append(index) } }
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
