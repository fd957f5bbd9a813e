/// The last N numbers, and the K-th largest of them. Allocates once.
struct RankWindow: Sendable {
    private var values: [Double]
    private var filled = 0
    private var next = 0

    init(capacity: Int) {
        values = Array(repeating: 0, count: capacity)
    }

    mutating func removeAll() {
        filled = 0
        next = 0
    }

    mutating func append(_ value: Double) {
        values[next] = value
        next = (next + 1) % values.count
        filled = min(filled + 1, values.count)
    }

    /// `nil` while the window holds fewer than `rank` numbers; rank 1 is the largest.
    func largest(_ rank: Int) -> Double? {
        guard filled >= rank else { return nil }
        // Windows are short (at most 64), so counting beats keeping them sorted.
        for index in 0..<filled {
            let candidate = values[index]
            var above = 0
            var notBelow = 0
            for other in 0..<filled {
                if values[other] > candidate { above += 1 }
                if values[other] >= candidate { notBelow += 1 }
            }
            if above < rank && rank <= notBelow { return candidate }
        }
        return nil
    }
}
