#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The potential Φ: a distance in metres becomes a number in [0, 1], 1 at contact, falling with the distance.
///
/// Finite and non-increasing for every distance in [0, ∞], infinity included. `exponential` and `tanh` call the C
/// library's `exp`, whose last bits differ between CPUs: those two agree within 1e-9 across machines, the other two to
/// the bit.
public struct PotentialCurve: Sendable, Equatable {
    public let kind: CurveKind
    /// Metres: the scale of the curve, positive and finite.
    public let length: Double

    public init(kind: CurveKind, length: Double) {
        self.kind = kind
        self.length = length
    }

    /// Φ at `meters`. Below 0 counts as 0; a distance that is no number has no closeness: 0.
    public func callAsFunction(_ meters: Double) -> Double {
        guard meters > 0 else { return meters.isNaN ? 0 : 1 }
        let ratio = meters / length
        switch kind {
        case .reciprocal: return 1 / (1 + ratio)
        // 1 − tanh(ratio), in a form that does not cancel to 0 at 19 lengths.
        case .tanh: return 2 / (1 + monotonicExp(2 * ratio))
        case .exponential: return 1 / monotonicExp(ratio)
        case .longTail: return 1 / (1 + ratio * ratio)
        }
    }

    /// Whether Φ, and Φ − 1 with it, strictly decreases between any two distances ≥ 0.1 mm apart in [0, maxDistance].
    ///
    /// Every curve's slope is smallest at an end of the interval: all are convex but `longTail`, which bends once. A
    /// drop must exceed 8 units in the last place of 1, more than evaluation and the subtraction of 1 can swallow.
    public func strictlyDecreases(upTo maxDistance: Double) -> Bool {
        let step = 1e-4
        guard length > 0, length.isFinite, maxDistance.isFinite, maxDistance >= step else { return false }
        let firstDrop = self(0) - self(step)
        let lastDrop = self(maxDistance - step) - self(maxDistance)
        return min(firstDrop, lastDrop) > 8 * Double.ulpOfOne
    }
}

/// `exp(x)` for x ≥ 0 that never decreases from one x to a larger one; infinity beyond 700.
///
/// A C library's `exp` errs by about half a unit in the last place, so two neighbouring arguments may come out in the
/// wrong order. Rounded to multiples of 2⁻⁴⁴ first, unequal arguments differ by hundreds of such units.
private func monotonicExp(_ x: Double) -> Double {
    let grid = 384.0
    let rounded = (x + grid) - grid
    return rounded <= 700 ? exp(rounded) : .infinity
}
