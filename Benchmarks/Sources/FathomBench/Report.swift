import Foundation

/// The rows of one `launch/bench`, kept in a file to which each group of rows adds its own.
struct Report {
    let url: URL

    func add(_ rows: [Row]) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try encoder.encode(rowsSoFar() + rows).write(to: url, options: .atomic)
        Self.show(rows)
    }

    private func rowsSoFar() throws -> [Row] {
        guard FileManager.default.fileExists(atPath: url.path) else { return [] }
        return try JSONDecoder().decode([Row].self, from: Data(contentsOf: url))
    }

    func showAll() throws {
        Self.show(try rowsSoFar())
    }

    private static func show(_ rows: [Row]) {
        let table =
            [["", "p50 ms", "p99 ms", "against", "p50 ms", "times faster", "budget", "met", ""]]
            + rows.map { row in
                [
                    row.name, row.p50.map(milliseconds) ?? row.value.map(plain) ?? "", row.p99.map(milliseconds) ?? "",
                    row.against ?? "", row.againstP50.map(milliseconds) ?? "",
                    row.ratio.map { String(format: "%.2f", $0) } ?? "", row.budget ?? "",
                    row.isMet.map { $0 ? "yes" : "NO" } ?? "", row.note ?? "",
                ]
            }
        let widths = table[0].indices.map { column in table.map { $0[column].count }.max() ?? 0 }
        for line in table {
            let cells = zip(line, widths).enumerated().map { column, cell in
                let gap = String(repeating: " ", count: cell.1 - cell.0.count)
                return [1, 2, 4, 5].contains(column) ? gap + cell.0 : cell.0 + gap
            }
            print(cells.joined(separator: "  "))
        }
        print()
    }

    private static func milliseconds(_ value: Double) -> String {
        String(format: "%.4f", value)
    }

    private static func plain(_ value: Double) -> String {
        value == value.rounded() ? String(Int(value)) : String(format: "%.2f", value)
    }
}
