/// One block after another.
struct MessagesInFileOrder: MessageSequence {
    private let filter: MessageFilter
    private let reader: BlockReader
    private var blocks: ArraySlice<MCAPContents.Block>
    private var records: ChunkRecords?

    init(_ blocks: [MCAPContents.Block], _ filter: MessageFilter, _ reader: BlockReader) {
        self.filter = filter
        self.reader = reader
        self.blocks = blocks.filter(filter.takes)[...]
    }

    mutating func next() throws(EpisodeError) -> MCAPMessage? {
        while true {
            if var current = records {
                if let (message, _) = try filter.next(in: &current) {
                    records = current
                    return MCAPMessage(message, in: current.owner)
                }
                // Let go before the next block is read, so that its memory may be used again.
                records = nil
            }
            guard let block = blocks.popFirst() else { return nil }
            records = try reader.records(of: block)
        }
    }
}
