internal import Fathom

/// Where a truth table's columns are, and how a line becomes a row.
struct TruthColumns {
    private enum Column: String, CaseIterable {
        case stream, episode, sequence, success
        case distance = "distance_m"
        case visible = "target_visible"
        case x = "target_x"
        case y = "target_y"
        case z = "target_z"
    }

    private let file: String
    private let count: Int
    private let indices: [Column: Int]

    init(header: (number: Int, text: Substring), file: String) throws(EpisodeError) {
        let names = splitCSV(header.text)
        var indices: [Column: Int] = [:]
        for column in Column.allCases {
            guard let index = names.firstIndex(of: column.rawValue) else {
                throw .malformed(
                    file: file, line: header.number, field: "header", expected: "a column \(column.rawValue)",
                    found: String(header.text.prefix(120)))
            }
            indices[column] = index
        }
        self.file = file
        self.indices = indices
        count = names.count
    }

    func row(_ line: (number: Int, text: Substring)) throws(EpisodeError) -> TruthRow {
        let cells = splitCSV(line.text)
        guard cells.count == count else {
            throw .malformed(
                file: file, line: line.number, field: "line", expected: "\(count) cells", found: "\(cells.count)")
        }
        func read<Value>(
            _ column: Column, _ expected: String, _ parse: (String) -> Value?
        ) throws(EpisodeError) -> Value {
            let cell = indices[column].map { cells[$0] } ?? ""
            if let value = parse(cell) { return value }
            throw .malformed(
                file: file, line: line.number, field: column.rawValue, expected: expected, found: "\"\(cell)\"")
        }
        func coordinate(_ column: Column) throws(EpisodeError) -> Double? {
            try read(column, "metres or nothing") { $0.isEmpty ? .some(nil) : finite($0).map(Optional.some) }
        }
        let (x, y, z) = (try coordinate(.x), try coordinate(.y), try coordinate(.z))
        return TruthRow(
            stream: try read(.stream, "a name") { $0.isEmpty ? nil : $0 },
            episode: try read(.episode, "text") { $0 },
            sequence: try read(.sequence, "a whole number") { UInt64($0) },
            distance: try read(.distance, "metres, 0 or more") { finite($0).flatMap { $0 >= 0 ? $0 : nil } },
            isSuccess: try read(.success, "0, 1, true or false", flag),
            isTargetVisible: try read(.visible, "0, 1, true or false", flag),
            target: try point(x, y, z, line: line.number))
    }

    private func point(_ x: Double?, _ y: Double?, _ z: Double?, line: Int) throws(EpisodeError) -> Vector3? {
        if let x, let y, let z { return Vector3(x, y, z) }
        guard x == nil, y == nil, z == nil else {
            throw .malformed(
                file: file, line: line, field: "target_x, target_y, target_z", expected: "all three or none",
                found: "some")
        }
        return nil
    }
}

private func finite(_ text: String) -> Double? {
    Double(text).flatMap { $0.isFinite ? $0 : nil }
}

private func flag(_ text: String) -> Bool? {
    switch text.lowercased() {
    case "0", "false": false
    case "1", "true": true
    default: nil
    }
}

/// Cells of one CSV line; quotes as in RFC 4180, without line breaks inside a cell.
func splitCSV(_ line: Substring) -> [String] {
    var cells: [String] = []
    var cell = ""
    var isQuoted = false
    var wasQuote = false
    for character in line {
        switch (character, isQuoted) {
        case ("\"", false):
            // A second quote right behind a closing one stands for a quote.
            if wasQuote { cell.append("\"") }
            isQuoted = true
            wasQuote = false
        case ("\"", true):
            isQuoted = false
            wasQuote = true
        case (",", false):
            cells.append(cell)
            cell = ""
            wasQuote = false
        default:
            cell.append(character)
            wasQuote = false
        }
    }
    return cells + [cell]
}
