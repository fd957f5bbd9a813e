import FathomWire

/// Counts by reason. Bounded: what comes in too many kinds is counted together.
struct Counters {
    private var counts: [String: UInt64] = [:]
    private static let maxReasons = 64
    private static let rest = "other"

    mutating func count(_ reason: String) {
        let isKnown = counts[reason] != nil || counts.count < Self.maxReasons
        counts[isKnown ? reason : Self.rest, default: 0] += 1
    }

    /// Sorted by reason, so that two reports of the same counts are equal.
    var report: [ReasonCount] {
        counts.sorted { $0.key < $1.key }.map { ReasonCount(reason: $0.key, count: $0.value) }
    }
}
