extension ConfigurationReader {
    /// Text that is not empty, has no control characters and at most `maximumBytes`.
    func text(_ field: Field?, allowed: String, maximumBytes: Int = 256) -> String? {
        guard let field else { return nil }
        guard case .scalar(let raw, let isQuoted) = field.value.content else {
            report(field, allowed: allowed)
            return nil
        }
        if !isQuoted, YAMLValue.isNull(raw) || Self.isBoolean(raw) || Double(raw) != nil {
            report(field, allowed: "\(allowed); in quotes if this is meant as text")
            return nil
        }
        let text = raw.trimmed
        let isClean = !text.unicodeScalars.contains { $0.properties.generalCategory == .control }
        guard !text.isEmpty, isClean, text.utf8.count <= maximumBytes else {
            report(field, allowed: "\(allowed): 1 to \(maximumBytes) bytes on one line")
            return nil
        }
        return text
    }

    /// One of the cases of an enumeration by its raw value.
    func choice<Choice: RawRepresentable<String> & CaseIterable>(_ field: Field?, of type: Choice.Type) -> Choice? {
        guard let field else { return nil }
        let names = type.allCases.map(\.rawValue)
        guard case .scalar(let text, _) = field.value.content else {
            report(field, allowed: "one of \(Self.list(names))")
            return nil
        }
        if let choice = Choice(rawValue: text) { return choice }
        report(field, allowed: Self.list(names), suggestion: Spelling.nearest(to: text, among: names))
        return nil
    }

    func boolean(_ field: Field?) -> Bool? {
        guard let field else { return nil }
        switch field.value.plainText {
        case "true": return true
        case "false": return false
        default:
            report(field, allowed: "true or false")
            return nil
        }
    }

    func integer(_ field: Field?, in range: ClosedRange<Int>) -> Int? {
        guard let field else { return nil }
        guard let text = field.value.plainText, let value = Int(text), range.contains(value) else {
            report(field, allowed: "a whole number from \(range.lowerBound) to \(range.upperBound)")
            return nil
        }
        return value
    }

    /// A finite number of plain decimal notation within a range.
    func number(_ field: Field?, in range: NumberRange) -> Double? {
        quantity(field, in: range, unit: .none)
    }

    /// A number with or without one of its unit's symbols: `0.05`, `0.05 m`, `5 cm`.
    func quantity(_ field: Field?, in range: NumberRange, unit: Unit) -> Double? {
        guard let field else { return nil }
        guard let text = field.value.plainText, let value = unit.parse(text), range.contains(value) else {
            report(field, allowed: "\(range.description)\(unit.description)")
            return nil
        }
        return value
    }

    /// `3 of 5`: K and N with 1 ≤ N ≤ 64. Whether K fits is a question of meaning, for `ConfigurationCheck`.
    func share(_ field: Field?) -> (required: Int, window: Int)? {
        guard let field else { return nil }
        let words = field.value.scalarText?.split(separator: " ") ?? []
        guard words.count == 3, words[1] == "of", let required = Int(words[0]), let window = Int(words[2]),
            (0...64).contains(required), (1...64).contains(window)
        else {
            report(field, allowed: "\"K of N\" frames, as 3 of 5, with N at most 64")
            return nil
        }
        return (required, window)
    }

    private static func isBoolean(_ text: String) -> Bool {
        ["true", "false", "yes", "no", "on", "off"].contains(text.lowercased())
    }
}

/// An interval of finite numbers.
enum NumberRange {
    case positive(through: Double)
    case nonNegative(through: Double)
    case any(magnitude: Double)

    func contains(_ value: Double) -> Bool {
        switch self {
        case .positive(let maximum): value > 0 && value <= maximum
        case .nonNegative(let maximum): value >= 0 && value <= maximum
        case .any(let maximum): value.magnitude <= maximum
        }
    }

    var description: String {
        switch self {
        case .positive(let maximum): "a number above 0, at most \(maximum.short)"
        case .nonNegative(let maximum): "a number from 0 to \(maximum.short)"
        case .any(let maximum): "a number from −\(maximum.short) to \(maximum.short)"
        }
    }
}
