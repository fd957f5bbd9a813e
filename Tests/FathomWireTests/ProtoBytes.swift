/// Protobuf wire format by hand, for messages that no encoder of ours would write.
struct ProtoBytes {
    var bytes: [UInt8] = []

    static func varint(_ value: UInt64) -> [UInt8] {
        value < 0x80 ? [UInt8(value)] : [UInt8(value & 0x7F) | 0x80] + varint(value >> 7)
    }

    func number(_ field: UInt64, _ value: UInt64) -> Self {
        ProtoBytes(bytes: bytes + Self.varint(field << 3) + Self.varint(value))
    }

    func fixed(_ field: UInt64, _ value: UInt64) -> Self {
        let littleEndian = (0..<8).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
        return ProtoBytes(bytes: bytes + Self.varint(field << 3 | 1) + littleEndian)
    }

    func data(_ field: UInt64, _ value: [UInt8]) -> Self {
        ProtoBytes(bytes: bytes + Self.varint(field << 3 | 2) + Self.varint(UInt64(value.count)) + value)
    }

    func text(_ field: UInt64, _ value: String) -> Self {
        data(field, Array(value.utf8))
    }

    func message(_ field: UInt64, _ value: ProtoBytes) -> Self {
        data(field, value.bytes)
    }

    func doubles(_ field: UInt64, _ values: [Double]) -> Self {
        data(field, values.flatMap { value in (0..<8).map { UInt8(truncatingIfNeeded: value.bitPattern >> (8 * $0)) } })
    }

    /// A header with the required fields only, unless told otherwise.
    static func header(stream: String = "front", episode: String = "7", clock: UInt64 = 3) -> ProtoBytes {
        ProtoBytes().text(1, stream).fixed(2, 9).text(3, episode).number(5, 4).number(6, 5).number(7, clock)
    }

    static func plane(kind: UInt64 = 2, encoding: UInt64 = 8, part: UInt64 = 2) -> ProtoBytes {
        ProtoBytes().number(1, kind).number(2, encoding).number(3, 4).number(4, 4).number(6, part)
    }
}
