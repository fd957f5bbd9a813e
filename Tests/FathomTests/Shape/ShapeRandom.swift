import Fathom

/// SplitMix64: the same numbers from the same seed, everywhere.
struct ShapeRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

/// A centre distance between two points on a line.
func distance(_ meters: Double, deviation: Double = 0.001) -> Distance {
    Distance(
        meters: meters, standardDeviation: deviation, kind: .center, referenceFrame: .world, gripper: .zero,
        target: Vector3(meters, 0, 0))
}

extension Shaper {
    /// One measured frame.
    mutating func measure(_ meters: Double, step: UInt64, deviation: Double = 0.001) -> RewardTerms {
        shape(distance: distance(meters, deviation: deviation), status: .measured, step: step)
    }
}
