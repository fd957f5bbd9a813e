internal import Fathom

/// Takes the fields of a record one after another; all numbers are little-endian.
struct RecordFields {
    let bytes: UnsafeRawBufferPointer
    let place: RecordPlace
    private(set) var position = 0

    init(_ bytes: UnsafeRawBufferPointer, at place: RecordPlace) {
        self.bytes = bytes
        self.place = place
    }

    mutating func number<Number: FixedWidthInteger>(_ field: String) throws(EpisodeError) -> Number {
        let bytes = try take(UInt64(MemoryLayout<Number>.size), field)
        return Number(littleEndian: bytes.loadUnaligned(as: Number.self))
    }

    mutating func text(_ field: String) throws(EpisodeError) -> String {
        let bytes = try take(UInt64(try number(field) as UInt32), field)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw place.damaged(field, expected: "UTF-8", found: "other bytes")
        }
        return text
    }

    /// Pairs of texts; of two with the same key the latter counts.
    mutating func texts(_ field: String) throws(EpisodeError) -> [String: String] {
        var pairs = try part(field)
        var texts: [String: String] = [:]
        while !pairs.isAtEnd {
            let key = try pairs.text(field)
            texts[key] = try pairs.text(field)
        }
        return texts
    }

    /// The fields of an array, which begins with its length in bytes.
    mutating func part(_ field: String) throws(EpisodeError) -> RecordFields {
        RecordFields(try take(UInt64(try number(field) as UInt32), field), at: place)
    }

    mutating func take(_ count: UInt64, _ field: String) throws(EpisodeError) -> UnsafeRawBufferPointer {
        let rest = bytes.count - position
        guard count <= UInt64(rest) else {
            throw place.damaged(field, expected: "\(count) bytes", found: "\(rest)")
        }
        defer { position += Int(count) }
        return UnsafeRawBufferPointer(rebasing: bytes[position..<position + Int(count)])
    }

    /// All that is left.
    mutating func rest() -> UnsafeRawBufferPointer {
        defer { position = bytes.count }
        return UnsafeRawBufferPointer(rebasing: bytes[position...])
    }

    var isAtEnd: Bool { position >= bytes.count }
}
