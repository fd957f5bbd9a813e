/// All blocks that overlap in time, merged.
///
/// Of an open block only the places of its messages are kept; its bytes are read again when they have been dropped for
/// others.
struct MessagesByTime: MessageSequence {
    private struct Place: Comparable {
        let logTime: UInt64
        let block: Int
        let offset: Int

        static func < (a: Place, b: Place) -> Bool {
            (a.logTime, a.block, a.offset) < (b.logTime, b.block, b.offset)
        }
    }

    private static let mostRecent = 8
    private let filter: MessageFilter
    private let reader: BlockReader
    private let limits: MCAPLimits
    /// In file order.
    private let blocks: [MCAPContents.Block]
    /// Those not open yet, by the time of their first message.
    private var closed: ArraySlice<Int>
    private var places = Heap<Place>()
    /// The least recently used first.
    private var recent: [(block: Int, records: ChunkRecords)] = []

    init(
        _ blocks: [MCAPContents.Block], _ filter: MessageFilter, _ reader: BlockReader, _ limits: MCAPLimits
    ) {
        let blocks = blocks.filter(filter.takes)
        self.filter = filter
        self.reader = reader
        self.limits = limits
        self.blocks = blocks
        closed =
            blocks.indices.sorted {
                (blocks[$0].times.lowerBound, $0) < (blocks[$1].times.lowerBound, $1)
            }[...]
    }

    mutating func next() throws(EpisodeError) -> MCAPMessage? {
        try openBlocks()
        guard let place = places.popFirst() else { return nil }
        var records = try records(of: place.block)
        records.move(to: place.offset)
        return try filter.next(in: &records).map { MCAPMessage($0.message, in: records.owner) }
    }

    /// Opens all blocks that may hold the next message.
    private mutating func openBlocks() throws(EpisodeError) {
        while let block = closed.first, places.first.map({ blocks[block].times.lowerBound <= $0.logTime }) ?? true {
            closed.removeFirst()
            var records = try records(of: block)
            while let (message, offset) = try filter.next(in: &records) {
                places.insert(Place(logTime: message.logTime, block: block, offset: offset))
            }
        }
    }

    private mutating func records(of block: Int) throws(EpisodeError) -> ChunkRecords {
        if let index = recent.lastIndex(where: { $0.block == block }) {
            let found = recent.remove(at: index)
            recent.append(found)
            return found.records
        }
        let records = try reader.records(of: blocks[block])
        recent.append((block, records))
        while recent.count > 1, recent.count > Self.mostRecent || recentBytes > limits.recordBytes {
            recent.removeFirst()
        }
        return records
    }

    private var recentBytes: UInt64 { recent.reduce(0) { $0 + UInt64($1.records.bytes.count) } }
}
