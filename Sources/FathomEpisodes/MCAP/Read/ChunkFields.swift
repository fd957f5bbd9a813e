/// A chunk as it is in the file.
struct ChunkFields {
    /// Of the log times in it; 0 when it holds no message.
    let messageStartTime: UInt64
    let messageEndTime: UInt64
    let uncompressedSize: UInt64
    /// 0: not available.
    let uncompressedCRC: UInt32
    let compression: String
    let records: UnsafeRawBufferPointer
    let place: RecordPlace

    init(_ fields: inout RecordFields, limits: MCAPLimits) throws(EpisodeError) {
        place = fields.place
        messageStartTime = try fields.number("message_start_time")
        messageEndTime = try fields.number("message_end_time")
        uncompressedSize = try fields.number("uncompressed_size")
        guard uncompressedSize <= limits.recordBytes else {
            throw place.damaged(
                "uncompressed_size", expected: "at most \(limits.recordBytes) bytes", found: "\(uncompressedSize)")
        }
        uncompressedCRC = try fields.number("uncompressed_crc")
        compression = try fields.text("compression")
        records = try fields.take(try fields.number("records"), "records")
    }
}
