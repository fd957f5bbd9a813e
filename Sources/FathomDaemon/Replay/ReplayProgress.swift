import Foundation

/// A bar on standard error while a replay runs; nothing where that is no terminal.
struct ReplayProgress {
    private let total: UInt64
    private let start = Clocks.system.monotonic()
    private var drawn: Int64 = 0
    private let isShown: Bool
    private static let width = 30

    /// - Parameter total: messages of all files.
    init(total: UInt64) {
        self.total = total
        isShown = total > 0 && isatty(STDERR_FILENO) == 1
    }

    mutating func update(_ done: UInt64, isLast: Bool = false) {
        guard isShown else { return }
        let now = Clocks.system.monotonic()
        guard isLast || now - drawn >= 100_000_000 else { return }
        drawn = now
        let share = min(Double(done) / Double(total), 1)
        let filled = Int(share * Double(Self.width))
        let bar = String(repeating: "#", count: filled) + String(repeating: "-", count: Self.width - filled)
        let seconds = Double(now - start) / 1e9
        let left = share > 0.01 ? "\(Int(seconds / share - seconds)) s left" : ""
        let text = isLast ? "\r\u{1B}[2K" : "\r\u{1B}[2K[\(bar)] \(Int(share * 100)) %  \(left)"
        try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
    }
}
