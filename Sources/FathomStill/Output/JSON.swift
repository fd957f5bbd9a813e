internal import Foundation

/// JSON that keeps its keys in order and says `null` for what was not measured.
indirect enum JSON: Sendable {
    case null
    case boolean(Bool)
    case string(String)
    case integer(Int)
    case number(Double)
    case array([JSON])
    case object([(String, JSON)])

    /// Metres, to the micrometre.
    static func meters(_ value: Double?) -> JSON {
        guard let value, value.isFinite else { return .null }
        return .number((value * 1e6).rounded() / 1e6)
    }

    /// A share or a probability, to the ten-thousandth.
    static func share(_ value: Double?) -> JSON {
        guard let value, value.isFinite else { return .null }
        return .number((value * 1e4).rounded() / 1e4)
    }

    /// One line.
    var text: String {
        switch self {
        case .null: "null"
        case .boolean(let value): "\(value)"
        case .string(let text): Self.quoted(text)
        case .integer(let value): "\(value)"
        case .number(let value): value == value.rounded() && abs(value) < 1e9 ? "\(Int(value))" : "\(value)"
        case .array(let items): "[" + items.map(\.text).joined(separator: ", ") + "]"
        case .object(let pairs):
            "{" + pairs.map { "\(Self.quoted($0.0)): \($0.1.text)" }.joined(separator: ", ") + "}"
        }
    }

    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case _ where scalar.value < 0x20: quoted += String(format: "\\u%04x", scalar.value)
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
