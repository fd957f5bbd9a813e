internal import Fathom
internal import FathomKernels

extension MCAPHeader {
    init(_ fields: inout RecordFields) throws(EpisodeError) {
        profile = try fields.text("profile")
        library = try fields.text("library")
    }
}

extension MCAPSchema {
    init(_ fields: inout RecordFields) throws(EpisodeError) {
        id = try fields.number("id")
        name = try fields.text("name")
        encoding = try fields.text("encoding")
        data = [UInt8](try fields.part("data").bytes)
        guard id != 0 else { throw fields.place.damaged("id", expected: "a number from 1", found: "0") }
    }
}

extension MCAPChannel {
    init(_ fields: inout RecordFields) throws(EpisodeError) {
        id = try fields.number("id")
        schemaID = try fields.number("schema_id")
        topic = try fields.text("topic")
        messageEncoding = try fields.text("message_encoding")
        metadata = try fields.texts("metadata")
    }
}

extension MCAPMessage {
    /// - Parameter owner: of the memory that the fields lie in.
    init(_ fields: inout RecordFields, in owner: any ByteStorage) throws(EpisodeError) {
        self.init(try MessageFields(&fields), in: owner)
    }

    init(_ fields: MessageFields, in owner: any ByteStorage) {
        channelID = fields.channelID
        sequence = fields.sequence
        logTime = fields.logTime
        publishTime = fields.publishTime
        data = ByteSlice(fields.data, of: owner)
    }
}

extension MCAPMetadata {
    init(_ fields: inout RecordFields) throws(EpisodeError) {
        name = try fields.text("name")
        metadata = try fields.texts("metadata")
    }
}

extension MCAPAttachment {
    init(_ fields: inout RecordFields, in owner: any ByteStorage) throws(EpisodeError) {
        logTime = try fields.number("log_time")
        createTime = try fields.number("create_time")
        name = try fields.text("name")
        mediaType = try fields.text("media_type")
        data = ByteSlice(try fields.take(try fields.number("data"), "data"), of: owner)
        let found = fathom_crc32(0, fields.bytes.baseAddress, fields.position)
        try fields.check(try fields.number("crc"), is: found, "crc")
    }
}

extension RecordFields {
    /// - Parameter crc: as the file says it; 0 where it says none.
    func check(_ crc: UInt32, is found: UInt32, _ field: String) throws(EpisodeError) {
        guard crc == 0 || crc == found else {
            throw place.damaged(field, expected: String(crc, radix: 16), found: String(found, radix: 16))
        }
    }
}
