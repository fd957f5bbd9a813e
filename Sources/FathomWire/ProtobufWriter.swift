/// Builds a protobuf message field by field, for schemas that no C is generated from.
public struct ProtobufWriter {
    public private(set) var bytes: [UInt8] = []

    public init() {}

    public mutating func append(_ field: Int, _ value: Double) {
        tag(field, 1)
        little(value.bitPattern)
    }

    public mutating func append(_ field: Int, fixed value: UInt32) {
        tag(field, 5)
        little(value)
    }

    public mutating func append(_ field: Int, integer value: Int64) {
        tag(field, 0)
        varint(UInt64(bitPattern: value))
    }

    public mutating func append(_ field: Int, _ flag: Bool) {
        append(field, integer: flag ? 1 : 0)
    }

    public mutating func append(_ field: Int, _ text: String) {
        append(field, bytes: Array(text.utf8))
    }

    public mutating func append(_ field: Int, bytes value: some Collection<UInt8>) {
        tag(field, 2)
        varint(UInt64(value.count))
        bytes.append(contentsOf: value)
    }

    /// A packed repeated field.
    public mutating func append(_ field: Int, _ values: [Double]) {
        tag(field, 2)
        varint(UInt64(values.count * 8))
        for value in values { little(value.bitPattern) }
    }

    /// A message within the message.
    public mutating func append(_ field: Int, _ fill: (inout ProtobufWriter) -> Void) {
        var inner = ProtobufWriter()
        fill(&inner)
        append(field, bytes: inner.bytes)
    }

    private mutating func tag(_ field: Int, _ kind: UInt64) {
        varint(UInt64(field) << 3 | kind)
    }

    private mutating func little<Value: FixedWidthInteger>(_ value: Value) {
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }

    private mutating func varint(_ value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }
}
