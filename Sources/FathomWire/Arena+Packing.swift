import CProtobufC
import Fathom

/// Scratch space for building a message before it is packed.
extension Arena {
    /// A message in its initial state.
    func make<Message>(
        _ initialize: (UnsafeMutablePointer<Message>?) -> Void
    ) throws(Rejection) -> UnsafeMutablePointer<Message> {
        let message = try array(of: Message.self, count: 1)
        initialize(message)
        return message
    }

    /// Uninitialized room for `count` elements.
    func array<Element>(of type: Element.Type, count: Int) throws(Rejection) -> UnsafeMutablePointer<Element> {
        let (size, overflow) = MemoryLayout<Element>.stride.multipliedReportingOverflow(by: count)
        guard !overflow, let memory = allocate(size) else {
            throw Rejection("message", expected: "at most \(limit) bytes of fields", found: "more")
        }
        return memory.bindMemory(to: Element.self, capacity: count)
    }

    /// One message for each element, in order; `nil` for none.
    func messages<Message, Element>(
        _ elements: [Element],
        _ make: (Element) throws(Rejection) -> UnsafeMutablePointer<Message>
    ) throws(Rejection) -> UnsafeMutablePointer<UnsafeMutablePointer<Message>?>? {
        guard !elements.isEmpty else { return nil }
        let pointers = try array(of: UnsafeMutablePointer<Message>?.self, count: elements.count)
        for index in elements.indices {
            (pointers + index).initialize(to: try make(elements[index]))
        }
        return pointers
    }

    /// The text as a C string. Text with a NUL inside would arrive shortened, so it is refused.
    func string(_ text: String, field: @autoclosure () -> String) throws(Rejection) -> UnsafeMutablePointer<CChar> {
        let utf8 = text.utf8
        let count = utf8.count
        let copy = try array(of: CChar.self, count: count + 1)
        var index = 0
        for byte in utf8 {
            guard byte != 0 else {
                throw Rejection(field(), expected: "text without NUL", found: "a NUL at byte \(index)")
            }
            copy[index] = CChar(bitPattern: byte)
            index += 1
        }
        copy[count] = 0
        return copy
    }

    /// The text as a C string; `nil`, which is not packed, for none.
    func optionalString(
        _ text: String?, field: @autoclosure () -> String
    ) throws(Rejection) -> UnsafeMutablePointer<CChar>? {
        guard let text else { return nil }
        return try string(text, field: field())
    }

    /// The texts of a repeated field; `nil` for none.
    func strings(_ texts: [String]) throws(Rejection) -> UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? {
        guard !texts.isEmpty else { return nil }
        let pointers = try array(of: UnsafeMutablePointer<CChar>?.self, count: texts.count)
        for index in texts.indices { pointers[index] = try string(texts[index], field: "texts[\(index)]") }
        return pointers
    }

    func doubles(_ values: [Double]) throws(Rejection) -> UnsafeMutablePointer<Double> {
        let copy = try array(of: Double.self, count: values.count)
        for index in values.indices { copy[index] = values[index] }
        return copy
    }
}

/// Serializes a built message into `buffer`, whose storage is reused.
func pack<Message>(_ message: UnsafeMutablePointer<Message>, into buffer: inout [UInt8]) {
    message.withMemoryRebound(to: ProtobufCMessage.self, capacity: 1) { base in
        let size = protobuf_c_message_get_packed_size(base)
        if buffer.count > size {
            buffer.removeLast(buffer.count - size)
        } else {
            buffer.append(contentsOf: repeatElement(0, count: size - buffer.count))
        }
        buffer.withUnsafeMutableBufferPointer { bytes in
            guard let start = bytes.baseAddress else { return }
            _ = protobuf_c_message_pack(base, start)
        }
    }
}
