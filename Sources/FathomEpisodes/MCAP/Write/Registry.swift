/// The schemas and channels that a file being written has, and what has been counted.
struct Registry {
    let file: String
    private(set) var schemas: [MCAPSchema] = []
    private(set) var channels: [MCAPChannel] = []
    var statistics = MCAPStatistics()

    init(file: String) {
        self.file = file
    }

    /// The same may come again, as it does in files that repeat it for each chunk.
    mutating func register(_ schema: MCAPSchema) throws(EpisodeError) {
        if let known = schemas.first(where: { $0.id == schema.id }) {
            guard known == schema else { throw misuse("two schemas with the id \(schema.id)") }
            return
        }
        schemas.append(schema)
        statistics.schemaCount += 1
    }

    mutating func register(_ channel: MCAPChannel) throws(EpisodeError) {
        if let known = channels.first(where: { $0.id == channel.id }) {
            guard known == channel else { throw misuse("two channels with the id \(channel.id)") }
            return
        }
        guard channel.schemaID == 0 || schemas.contains(where: { $0.id == channel.schemaID }) else {
            throw misuse("channel \(channel.topic) names schema \(channel.schemaID), which is not registered")
        }
        channels.append(channel)
        statistics.channelCount += 1
        statistics.channelMessageCounts[channel.id] = 0
    }

    /// Counts a message; `check` it before.
    mutating func count(_ channelID: UInt16, _ logTime: UInt64) {
        statistics.count(channelID, logTime)
    }

    func check(_ channelID: UInt16) throws(EpisodeError) {
        guard statistics.channelMessageCounts[channelID] != nil else {
            throw misuse("channel \(channelID) is not registered")
        }
    }

    func freeSchemaID() throws(EpisodeError) -> UInt16 {
        try next(schemas.map(\.id).max(), "schemas")
    }

    func freeChannelID() throws(EpisodeError) -> UInt16 {
        try next(channels.map(\.id).max(), "channels")
    }

    private func next(_ last: UInt16?, _ what: String) throws(EpisodeError) -> UInt16 {
        guard last != UInt16.max else { throw misuse("more than \(UInt16.max) \(what)") }
        return (last ?? 0) + 1
    }

    func misuse(_ reason: String) -> EpisodeError {
        .unwritable(file: file, reason: reason)
    }
}
