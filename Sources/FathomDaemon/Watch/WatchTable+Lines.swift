internal import Fathom

/// What a terminal allows.
public struct TerminalFormat: Sendable, Equatable {
    /// Characters to a line, lines to a screen.
    public var columns: Int
    public var rows: Int
    public var hasColor: Bool
    /// Whether it shows characters beyond ASCII as they are.
    public var isUTF8: Bool

    public init(columns: Int = 120, rows: Int = 40, hasColor: Bool = false, isUTF8: Bool = false) {
        self.columns = columns
        self.rows = rows
        self.hasColor = hasColor
        self.isUTF8 = isUTF8
    }
}

extension WatchTable {
    /// The table as it stands at `now`: a heading, a line or two a session, and what had no room.
    ///
    /// No line is as wide as the terminal and there are fewer than its rows, so that it can be redrawn in place.
    public func lines(at now: Int64, _ format: TerminalFormat) -> [String] {
        let columns = Column.all.filter { column in
            (format.isUTF8 || !column.isDrawn)
                && (!column.isOptional || sessions.contains { column.text($0, now) != RewardWords.none })
        }
        let cells = sessions.map { session in columns.map { $0.text(session, now) } }
        let widths = columns.indices.map { index in
            cells.map(\.[index].count).reduce(max(columns[index].width, columns[index].title.count), max)
        }
        let titles = zip(columns, widths).map { $0.padded($0.title, to: $1) }
        var lines = [Self.cut([(titles.joined(separator: "  "), nil)], format)]
        var hidden = 0
        for (session, row) in zip(sessions, cells) {
            let texts = columns.indices.map { columns[$0].padded(row[$0], to: widths[$0]) }
            let block = Self.block(zip(columns, texts), session.reward, format)
            // One line stays free for what had no room, one for the cursor.
            if hidden == 0, lines.count + block.count <= format.rows - 2 || lines.count == 1 {
                lines += block
            } else {
                hidden += 1
            }
        }
        if let rest = restLine(hidden: hidden) { lines.append(Self.cut([(rest, nil)], format)) }
        return lines
    }

    /// The numbers, the status in its colour, and the reason: behind them where it fits, else below.
    private static func block(
        _ cells: some Sequence<(Column, String)>, _ reward: Reward, _ format: TerminalFormat
    ) -> [String] {
        var pieces: [(text: String, color: String?)] = []
        for (column, text) in cells {
            if !pieces.isEmpty { pieces.append(("  ", nil)) }
            pieces.append((text, column.isStatus ? reward.status.color : nil))
        }
        guard let reason = reward.reason.map(RewardWords.text), !reason.isEmpty else { return [cut(pieces, format)] }
        let width = pieces.reduce(0) { $0 + $1.text.count }
        guard width + 2 + reason.count >= format.columns else { return [cut(pieces + [("  " + reason, nil)], format)] }
        return [cut(pieces, format), cut([("  ↳ " + reason, nil)], format)]
    }

    /// The pieces on one line, as far as the width allows.
    private static func cut(_ pieces: [(text: String, color: String?)], _ format: TerminalFormat) -> String {
        var room = max(format.columns - 1, 0)
        return pieces.map { text, color in
            let shown = text.count > room ? String(text.prefix(max(room - 1, 0))) + (room > 0 ? "…" : "") : text
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
    /// ANSI colour: green is measured, cyan predicted, yellow unknown, red a bad frame.
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
