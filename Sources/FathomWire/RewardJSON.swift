import CFathomProto
public import Fathom

/// Rewards as JSON lines, with the keys and values of Python's `MessageToDict(reward, preserving_proto_field_name=True)`.
/// Belongs to one thread.
public final class RewardJSON {
    private let arena: Arena

    public init() {
        arena = Arena()
    }

    /// One line without its end, UTF-8.
    ///
    /// - Throws: `Rejection` when a text holds a NUL.
    public func encode(_ reward: Reward) throws(Rejection) -> [UInt8] {
        arena.rewind()
        var writer = MessageJSONWriter()
        writer.write(try arena.message(from: reward))
        return writer.bytes
    }

    /// - Returns: `encode` as text.
    public func line(_ reward: Reward) throws(Rejection) -> String {
        String(decoding: try encode(reward), as: UTF8.self)
    }

    /// Reads one line. 64-bit integers may be strings or numbers, enums names or numbers; unknown keys are skipped.
    ///
    /// - Throws: `Rejection` with the path of the field, or `json` and the byte where the text is no JSON object.
    public func decode(_ line: UnsafeRawBufferPointer) throws(Rejection) -> Reward {
        arena.rewind()
        let message = try arena.make(fathom__v1__reward__init)
        var reader = MessageJSONReader(line, arena: arena)
        try reader.readDocument(into: message)
        return try Reward(wire: message.pointee)
    }

    public func decode(_ line: String) throws(Rejection) -> Reward {
        try Array(line.utf8).withUnsafeBytes { bytes in
            Result { () throws(Rejection) in try decode(bytes) }
        }.get()
    }
}
