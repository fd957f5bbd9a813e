internal import Fathom
internal import Foundation

/// Quantities as people write them.
enum Words {
    /// "34.2 cm", "1.234 m".
    static func length(_ meters: Double) -> String {
        let unit = Unit(meters)
        return "\(unit.number(meters)) \(unit.name)"
    }

    /// "34.2 ± 0.3 cm".
    static func length(_ meters: Double, sigma: Double) -> String {
        let unit = Unit(meters)
        return "\(unit.number(meters)) ± \(unit.number(sigma)) \(unit.name)"
    }

    /// "1.42 ms".
    static func milliseconds(_ value: Double) -> String {
        String(format: "%.2f ms", value)
    }

    /// "12.1 × 9.3 × 8.1 cm".
    static func size(_ size: Vector3) -> String {
        let unit = Unit(size.max())
        return [size.x, size.y, size.z].map(unit.number).joined(separator: " × ") + " \(unit.name)"
    }

    /// "(-0.012, 0.034, 0.912) m".
    static func place(_ place: Vector3) -> String {
        String(format: "(%.3f, %.3f, %.3f) m", place.x, place.y, place.z)
    }

    private struct Unit {
        var name: String
        private var perMeter: Double
        private var format: String

        init(_ meters: Double) {
            switch abs(meters) {
            case ..<0.01: (name, perMeter, format) = ("mm", 1000, "%.1f")
            case ..<1: (name, perMeter, format) = ("cm", 100, "%.1f")
            default: (name, perMeter, format) = ("m", 1, "%.3f")
            }
        }

        func number(_ meters: Double) -> String {
            String(format: format, meters * perMeter)
        }
    }
}

/// Rows of words in columns, each as wide as its longest.
struct TextTable {
    private var rows: [[String]] = []

    mutating func add(_ cells: String...) {
        rows.append(cells)
    }

    /// - Parameter indent: put before each line.
    func lines(indent: String = "  ") -> [String] {
        let columns = rows.map(\.count).max() ?? 0
        let widths = (0..<columns).map { column in rows.map { $0.count > column ? $0[column].count : 0 }.max() ?? 0 }
        return rows.map { row in
            let cells = row.enumerated().map { column, cell in
                cell + String(repeating: " ", count: widths[column] - cell.count)
            }
            return (indent + cells.joined(separator: "  ")).trimmingEnd
        }
    }
}

extension String {
    fileprivate var trimmingEnd: String {
        var text = self
        while text.last == " " { text.removeLast() }
        return text
    }
}
