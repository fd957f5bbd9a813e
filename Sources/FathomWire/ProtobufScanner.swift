package import Fathom

/// Walks the fields of one protobuf message where they lie, copying and allocating nothing.
///
/// For messages of other programs whose `bytes` fields are whole images, which protobuf-c would copy. Bounded: a message
/// has at most `maxFields` fields, and no field reaches beyond its message.
package struct ProtobufScanner {
    /// A field's contents, by its wire type.
    package enum Value {
        case varint(UInt64)
        case fixed64(UInt64)
        case fixed32(UInt32)
        /// A string, bytes, a message or a packed list.
        case bytes(UnsafeRawBufferPointer)
    }

    package static let maxFields = 16_384

    private let bytes: UnsafeRawBufferPointer
    /// What errors call the message.
    private let name: String
    private var position = 0
    private var fields = 0

    package init(_ bytes: UnsafeRawBufferPointer, name: String) {
        self.bytes = bytes
        self.name = name
    }

    /// The next field, or `nil` at the end of the message.
    /// - Throws: `Rejection` where the bytes cannot be a message.
    package mutating func next() throws(Rejection) -> (number: UInt64, value: Value)? {
        guard position < bytes.count else { return nil }
        fields += 1
        guard fields <= Self.maxFields else {
            throw Rejection(name, expected: "at most \(Self.maxFields) fields", found: "more")
        }
        let key = try varint()
        guard (1...0x1FFF_FFFF).contains(key >> 3) else { throw failure("the field number \(key >> 3)") }
        switch key & 7 {
        case 0: return (key >> 3, .varint(try varint()))
        case 1: return (key >> 3, .fixed64(UInt64(littleEndian: try take(8).loadUnaligned(as: UInt64.self))))
        case 2: return (key >> 3, .bytes(try take(try varint())))
        case 5: return (key >> 3, .fixed32(UInt32(littleEndian: try take(4).loadUnaligned(as: UInt32.self))))
        case let type: throw failure("the wire type \(type)")
        }
    }

    private mutating func varint() throws(Rejection) -> UInt64 {
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 70, by: 7) {
            guard position < bytes.count else { throw failure("the end within a number") }
            let byte = bytes[position]
            position += 1
            value |= shift < 64 ? UInt64(byte & 0x7F) << shift : 0
            if byte < 0x80 { return value }
        }
        throw failure("a number of more than 10 bytes")
    }

    private mutating func take(_ count: UInt64) throws(Rejection) -> UnsafeRawBufferPointer {
        guard count <= UInt64(bytes.count - position) else {
            throw failure("a field of \(count) bytes where \(bytes.count - position) are left")
        }
        defer { position += Int(count) }
        return UnsafeRawBufferPointer(rebasing: bytes[position..<position + Int(count)])
    }

    private func failure(_ found: String) -> Rejection {
        Rejection(name, expected: "a protobuf message", found: "\(found) at byte \(position)")
    }
}

extension ProtobufScanner.Value {
    package func bytes(_ field: String) throws(Rejection) -> UnsafeRawBufferPointer {
        guard case .bytes(let bytes) = self else { throw mismatch(field, "bytes") }
        return bytes
    }

    /// The fields of a message inside.
    package func message(_ field: String) throws(Rejection) -> ProtobufScanner {
        ProtobufScanner(try bytes(field), name: field)
    }

    package func text(_ field: String) throws(Rejection) -> String {
        let bytes = try bytes(field)
        guard bytes.count <= 200, let text = String(validating: bytes, as: UTF8.self) else {
            throw Rejection(field, expected: "at most 200 bytes of UTF-8", found: "\(bytes.count) bytes")
        }
        return text
    }

    /// An `int32` or a `uint32`; both are sent as 64 bits of which the lower half counts.
    package func integer(_ field: String) throws(Rejection) -> UInt32 {
        guard case .varint(let value) = self else { throw mismatch(field, "a number") }
        return UInt32(truncatingIfNeeded: value)
    }

    package func double(_ field: String) throws(Rejection) -> Double {
        guard case .fixed64(let bits) = self else { throw mismatch(field, "a double") }
        return Double(bitPattern: bits)
    }

    /// Appends one double, or a packed list of them, up to `limit` in all.
    package func append(to list: inout [Double], limit: Int, _ field: String) throws(Rejection) {
        switch self {
        case .fixed64(let bits) where list.count < limit:
            list.append(Double(bitPattern: bits))
        case .bytes(let bytes) where bytes.count.isMultiple(of: 8) && bytes.count / 8 <= limit - list.count:
            for offset in stride(from: 0, to: bytes.count, by: 8) {
                let bits = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
                list.append(Double(bitPattern: bits))
            }
        default:
            throw mismatch(field, "at most \(limit) doubles")
        }
    }

    private func mismatch(_ field: String, _ expected: String) -> Rejection {
        let found =
            switch self {
            case .varint: "a varint"
            case .fixed64: "64 bits"
            case .fixed32: "32 bits"
            case .bytes(let bytes): "\(bytes.count) bytes"
            }
        return Rejection(field, expected: expected, found: found)
    }
}
