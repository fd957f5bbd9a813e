/// What is in a file, and where.
struct MCAPContents {
    /// A part of the file that holds messages: a chunk, or records that are in none.
    struct Block {
        var offset: UInt64
        var length: UInt64
        var times: ClosedRange<UInt64>
        /// Whose messages are in it; `nil` when that is not known.
        var channels: Set<UInt16>?
        var isChunk: Bool

        var end: UInt64 { offset + length }
    }

    var header = MCAPHeader()
    var schemas: [UInt16: MCAPSchema] = [:]
    var channels: [UInt16: MCAPChannel] = [:]
    var statistics = MCAPStatistics()
    var chunkIndexes: [MCAPChunkIndex] = []
    var attachmentIndexes: [MCAPAttachmentIndex] = []
    var metadataIndexes: [MCAPMetadataIndex] = []
    /// In file order.
    var blocks: [Block] = []
    var damage: EpisodeError?

    /// Registers a schema; the same may come many times.
    mutating func add(_ schema: MCAPSchema, at place: RecordPlace) throws(EpisodeError) {
        if let known = schemas.updateValue(schema, forKey: schema.id), known != schema {
            throw place.damaged("id", expected: "the schema \(known.name) again", found: "another, \(schema.name)")
        }
    }

    mutating func add(_ channel: MCAPChannel, at place: RecordPlace) throws(EpisodeError) {
        if let known = channels.updateValue(channel, forKey: channel.id), known != channel {
            throw place.damaged("id", expected: "the channel \(known.topic) again", found: "another, \(channel.topic)")
        }
    }

    /// - Parameter count: of entries of one kind, to be counted against the limit.
    func check(_ count: Int, _ limits: MCAPLimits, at place: RecordPlace) throws(EpisodeError) {
        guard count <= limits.entries else {
            throw place.damaged("count", expected: "at most \(limits.entries) in a file", found: "more")
        }
    }
}
