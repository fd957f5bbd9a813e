/// Which messages are asked for.
struct MessageFilter {
    /// All of the file.
    let known: [UInt16: MCAPChannel]
    let channels: Set<UInt16>
    let times: ClosedRange<UInt64>

    init(_ known: [UInt16: MCAPChannel], topics: Set<String>?, times: ClosedRange<UInt64>) {
        self.known = known
        self.times = times
        channels = Set(known.values.lazy.filter { topics?.contains($0.topic) ?? true }.map(\.id))
    }

    func takes(_ block: MCAPContents.Block) -> Bool {
        block.times.overlaps(times) && !(block.channels?.isDisjoint(with: channels) ?? channels.isEmpty)
    }

    /// The next message of the chunk that is asked for, and its place there.
    func next(in records: inout ChunkRecords) throws(EpisodeError) -> (message: MessageFields, offset: Int)? {
        while let entry = try records.next() {
            guard entry.kind == .message else { continue }
            var fields = entry.fields
            let message = try MessageFields(&fields, of: known)
            if times.contains(message.logTime), channels.contains(message.channelID) { return (message, entry.offset) }
        }
        return nil
    }
}
