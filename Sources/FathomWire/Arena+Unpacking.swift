import CProtobufC
import Fathom

extension Arena {
    /// The message that `bytes` hold, valid until the arena is rewound.
    ///
    /// - Throws: `Rejection` of the field `name` when they do not parse or a required field is missing.
    func unpack<Message>(
        _ bytes: UnsafeRawBufferPointer, name: String, expected: String,
        using unpack: (
            UnsafeMutablePointer<ProtobufCAllocator>?, Int, UnsafePointer<UInt8>?
        ) -> UnsafeMutablePointer<Message>?
    ) throws(Rejection) -> UnsafeMutablePointer<Message> {
        guard let message = unpack(allocator, bytes.count, bytes.bindMemory(to: UInt8.self).baseAddress) else {
            throw Rejection(name, expected: expected, found: "\(bytes.count) bytes that do not parse")
        }
        return message
    }
}

extension String {
    /// Takes over a C string; keeps what is there when the bytes are equal, so that a steady header allocates nothing.
    ///
    /// - Throws: `Rejection` when the bytes are not UTF-8.
    mutating func refill(
        from source: UnsafeMutablePointer<CChar>?, field: @autoclosure () -> String
    ) throws(Rejection) {
        guard let source else { throw Rejection(field(), expected: "text", found: "nothing") }
        let bytes = source.utf8Bytes
        let isSame = utf8.withContiguousStorageIfAvailable { $0.elementsEqual(bytes) } ?? false
        guard !isSame else { return }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw Rejection(field(), expected: "UTF-8", found: "\(bytes.count) bytes that are not")
        }
        self = text
    }

    /// The C string as text.
    init(wire source: UnsafeMutablePointer<CChar>?, field: @autoclosure () -> String) throws(Rejection) {
        self = ""
        try refill(from: source, field: field())
    }
}

extension Optional<String> {
    /// The C string as text; `nil` where the field was absent.
    init(wire source: UnsafeMutablePointer<CChar>?, field: @autoclosure () -> String) throws(Rejection) {
        self = source == nil ? nil : try String(wire: source, field: field())
    }
}

/// The texts of a repeated field.
func texts(
    _ pointers: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?, count: Int, field: String
) throws(Rejection) -> [String] {
    var texts: [String] = []
    for index in 0..<count { texts.append(try String(wire: pointers?[index], field: "\(field)[\(index)]")) }
    return texts
}

extension UnsafeMutablePointer<CChar> {
    /// The bytes before the terminating NUL.
    fileprivate var utf8Bytes: UnsafeBufferPointer<UInt8> {
        let start = UnsafeRawPointer(self).assumingMemoryBound(to: UInt8.self)
        var count = 0
        while start[count] != 0 { count += 1 }
        return UnsafeBufferPointer(start: start, count: count)
    }
}

extension Array {
    /// Refills the array in place from a repeated field, element by element, so that equal parts keep their storage.
    mutating func refill<Message>(
        from messages: UnsafeMutablePointer<UnsafeMutablePointer<Message>?>?, count: Int, blank: Element,
        _ update: (inout Element, Message, Int) throws(Rejection) -> Void
    ) throws(Rejection) {
        if self.count > count { removeLast(self.count - count) }
        guard let messages else { return }
        for index in 0..<count {
            guard let message = messages[index] else { continue }
            if index == self.count { append(blank) }
            try update(&self[index], message.pointee, index)
        }
    }
}
