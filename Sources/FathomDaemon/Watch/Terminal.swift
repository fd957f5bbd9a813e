internal import Foundation

/// Standard output as a terminal: its size, and lines redrawn in place.
struct Terminal {
    private var drawn = 0
    private let hasColor: Bool
    private let isUTF8: Bool

    /// `nil` where standard output is a file, a pipe, or a terminal that cannot move its cursor.
    init?(environment: [String: String] = ProcessInfo.processInfo.environment) {
        guard isatty(STDOUT_FILENO) == 1, let kind = environment["TERM"], kind != "dumb", !kind.isEmpty else {
            return nil
        }
        hasColor = (environment["NO_COLOR"] ?? "").isEmpty
        isUTF8 = Self.isUTF8(environment)
    }

    /// Whether the locale's characters are UTF-8. The first variable that is set decides (POSIX.1-2017, 8.2).
    static func isUTF8(_ environment: [String: String]) -> Bool {
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
        return locale.uppercased().replacing("-", with: "").contains("UTF8")
    }

    var format: TerminalFormat {
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else {
            return TerminalFormat(columns: 80, rows: 24, hasColor: hasColor, isUTF8: isUTF8)
        }
        return TerminalFormat(
            columns: Int(size.ws_col), rows: Int(size.ws_row), hasColor: hasColor, isUTF8: isUTF8)
    }

    /// The bytes that put `lines` in the place of those drawn before.
    mutating func redraw(_ lines: [String]) -> String {
        let up = drawn > 0 ? "\u{1B}[\(drawn)A" : ""
        drawn = lines.count
        return up + lines.map { "\u{1B}[2K\($0)\n" }.joined() + "\u{1B}[J"
    }

    /// Other lines were written below; the next table goes under them.
    mutating func forget() {
        drawn = 0
    }
}
