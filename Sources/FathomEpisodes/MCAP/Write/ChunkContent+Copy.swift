internal import FathomKernels

extension ChunkContent {
    /// What another file's chunk holds; its schemas, channels and messages are registered and counted.
    init(_ chunk: ChunkFields, _ records: ChunkRecords, _ registry: inout Registry) throws(EpisodeError) {
        self.init(compression: chunk.compression)
        uncompressedSize = UInt64(records.bytes.count)
        crc = fathom_crc32(0, records.bytes.baseAddress, records.bytes.count)
        var records = records
        while let entry = try records.next() {
            var fields = entry.fields
            switch entry.kind {
            case .schema: try registry.register(MCAPSchema(&fields))
            case .channel: try registry.register(MCAPChannel(&fields))
            default:
                let message = try MessageFields(&fields)
                try registry.check(message.channelID)
                registry.count(message.channelID, message.logTime)
                addMessage(channelID: message.channelID, logTime: message.logTime, at: UInt64(entry.offset))
            }
        }
    }
}
