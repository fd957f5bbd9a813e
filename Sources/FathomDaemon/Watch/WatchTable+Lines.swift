internal import Fathom

/// What a terminal allows.
public struct TerminalFormat: Sendable, Equatable {
    /// Characters to a line, lines to a screen.
    public var columns: Int
    public var rows: Int
    public var hasColor: Bool

    public init(columns: Int = 120, rows: Int = 40, hasColor: Bool = false) {
        self.columns = columns
        self.rows = rows
        self.hasColor = hasColor
    }
}

extension WatchTable {
    /// The table as it stands at `now`: a heading, a line a session, and what had no room.
    ///
    /// No line is as wide as the terminal and there are fewer than its rows, so that it can be redrawn in place.
    public func lines(at now: Int64, _ format: TerminalFormat) -> [String] {
        let shown = sessions.prefix(max(1, format.rows - 3))
        let columns = Column.all.filter { column in
            !column.isOptional || shown.contains { column.text($0, now) != RewardWords.none }
        }
        let cells = shown.map { session in columns.map { $0.text(session, now) } }
        let widths = columns.indices.map { index in
            cells.map(\.[index].count).reduce(columns[index].title.count, max)
        }
        let titles = zip(columns, widths).map { $0.padded($0.title, to: $1) } + ["status"]
        var lines = [Self.join([(titles.joined(separator: "  "), nil)], format)]
        for (session, row) in zip(shown, cells) {
            let numbers = columns.indices.map { columns[$0].padded(row[$0], to: widths[$0]) }
            lines.append(Self.line(numbers.joined(separator: "  "), session.reward, format))
        }
        if let rest = restLine(hidden: sessions.count - shown.count) { lines.append(Self.join([(rest, nil)], format)) }
        return lines
    }

    /// The numbers, the status in its colour, and the reason as far as the width allows.
    private static func line(_ numbers: String, _ reward: Reward, _ format: TerminalFormat) -> String {
        let reason = reward.reason.map { "  " + RewardWords.text($0) } ?? ""
        return join([(numbers + "  ", nil), (reward.statusWords, reward.status.color), (reason, nil)], format)
    }

    private static func join(_ pieces: [(text: String, color: String?)], _ format: TerminalFormat) -> String {
        var room = max(format.columns - 1, 0)
        return pieces.map { text, color in
            let isCut = text.count > room
            let shown = isCut ? String(text.prefix(max(room - 1, 0))) + (room > 0 ? "…" : "") : text
            room -= shown.count
            guard let color, format.hasColor, !shown.isEmpty else { return shown }
            return "\u{1B}[\(color)m\(shown)\u{1B}[0m"
        }.joined()
    }

    private func restLine(hidden: Int) -> String? {
        var parts: [String] = []
        if hidden > 0 { parts.append("\(hidden) more sessions") }
        if unshown > 0 { parts.append("\(unshown) rewards of sessions beyond \(maxSessions)") }
        return parts.isEmpty ? nil : "… " + parts.joined(separator: ", ")
    }
}

extension RewardStatus {
    /// ANSI colour: green is trustworthy, yellow is not measured, red is a bad frame.
    fileprivate var color: String {
        switch self {
        case .measured: "32"
        case .held: "36"
        case .ambiguous, .absent, .stale: "33"
        case .rejected: "31"
        case .paused: "35"
        }
    }
}
