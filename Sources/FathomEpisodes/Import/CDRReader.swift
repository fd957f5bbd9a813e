internal import Fathom

/// Takes the fields of a message in OMG's Common Data Representation (XCDR1, plain), as ROS 2 records them.
struct CDRReader {
    private let bytes: UnsafeRawBufferPointer
    private let isLittleEndian: Bool
    /// From the begin of the data, behind the four bytes that tell the representation: alignment counts from there.
    private var position = 0
    private static let headerLength = 4

    init(_ message: UnsafeRawBufferPointer) throws(Rejection) {
        guard message.count >= Self.headerLength, message[0] == 0, message[1] <= 1 else {
            let found = message.prefix(2).map { String($0, radix: 16) }.joined(separator: " ")
            throw Rejection("message", expected: "plain CDR, which begins with 00 00 or 00 01", found: found)
        }
        isLittleEndian = message[1] == 1
        bytes = UnsafeRawBufferPointer(rebasing: message[Self.headerLength...])
    }

    mutating func number<Number: FixedWidthInteger>(_ field: String) throws(Rejection) -> Number {
        let size = MemoryLayout<Number>.size
        position += (size - position % size) % size
        let value = try take(size, field).loadUnaligned(as: Number.self)
        return isLittleEndian ? Number(littleEndian: value) : Number(bigEndian: value)
    }

    mutating func double(_ field: String) throws(Rejection) -> Double {
        Double(bitPattern: try number(field))
    }

    mutating func doubles(_ count: Int, _ field: String) throws(Rejection) -> [Double] {
        var values: [Double] = []
        for _ in 0..<count { values.append(try double(field)) }
        return values
    }

    /// - Parameter limit: of elements.
    mutating func count(_ field: String, limit: Int) throws(Rejection) -> Int {
        let count: UInt32 = try number(field)
        guard count <= limit else { throw Rejection(field, expected: "at most \(limit)", found: "\(count)") }
        return Int(count)
    }

    mutating func text(_ field: String) throws(Rejection) -> String {
        let bytes = try take(count(field, limit: 256), field)
        // The zero at the end is counted.
        guard let text = String(validating: bytes.prefix(max(0, bytes.count - 1)), as: UTF8.self) else {
            throw Rejection(field, expected: "UTF-8", found: "other bytes")
        }
        return text
    }

    mutating func data(_ field: String) throws(Rejection) -> UnsafeRawBufferPointer {
        try take(count(field, limit: Int(UInt32.max)), field)
    }

    private mutating func take(_ count: Int, _ field: String) throws(Rejection) -> UnsafeRawBufferPointer {
        guard position <= bytes.count, count <= bytes.count - position else {
            throw Rejection(field, expected: "\(count) bytes", found: "\(max(0, bytes.count - position))")
        }
        defer { position += count }
        return UnsafeRawBufferPointer(rebasing: bytes[position..<position + count])
    }
}
