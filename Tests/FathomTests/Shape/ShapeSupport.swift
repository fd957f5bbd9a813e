import Fathom

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
