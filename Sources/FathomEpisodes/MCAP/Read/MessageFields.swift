/// A message, its data where they are.
struct MessageFields {
    let channelID: UInt16
    let sequence: UInt32
    let logTime: UInt64
    let publishTime: UInt64
    let data: UnsafeRawBufferPointer

    init(_ fields: inout RecordFields) throws(EpisodeError) {
        channelID = try fields.number("channel_id")
        sequence = try fields.number("sequence")
        logTime = try fields.number("log_time")
        publishTime = try fields.number("publish_time")
        data = fields.rest()
    }

    /// - Throws: also for a message of a channel that is not among these.
    init(_ fields: inout RecordFields, of channels: [UInt16: MCAPChannel]) throws(EpisodeError) {
        try self.init(&fields)
        guard channels[channelID] != nil else {
            throw fields.place.damaged("channel_id", expected: "a channel of the file", found: "\(channelID)")
        }
    }
}
