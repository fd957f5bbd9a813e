/// Measures between two entities, by kind, with the standard deviation that follows from their covariances.
struct Ruler {
    /// One end of a measurement.
    struct End {
        var shape: Shape
        /// Of the centre, square metres.
        var covariance: Matrix3
    }

    var kind: DistanceKind
    var referenceFrame: ReferenceFrame
    /// Up axis in that frame, a unit vector.
    var up: Vector3

    /// The distance from `gripper` to `target`.
    func measure(gripper: End, target: End) -> Distance {
        switch kind {
        case .center:
            return along(target.shape.center - gripper.shape.center, gripper, target)
        case .vertical:
            let delta = target.shape.center - gripper.shape.center
            return along(up * up.dot(delta), gripper, target)
        case .horizontal:
            let delta = target.shape.center - gripper.shape.center
            return along(delta - up * up.dot(delta), gripper, target)
        case .surface:
            return surface(gripper, target)
        }
    }

    private func along(_ delta: Vector3, _ gripper: End, _ target: End) -> Distance {
        let meters = delta.length
        let sigma = Self.sigma(delta, meters, gripper.covariance + target.covariance)
        return Distance(
            meters: meters, standardDeviation: sigma, kind: kind, referenceFrame: referenceFrame,
            gripper: gripper.shape.center, target: target.shape.center)
    }

    /// First-order propagation √(uᵀ Σ u) along the segment; where it is too short to have a direction, the mean over all.
    private static func sigma(_ delta: Vector3, _ meters: Double, _ covariance: Matrix3) -> Double {
        let mean = max(covariance.trace / 3, 0)
        guard meters > mean.squareRoot(), meters > 1e-9 else { return mean.squareRoot() }
        let direction = delta / meters
        return max(direction.dot(covariance * direction), 0).squareRoot()
    }

    /// The gap between the completed shapes, by alternating projection on two convex bodies (Cheney and Goldstein 1959).
    private func surface(_ gripper: End, _ target: End) -> Distance {
        var a = gripper.shape.center
        var b = target.shape.nearest(to: a)
        for _ in 0..<32 {
            let nextA = gripper.shape.nearest(to: b)
            let nextB = target.shape.nearest(to: nextA)
            let isStill = (nextA - a).length + (nextB - b).length < 1e-7
            (a, b) = (nextA, nextB)
            if isStill { break }
        }
        let delta = b - a
        let meters = delta.length
        let direction = meters > 1e-9 ? delta : target.shape.center - gripper.shape.center
        let sigma = Self.sigma(direction, direction.length, gripper.covariance + target.covariance)
        return Distance(
            meters: meters, standardDeviation: sigma, kind: .surface, referenceFrame: referenceFrame, gripper: a,
            target: b)
    }
}
