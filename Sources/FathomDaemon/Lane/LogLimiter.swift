/// Lets one log line a second through for each reason, and tells how many it held back.
struct LogLimiter {
    private var entries: [String: (since: Int64, heldBack: Int)] = [:]
    private static let intervalNanoseconds: Int64 = 1_000_000_000
    private static let maxReasons = 256

    /// - Returns: how many lines of this reason were held back since the last one let through, or `nil` to hold this one
    ///   back as well.
    mutating func admit(_ reason: String, at monotonicNanoseconds: Int64) -> Int? {
        guard let entry = entries[reason] else {
            if entries.count >= Self.maxReasons { entries.removeAll(keepingCapacity: true) }
            entries[reason] = (monotonicNanoseconds, 0)
            return 0
        }
        guard monotonicNanoseconds - entry.since >= Self.intervalNanoseconds else {
            entries[reason]?.heldBack += 1
            return nil
        }
        entries[reason] = (monotonicNanoseconds, 0)
        return entry.heldBack
    }
}
