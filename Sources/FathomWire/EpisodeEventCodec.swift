import CFathomProto
public import Fathom

/// Reads and writes `fathom.v1.EpisodeEvent` without copying the message parts in it. Belongs to one thread.
///
/// Everything but the parts is packed and unpacked by protobuf-c; the parts are the message's last field, so that on
/// writing they are pieces of their own, and on reading views into the message.
public final class EpisodeEventCodec {
    private let arena: Arena

    /// Parts that one event may have: eight cameras with all their planes.
    public static let maxParts = 128

    public init() {
        arena = Arena()
    }

    /// Replaces `buffer` by all of the message that comes before its parts.
    ///
    /// - Throws: `Rejection` when a text holds a NUL.
    public func encodeHead(of event: EpisodeEvent, into buffer: inout [UInt8]) throws(Rejection) {
        arena.rewind()
        pack(try arena.message(from: event), into: &buffer)
    }

    /// Appends what goes before a part of `count` bytes: its tag and its length.
    public static func appendPrefix(ofPart count: Int, to buffer: inout [UInt8]) {
        buffer.append(WireField.partsTag)
        var rest = UInt64(count)
        while rest >= 0x80 {
            buffer.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        buffer.append(UInt8(rest))
    }

    /// - Parameter storage: the message; the event's parts are views into it and keep it alive.
    /// - Throws: `Rejection` with the path of the field.
    public func decode(_ storage: any ByteStorage) throws(Rejection) -> EpisodeEvent {
        let bytes = storage.bytes
        var ranges: [Range<Int>] = []
        let headEnd = try WireField.findParts(in: bytes, &ranges)
        arena.rewind()
        let message = try arena.unpack(
            UnsafeRawBufferPointer(rebasing: bytes[..<headEnd]), name: "event", expected: "a fathom.v1.EpisodeEvent",
            using: fathom__v1__episode_event__unpack)
        return EpisodeEvent(
            index: try sensible(message.pointee.index, field: "index"),
            receiveTimeNanoseconds: present(message.pointee.has_receive_time_ns, message.pointee.receive_time_ns),
            checkpoint: try present(message.pointee.checkpoint, PipelineCheckpoint.init(wire:)),
            body: try EpisodeEvent.Body(wire: message.pointee),
            parts: ranges.map { BytesSlice(UnsafeRawBufferPointer(rebasing: bytes[$0]), of: storage) })
    }
}

/// A part of other bytes, read in place; keeps them alive.
public final class BytesSlice: ByteStorage {
    // Points into `owner`, which never moves and is never written to.
    nonisolated(unsafe) public let bytes: UnsafeRawBufferPointer
    private let owner: any ByteStorage

    /// - Parameter bytes: within those of `owner`.
    public init(_ bytes: UnsafeRawBufferPointer, of owner: any ByteStorage) {
        self.bytes = bytes
        self.owner = owner
    }
}

/// The top level of an encoded event.
private enum WireField {
    /// Field 15, length-delimited.
    static let partsTag: UInt8 = 15 << 3 | 2

    /// - Returns: where the parts begin.
    /// - Throws: `Rejection` when the bytes are no message, or something follows its parts.
    static func findParts(in bytes: UnsafeRawBufferPointer, _ ranges: inout [Range<Int>]) throws(Rejection) -> Int {
        var (offset, headEnd) = (0, bytes.count)
        while offset < bytes.count {
            let start = offset
            let tag = try varint(bytes, &offset)
            let end = try skip(tag & 7, bytes, &offset)
            guard tag == UInt64(partsTag) else {
                guard ranges.isEmpty else {
                    throw Rejection("event", expected: "its parts as the last field", found: "field \(tag >> 3) behind")
                }
                continue
            }
            guard ranges.count < EpisodeEventCodec.maxParts else {
                throw Rejection("event.parts", expected: "at most \(EpisodeEventCodec.maxParts)", found: "more")
            }
            if ranges.isEmpty { headEnd = start }
            ranges.append(end)
        }
        return headEnd
    }

    /// Steps over a field's value; returns where the bytes of a length-delimited one are.
    private static func skip(
        _ kind: UInt64, _ bytes: UnsafeRawBufferPointer, _ offset: inout Int
    ) throws(Rejection) -> Range<Int> {
        let count: UInt64
        switch kind {
        case 0:
            _ = try varint(bytes, &offset)
            count = 0
        case 1: count = 8
        case 2: count = try varint(bytes, &offset)
        case 5: count = 4
        default: throw Rejection("event", expected: "a protobuf message", found: "wire type \(kind)")
        }
        guard count <= UInt64(bytes.count - offset) else {
            throw Rejection("event", expected: "\(count) bytes of a field", found: "\(bytes.count - offset)")
        }
        defer { offset += Int(count) }
        return offset..<(offset + Int(count))
    }

    private static func varint(_ bytes: UnsafeRawBufferPointer, _ offset: inout Int) throws(Rejection) -> UInt64 {
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 64, by: 7) {
            guard offset < bytes.count else { break }
            let byte = bytes[offset]
            offset += 1
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return value }
        }
        throw Rejection("event", expected: "a whole number", found: "the end of the message")
    }
}
