import CFathomProto
import CProtobufC
import Fathom

/// Fills a protobuf-c message from a JSON object. Messages with repeated fields are not supported.
struct MessageJSONReader {
    private var scanner: JSONScanner
    private let arena: Arena

    init(_ bytes: UnsafeRawBufferPointer, arena: Arena) {
        scanner = JSONScanner(bytes)
        self.arena = arena
    }

    /// Reads one object and nothing behind it.
    mutating func readDocument(into message: UnsafeMutableRawPointer) throws(Rejection) {
        try read(into: message, path: "")
        guard scanner.peek() == nil else { throw scanner.failure(expected: "the end") }
    }

    private mutating func read(into message: UnsafeMutableRawPointer, path: String) throws(Rejection) {
        guard let descriptor = message.assumingMemoryBound(to: ProtobufCMessage.self).pointee.descriptor else { return }
        var seen: UInt64 = 0
        try scanner.expect("{")
        if !scanner.take("}") {
            repeat {
                let key = try scanner.string()
                try scanner.expect(":")
                guard let field = protobuf_c_message_descriptor_get_field_by_name(descriptor, key) else {
                    try scanner.skipValue()
                    continue
                }
                if try read(field.pointee, into: message, path: path + key) {
                    seen |= 1 << UInt64(field - descriptor.pointee.fields)
                }
            } while scanner.take(",")
            try scanner.expect("}")
        }
        try checkRequired(descriptor.pointee, seen: seen, path: path)
    }

    private func checkRequired(
        _ descriptor: ProtobufCMessageDescriptor, seen: UInt64, path: String
    ) throws(Rejection) {
        for index in 0..<Int(descriptor.n_fields) {
            let field = descriptor.fields[index]
            if field.label == PROTOBUF_C_LABEL_REQUIRED, seen & 1 << UInt64(index) == 0 {
                throw Rejection(path + String(cString: field.name), expected: "a value", found: "nothing")
            }
        }
    }

    /// - Returns: whether there was a value; null means that there is none.
    private mutating func read(
        _ field: ProtobufCFieldDescriptor, into message: UnsafeMutableRawPointer, path: String
    ) throws(Rejection) -> Bool {
        let isText = scanner.peek() == UInt8(ascii: "\"")
        let member = message + Int(field.offset)
        if field.type == PROTOBUF_C_TYPE_MESSAGE, scanner.peek() == UInt8(ascii: "{") {
            let nested = try makeMessage(field)
            try read(into: nested, path: path + ".")
            member.storeBytes(of: nested, as: UnsafeMutableRawPointer.self)
            return true
        }
        let text = isText ? try scanner.string() : try scanner.literal()
        if !isText, text == "null" { return false }
        if field.type == PROTOBUF_C_TYPE_STRING, isText {
            member.storeBytes(of: try arena.string(text, field: path), as: UnsafeMutablePointer<CChar>.self)
            return true
        }
        guard field.label != PROTOBUF_C_LABEL_REPEATED, store(text, isText: isText, field, at: member) else {
            throw Rejection(path, expected: field.expectation, found: isText ? "\"\(text)\"" : text)
        }
        if field.label == PROTOBUF_C_LABEL_OPTIONAL {
            message.storeBytes(of: 1, toByteOffset: Int(field.quantifier_offset), as: protobuf_c_boolean.self)
        }
        return true
    }

    private func makeMessage(_ field: ProtobufCFieldDescriptor) throws(Rejection) -> UnsafeMutableRawPointer {
        guard let descriptor = field.descriptor?.assumingMemoryBound(to: ProtobufCMessageDescriptor.self),
            let memory = arena.allocate(descriptor.pointee.sizeof_message)
        else { throw Rejection("message", expected: "at most \(arena.limit) bytes of fields", found: "more") }
        protobuf_c_message_init(descriptor, memory)
        return memory
    }

    /// Stores a number, boolean or enum; false when the text is none.
    private func store(
        _ text: String, isText: Bool, _ field: ProtobufCFieldDescriptor, at member: UnsafeMutableRawPointer
    ) -> Bool {
        switch field.type {
        case PROTOBUF_C_TYPE_UINT32, PROTOBUF_C_TYPE_FIXED32: store(UInt32(text), at: member)
        case PROTOBUF_C_TYPE_INT64, PROTOBUF_C_TYPE_SINT64, PROTOBUF_C_TYPE_SFIXED64: store(Int64(text), at: member)
        case PROTOBUF_C_TYPE_UINT64, PROTOBUF_C_TYPE_FIXED64: store(UInt64(text), at: member)
        case PROTOBUF_C_TYPE_DOUBLE: store(Self.double(text, isText: isText), at: member)
        case PROTOBUF_C_TYPE_BOOL: store(Self.boolean(text, isText: isText), at: member)
        case PROTOBUF_C_TYPE_ENUM: store(Self.enumNumber(text, isText: isText, field), at: member)
        default: false
        }
    }

    private func store<Value: BitwiseCopyable>(_ value: Value?, at member: UnsafeMutableRawPointer) -> Bool {
        guard let value else { return false }
        member.storeBytes(of: value, as: Value.self)
        return true
    }

    /// protobuf's JSON has no other text for numbers that are not finite; `Double` itself would take "inf" and "0x1".
    private static func double(_ text: String, isText: Bool) -> Double? {
        switch text {
        case "NaN": return .nan
        case "Infinity": return .infinity
        case "-Infinity": return -.infinity
        default:
            let isDecimal = text.utf8.allSatisfy { "0123456789+-.eE".utf8.contains($0) }
            return isDecimal ? Double(text).flatMap { $0.isFinite ? $0 : nil } : nil
        }
    }

    private static func boolean(_ text: String, isText: Bool) -> protobuf_c_boolean? {
        switch text {
        case "true" where !isText: 1
        case "false" where !isText: 0
        default: nil
        }
    }

    private static func enumNumber(_ text: String, isText: Bool, _ field: ProtobufCFieldDescriptor) -> Int32? {
        guard isText else { return Int32(text) }
        let descriptor = field.descriptor?.assumingMemoryBound(to: ProtobufCEnumDescriptor.self)
        return protobuf_c_enum_descriptor_get_value_by_name(descriptor, text)?.pointee.value
    }
}

extension ProtobufCFieldDescriptor {
    /// What a value of this field looks like, for errors.
    fileprivate var expectation: String {
        switch type {
        case PROTOBUF_C_TYPE_STRING: "text"
        case PROTOBUF_C_TYPE_DOUBLE: "a number"
        case PROTOBUF_C_TYPE_BOOL: "true or false"
        case PROTOBUF_C_TYPE_ENUM: "the name or number of an enum value"
        case PROTOBUF_C_TYPE_MESSAGE: "an object"
        default: "an integer"
        }
    }
}
