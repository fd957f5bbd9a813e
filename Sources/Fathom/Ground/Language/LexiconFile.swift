/// Reads nouns from text, one a line; the columns are told in the head of `lexicon.txt`.
struct LexiconFile {
    private(set) var nouns: [Noun] = []
    /// Lines that were not understood, counted from 1, and why.
    private(set) var problems: [(line: Int, reason: String)] = []

    /// The file that is built into the library.
    static let standard = LexiconFile(String(decoding: PackageResources.lexicon_txt, as: UTF8.self))

    init(_ text: String) {
        for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            guard !line.hasPrefix("#"), line.contains(where: { !$0.isWhitespace }) else { continue }
            do throws(Problem) {
                nouns.append(try Self.noun(line))
            } catch {
                problems.append((number + 1, error.reason))
            }
        }
    }

    private struct Problem: Error {
        var reason: String
    }

    private static func noun(_ line: Substring) throws(Problem) -> Noun {
        let columns = line.split(separator: "|", omittingEmptySubsequences: false).map(trimmed)
        guard (8...9).contains(columns.count) else { throw Problem(reason: "\(columns.count) columns, not 8") }
        guard !columns[0].isEmpty else { throw Problem(reason: "no noun") }
        guard let form = Form(rawValue: columns[3]) else { throw Problem(reason: "no form '\(columns[3])'") }
        guard let size = try range(columns[4]) else { throw Problem(reason: "no size") }
        var colors: [ColorName] = []
        for word in items(columns[6]) {
            guard let color = ColorName(rawValue: word) else { throw Problem(reason: "no colour '\(word)'") }
            colors.append(color)
        }
        let part = columns.count == 9 ? Part(rawValue: columns[8]) : nil
        if columns.count == 9, part == nil { throw Problem(reason: "no part '\(columns[8])'") }
        return Noun(
            name: columns[0], plural: columns[1].isEmpty ? nil : columns[1], synonyms: items(columns[2]), form: form,
            size: size, thickness: try range(columns[5]), usualColors: colors, groups: items(columns[7]),
            part: part)
    }

    /// Metres of "4-7.5" centimetres; `nil` where nothing is written.
    private static func range(_ text: String) throws(Problem) -> ClosedRange<Double>? {
        guard !text.isEmpty else { return nil }
        let ends = text.split(separator: "-").compactMap { Double($0) }
        guard ends.count == 2, ends[0] > 0, ends[0] <= ends[1] else { throw Problem(reason: "no range '\(text)'") }
        return (ends[0] / 100)...(ends[1] / 100)
    }

    private static func items(_ text: String) -> [String] {
        text.split(separator: ",").map(trimmed)
    }

    private static func trimmed(_ text: Substring) -> String {
        let start = text.drop { $0.isWhitespace }
        return String(start.reversed().drop { $0.isWhitespace }.reversed())
    }
}
