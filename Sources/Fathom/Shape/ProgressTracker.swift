/// Best so far: max(progress, the K-th largest lower bound Φ(d + 1.64 σ) among the last N measured frames).
///
/// 1.64 σ makes it a one-sided 95 % bound, K of N keeps a lone depth spike out. There is no progress until the window
/// holds K measured frames. It never decreases within an episode.
struct ProgressTracker: Sendable {
    private let required: Int
    private var window: RankWindow
    private(set) var best: Double?
    private var step: UInt64?
    /// Best at the end of the control step before this one.
    private var bestBefore: Double?

    init(required: Int, window: Int) {
        self.required = required
        self.window = RankWindow(capacity: window)
    }

    mutating func beginEpisode() {
        window.removeAll()
        best = nil
        step = nil
        bestBefore = nil
    }

    /// Takes a frame's lower bound, `nil` when the frame was not measured.
    mutating func advance(step: UInt64, lowerBound: Double?) {
        if step != self.step {
            self.step = step
            bestBefore = best
        }
        guard let lowerBound else { return }
        window.append(lowerBound)
        guard let candidate = window.largest(required) else { return }
        best = max(best ?? candidate, candidate)
    }

    /// Rise since the end of the control step before; 0 where progress starts.
    var gain: Double? {
        best.map { $0 - (bestBefore ?? $0) }
    }
}
