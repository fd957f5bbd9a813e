package import Fathom

/// Reads JSON tokens (RFC 8259) from bytes.
package struct JSONScanner {
    private let bytes: UnsafeRawBufferPointer
    package private(set) var position = 0
    /// How deep arrays and objects may nest in a value that is skipped.
    private static let maxDepth = 64
    /// A double's shortest decimal has 25.
    private static let maxLiteralBytes = 1024

    package init(_ bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
    }

    package var isAtEnd: Bool {
        position >= bytes.count
    }

    package func failure(expected: String) -> Rejection {
        let found = isAtEnd ? "the end" : "byte \(bytes[position])"
        return Rejection("json", expected: expected, found: "\(found) at offset \(position)")
    }

    /// The next byte that is no white space.
    package mutating func peek() -> UInt8? {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x09, 0x0A, 0x0D: position += 1
            default: return bytes[position]
            }
        }
        return nil
    }

    /// Whether the next byte is `character`, which is then consumed.
    package mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard peek() == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    package mutating func expect(_ character: Unicode.Scalar) throws(Rejection) {
        guard take(character) else { throw failure(expected: "\"\(character)\"") }
    }

    /// A number or one of true, false, null, as written.
    package mutating func literal() throws(Rejection) -> String {
        _ = peek()
        let start = position
        while position < bytes.count, Self.isLiteral(bytes[position]) { position += 1 }
        guard position > start else { throw failure(expected: "a value") }
        guard position - start <= Self.maxLiteralBytes else {
            throw failure(expected: "a number of at most \(Self.maxLiteralBytes) bytes")
        }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private static func isLiteral(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "E"),
            UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
            true
        default: false
        }
    }

    package mutating func string() throws(Rejection) -> String {
        try expect("\"")
        var text: [UInt8] = []
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            switch byte {
            case UInt8(ascii: "\""):
                guard let string = String(validating: text, as: UTF8.self) else { throw failure(expected: "UTF-8") }
                return string
            case UInt8(ascii: "\\"): try escape(into: &text)
            case 0..<0x20: throw failure(expected: "no control character in a string")
            default: text.append(byte)
            }
        }
        throw failure(expected: "the end of a string")
    }

    /// The bytes of a string without escapes, where they lie; `nil`, and nothing read, when it has any.
    package mutating func plainString() throws(Rejection) -> UnsafeRawBufferPointer? {
        let before = position
        try expect("\"")
        let start = position
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "\""):
                position += 1
                return UnsafeRawBufferPointer(rebasing: bytes[start..<position - 1])
            case UInt8(ascii: "\\"):
                position = before
                return nil
            case 0..<0x20: throw failure(expected: "no control character in a string")
            default: position += 1
            }
        }
        throw failure(expected: "the end of a string")
    }

    private mutating func escape(into text: inout [UInt8]) throws(Rejection) {
        guard position < bytes.count else { throw failure(expected: "an escape") }
        let byte = bytes[position]
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"): text.append(contentsOf: String(try unicodeEscape()).utf8)
        default: throw failure(expected: "an escape")
        }
    }

    /// The scalar behind `\u`, which beyond the basic plane takes a second escape.
    private mutating func unicodeEscape() throws(Rejection) -> Character {
        var units = [try hexadecimalUnit()]
        if UTF16.isLeadSurrogate(units[0]) {
            guard position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\\"),
                bytes[position + 1] == UInt8(ascii: "u")
            else { throw failure(expected: "the second half of a surrogate pair") }
            position += 2
            units.append(try hexadecimalUnit())
        }
        guard let text = String(validating: units, as: UTF16.self), let character = text.first else {
            throw failure(expected: "a Unicode scalar")
        }
        return character
    }

    private mutating func hexadecimalUnit() throws(Rejection) -> UInt16 {
        var unit: UInt16 = 0
        for _ in 0..<4 {
            guard position < bytes.count, let digit = Character(Unicode.Scalar(bytes[position])).hexDigitValue else {
                throw failure(expected: "four hexadecimal digits")
            }
            unit = unit << 4 | UInt16(digit)
            position += 1
        }
        return unit
    }

    /// Reads past any value.
    package mutating func skipValue(depth: Int = 0) throws(Rejection) {
        guard depth < Self.maxDepth else { throw failure(expected: "at most \(Self.maxDepth) levels") }
        switch peek() {
        case UInt8(ascii: "\""): _ = try string()
        case UInt8(ascii: "{"):
            try members(open: "{", close: "}") { (scanner: inout Self) throws(Rejection) in
                _ = try scanner.string()
                try scanner.expect(":")
                try scanner.skipValue(depth: depth + 1)
            }
        case UInt8(ascii: "["):
            try members(open: "[", close: "]") { (scanner: inout Self) throws(Rejection) in
                try scanner.skipValue(depth: depth + 1)
            }
        default: _ = try literal()
        }
    }

    /// Comma-separated members between two brackets.
    package mutating func members(
        open: Unicode.Scalar, close: Unicode.Scalar, _ member: (inout Self) throws(Rejection) -> Void
    ) throws(Rejection) {
        try expect(open)
        if take(close) { return }
        repeat { try member(&self) } while take(",")
        try expect(close)
    }
}
