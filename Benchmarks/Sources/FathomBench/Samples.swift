/// Durations of one contestant.
struct Samples {
    private(set) var nanoseconds: [UInt64] = []

    var count: Int { nanoseconds.count }
    var p50: Double { percentile(0.5) }
    var p99: Double { percentile(0.99) }

    /// Of all of them together.
    var seconds: Double { Double(nanoseconds.reduce(0, +)) / 1e9 }

    mutating func append(_ duration: UInt64) {
        nanoseconds.append(duration)
    }

    /// Times `body`.
    @inline(__always)
    mutating func time<Result>(_ body: () -> Result) -> Result {
        let start = now()
        let result = body()
        nanoseconds.append(now() - start)
        return result
    }

    /// Milliseconds, by nearest rank.
    private func percentile(_ share: Double) -> Double {
        guard !nanoseconds.isEmpty else { return .nan }
        let rank = Int((Double(nanoseconds.count) * share).rounded(.up)) - 1
        return Double(nanoseconds.sorted()[max(0, rank)]) / 1e6
    }
}
