import CFathomProto
import CProtobufC

/// Writes any protobuf-c message as JSON, as protobuf's own mapping does with `preserving_proto_field_name`: proto
/// field names in the order of their numbers, enum names, 64-bit integers and non-finite numbers as strings, absent
/// fields absent.
struct MessageJSONWriter {
    private(set) var bytes: [UInt8]

    /// Writes behind what `buffer` already holds.
    init(appendingTo buffer: [UInt8] = []) {
        bytes = buffer
    }

    mutating func write(_ message: UnsafeRawPointer) {
        let descriptor = message.assumingMemoryBound(to: ProtobufCMessage.self).pointee.descriptor.pointee
        var isFirst = true
        write("{")
        for index in 0..<Int(descriptor.n_fields) {
            let field = descriptor.fields[index]
            guard field.isPresent(in: message) else { continue }
            if !isFirst { write(", ") }
            isFirst = false
            write("\"\(String(cString: field.name))\": ")
            writeMember(field, in: message)
        }
        write("}")
    }

    private mutating func writeMember(_ field: ProtobufCFieldDescriptor, in message: UnsafeRawPointer) {
        let member = message + Int(field.offset)
        guard field.label == PROTOBUF_C_LABEL_REPEATED else { return writeValue(field, at: member) }
        write("[")
        for index in 0..<field.count(in: message) {
            if index > 0 { write(", ") }
            writeValue(field, at: member.load(as: UnsafeRawPointer.self) + index * field.elementSize)
        }
        write("]")
    }

    private mutating func writeValue(_ field: ProtobufCFieldDescriptor, at value: UnsafeRawPointer) {
        switch field.type {
        case PROTOBUF_C_TYPE_INT32, PROTOBUF_C_TYPE_SINT32, PROTOBUF_C_TYPE_SFIXED32:
            write("\(value.load(as: Int32.self))")
        case PROTOBUF_C_TYPE_UINT32, PROTOBUF_C_TYPE_FIXED32:
            write("\(value.load(as: UInt32.self))")
        case PROTOBUF_C_TYPE_INT64, PROTOBUF_C_TYPE_SINT64, PROTOBUF_C_TYPE_SFIXED64:
            write("\"\(value.load(as: Int64.self))\"")
        case PROTOBUF_C_TYPE_UINT64, PROTOBUF_C_TYPE_FIXED64:
            write("\"\(value.load(as: UInt64.self))\"")
        case PROTOBUF_C_TYPE_DOUBLE:
            writeNumber(value.load(as: Double.self))
        case PROTOBUF_C_TYPE_BOOL:
            write(value.load(as: protobuf_c_boolean.self) == 0 ? "false" : "true")
        case PROTOBUF_C_TYPE_ENUM:
            writeEnum(field, number: value.load(as: Int32.self))
        case PROTOBUF_C_TYPE_STRING:
            writeString(value.load(as: UnsafePointer<CChar>?.self).map { String(cString: $0) } ?? "")
        case PROTOBUF_C_TYPE_MESSAGE:
            write(value.load(as: UnsafeRawPointer.self))
        default:
            // fathom.v1 has no float or bytes fields.
            write("null")
        }
    }

    private mutating func writeNumber(_ value: Double) {
        if value.isNaN {
            write("\"NaN\"")
        } else if value.isInfinite {
            write(value < 0 ? "\"-Infinity\"" : "\"Infinity\"")
        } else {
            write(value.description)
        }
    }

    private mutating func writeEnum(_ field: ProtobufCFieldDescriptor, number: Int32) {
        let descriptor = field.descriptor?.assumingMemoryBound(to: ProtobufCEnumDescriptor.self)
        if let name = protobuf_c_enum_descriptor_get_value(descriptor, number)?.pointee.name {
            writeString(String(cString: name))
        } else {
            write("\(number)")
        }
    }

    private mutating func writeString(_ text: String) {
        write("\"")
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""): write("\\\"")
            case UInt8(ascii: "\\"): write("\\\\")
            case UInt8(ascii: "\n"): write("\\n")
            case UInt8(ascii: "\r"): write("\\r")
            case UInt8(ascii: "\t"): write("\\t")
            case 0..<0x20: write(byte < 0x10 ? "\\u000" : "\\u00", String(byte, radix: 16))
            default: bytes.append(byte)
            }
        }
        write("\"")
    }

    private mutating func write(_ texts: String...) {
        for text in texts { bytes.append(contentsOf: text.utf8) }
    }
}

extension ProtobufCFieldDescriptor {
    /// Whether the field was set. protobuf-c tells by a flag, a pointer, a count or a oneof's case.
    func isPresent(in message: UnsafeRawPointer) -> Bool {
        if label == PROTOBUF_C_LABEL_REQUIRED { return true }
        if label == PROTOBUF_C_LABEL_REPEATED { return count(in: message) > 0 }
        if flags & UInt32(PROTOBUF_C_FIELD_FLAG_ONEOF.rawValue) != 0 {
            return message.load(fromByteOffset: Int(quantifier_offset), as: UInt32.self) == id
        }
        if type == PROTOBUF_C_TYPE_STRING || type == PROTOBUF_C_TYPE_MESSAGE {
            let pointer = message.load(fromByteOffset: Int(offset), as: UnsafeRawPointer?.self)
            return pointer != nil && pointer != default_value
        }
        return message.load(fromByteOffset: Int(quantifier_offset), as: protobuf_c_boolean.self) != 0
    }

    /// Elements of a repeated field.
    fileprivate func count(in message: UnsafeRawPointer) -> Int {
        message.load(fromByteOffset: Int(quantifier_offset), as: Int.self)
    }

    /// Bytes from one element of a repeated field to the next.
    fileprivate var elementSize: Int {
        switch type {
        case PROTOBUF_C_TYPE_INT32, PROTOBUF_C_TYPE_SINT32, PROTOBUF_C_TYPE_SFIXED32, PROTOBUF_C_TYPE_UINT32,
            PROTOBUF_C_TYPE_FIXED32, PROTOBUF_C_TYPE_BOOL, PROTOBUF_C_TYPE_ENUM, PROTOBUF_C_TYPE_FLOAT:
            4
        default: 8
        }
    }
}
