/// Builds records, one behind the other; the reverse of `RecordFields`.
struct RecordBytes {
    private(set) var bytes: [UInt8] = []

    mutating func record(_ opcode: MCAPOpcode, _ fields: (inout RecordBytes) -> Void) {
        bytes.append(opcode.rawValue)
        measured(as: UInt64.self, fields)
    }

    mutating func number(_ value: some FixedWidthInteger) {
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }

    mutating func text(_ text: String) {
        number(UInt32(text.utf8.count))
        bytes.append(contentsOf: text.utf8)
    }

    /// Ordered by key, so that the same pairs are the same bytes.
    mutating func texts(_ texts: [String: String]) {
        array { array in
            for (key, value) in texts.sorted(by: { $0.key < $1.key }) {
                array.text(key)
                array.text(value)
            }
        }
    }

    mutating func array(_ elements: (inout RecordBytes) -> Void) {
        measured(as: UInt32.self, elements)
    }

    mutating func append(_ other: some Sequence<UInt8>) {
        bytes.append(contentsOf: other)
    }

    mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
    }

    /// Writes what `content` writes, its length before it.
    private mutating func measured<Length: FixedWidthInteger>(
        as _: Length.Type, _ content: (inout RecordBytes) -> Void
    ) {
        let place = bytes.count
        number(0 as Length)
        content(&self)
        let length = Length(bytes.count - place - MemoryLayout<Length>.size).littleEndian
        withUnsafeBytes(of: length) { bytes.replaceSubrange(place..<place + $0.count, with: $0) }
    }
}
