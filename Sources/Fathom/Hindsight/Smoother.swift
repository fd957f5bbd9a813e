/// The Rauch–Tung–Striebel smoother: a second pass over a Kalman filter's estimates, from the last to the first, after which
/// each knows of all measurements (Rauch, Tung, Striebel 1965).
enum Smoother {
    /// A position and its covariance, metres.
    struct Estimate: Equatable {
        var mean: Vector3
        var covariance: Matrix3
    }

    struct Step {
        /// With the measurements up to this one.
        var filtered: Estimate
        /// How the step after this one was expected from it; `nil` where that begins anew and tells nothing of this one.
        var next: Prediction?
    }

    /// p(k+1) = `rotation` p(k) + …, with the covariance that the filter gave it.
    struct Prediction {
        var estimate: Estimate
        var rotation = Matrix3.identity
    }

    static func smooth(_ steps: [Step]) -> [Estimate] {
        var smoothed = steps.map(\.filtered)
        for place in steps.indices.dropLast().reversed() {
            guard let next = steps[place].next, let inverse = next.estimate.covariance.inverse else { continue }
            let before = steps[place].filtered
            let gain = before.covariance * next.rotation.transposed * inverse
            let after = smoothed[place + 1]
            let change = gain * (after.covariance - next.estimate.covariance) * gain.transposed
            smoothed[place] = Estimate(
                mean: before.mean + gain * (after.mean - next.estimate.mean),
                covariance: (before.covariance + change).symmetric)
        }
        return smoothed
    }
}

extension Matrix3 {
    /// Without what rounding made lopsided.
    var symmetric: Matrix3 { (self + transposed) * 0.5 }
}
