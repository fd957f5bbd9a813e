/// Potential-based shaping F = γᵏ Φ(s′) − Φ(s) (Ng, Harada, Russell 1999), a control step at a time.
///
/// A step's state is that of its last frame: frames that share a step are each compared with the step before, and the
/// last one stands. A step whose last frame has no potential has none; the next one covers it.
struct ShapingTerm: Sendable {
    struct State: Sendable, Equatable {
        var step: UInt64
        var potential: Double
    }

    let discount: Double
    /// The last earlier step that had a potential.
    private(set) var previous: State?
    /// The step in progress, and its last frame's potential.
    private var step: UInt64?
    private var potential: Double?

    init(discount: Double) {
        self.discount = discount
    }

    mutating func beginEpisode() {
        self = ShapingTerm(discount: discount)
    }

    /// F for a frame of `step`; `nil` without an earlier potential, or without one here.
    ///
    /// A terminal state's potential counts as 0 (Grześ 2017), measured or not: without that last −Φ(s) the sum over an
    /// episode that ends unseen would depend on where it ended.
    mutating func advance(step: UInt64, potential: Double?, isTerminated: Bool) -> Double? {
        enter(step)
        self.potential = potential
        guard let previous, previous.step < step else { return nil }
        guard let next = isTerminated ? 0 : potential else { return nil }
        return power(discount, step - previous.step) * next - previous.potential
    }

    private mutating func enter(_ next: UInt64) {
        guard next != step else { return }
        if let step, let potential { previous = State(step: step, potential: potential) }
        step = next
        potential = nil
    }
}

/// `base` to the power `exponent` by squaring: multiplications only, so the same bits on every CPU.
func power(_ base: Double, _ exponent: UInt64) -> Double {
    var result = 1.0
    var square = base
    var remaining = exponent
    while remaining > 0 {
        if remaining & 1 == 1 { result *= square }
        square *= square
        remaining >>= 1
    }
    return result
}
