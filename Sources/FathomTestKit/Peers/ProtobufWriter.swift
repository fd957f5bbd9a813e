/// Writes protobuf fields one after another, as Google's encoders do.
struct ProtobufWriter {
    private(set) var bytes: [UInt8] = []

    mutating func varint(_ value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(rest & 0x7F) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    /// An `int32` or `uint32`; proto3 does not send 0.
    mutating func integer(_ number: UInt64, _ value: Int32) {
        guard value != 0 else { return }
        varint(number << 3)
        varint(UInt64(bitPattern: Int64(value)))
    }

    mutating func double(_ number: UInt64, _ value: Double) {
        guard value != 0 else { return }
        varint(number << 3 | 1)
        withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
    }

    mutating func float(_ number: UInt64, _ value: Float) {
        guard value != 0 else { return }
        varint(number << 3 | 5)
        withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
    }

    /// A string, bytes or a message.
    mutating func bytes(_ number: UInt64, _ value: some Collection<UInt8>) {
        varint(number << 3 | 2)
        varint(UInt64(value.count))
        bytes.append(contentsOf: value)
    }

    mutating func doubles(_ number: UInt64, _ values: [Double]) {
        guard !values.isEmpty else { return }
        bytes(number, values.flatMap { value in withUnsafeBytes(of: value.bitPattern.littleEndian) { Array($0) } })
    }
}
