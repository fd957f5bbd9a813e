/// What a chunk's records and indexes say of it, beside its bytes.
struct ChunkContent {
    var compression: String
    var uncompressedSize: UInt64 = 0
    var crc: UInt32 = 0
    private(set) var messageTimes: ClosedRange<UInt64>?
    private var indexes: [UInt16: MCAPMessageIndex] = [:]

    init(compression: String) {
        self.compression = compression
    }

    /// Ordered by channel.
    var messageIndexes: [MCAPMessageIndex] { indexes.values.sorted { $0.channelID < $1.channelID } }

    /// - Parameter offset: of the message's record within the chunk.
    mutating func addMessage(channelID: UInt16, logTime: UInt64, at offset: UInt64) {
        indexes[channelID, default: MCAPMessageIndex(channelID: channelID)].records.append(
            MCAPMessageIndex.Entry(logTime: logTime, offset: offset))
        messageTimes =
            messageTimes.map { min($0.lowerBound, logTime)...max($0.upperBound, logTime) } ?? logTime...logTime
    }
}
