import Foundation

/// Units that a number in the file may carry; the first is the one that is meant without a symbol.
struct Unit {
    /// Divisors, because 7 cm / 100 is the double that 0.07 names and 7 · 0.01 is not.
    var symbols: [(name: String, divisor: Double)]

    static let none = Unit(symbols: [])
    static let meters = Unit(symbols: [("m", 1), ("cm", 100), ("mm", 1000)])
    static let seconds = Unit(symbols: [("s", 1), ("ms", 1000)])
    static let metersPerSecond = Unit(symbols: [("m/s", 1), ("cm/s", 100), ("mm/s", 1000)])

    static let bytes = Unit(symbols: [
        ("B", 1), ("KiB", 1 / 1024), ("MiB", 1 / 1_048_576), ("GiB", 1 / 1_073_741_824), ("kB", 1e-3), ("MB", 1e-6),
        ("GB", 1e-9),
    ])

    /// The value in the first unit; `nil` for what is no finite decimal number with a known symbol.
    func parse(_ text: String) -> Double? {
        let digits = text.prefix { "+-.0123456789eE".contains($0) }
        let rest = String(text.dropFirst(digits.count)).trimmed
        guard digits.contains(where: \.isNumber), let value = Double(digits), value.isFinite else { return nil }
        // −0 and 0 are one configuration.
        if rest.isEmpty { return value + 0 }
        guard let symbol = symbols.first(where: { $0.name == rest }) else { return nil }
        return value / symbol.divisor + 0
    }

    var description: String {
        guard let first = symbols.first else { return "" }
        let others = symbols.dropFirst().map(\.name).joined(separator: ", ")
        return ", in \(first.name) (or with a unit: \(others))"
    }
}

extension String {
    /// Without the spaces around it.
    var trimmed: String {
        trimmingCharacters(in: .whitespacesAndNewlines)
    }
}

extension Double {
    /// As a person writes it: `2`, `0.05`, `1e-06`.
    var short: String {
        String(format: "%.6g", self)
    }
}
