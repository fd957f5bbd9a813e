/// Measures between two entities, by kind, with the standard deviation that follows from their covariances.
struct Ruler {
    /// One end of a measurement.
    struct End {
        var shape: Shape
        /// Of the centre, square metres.
        var covariance: Matrix3
        /// The seen part of its surface, where a frame is at hand; a track carries its shape alone.
        var seen: SeenSurface?

        init(shape: Shape, covariance: Matrix3, seen: SeenSurface? = nil) {
            (self.shape, self.covariance, self.seen) = (shape, covariance, seen)
        }

        /// Covariance of a point of its surface: of one that was seen, the sensor's noise alone.
        func surfaceCovariance(isSeen: Bool) -> Matrix3 {
            guard isSeen, let seen else { return covariance }
            return Matrix3(diagonal: Vector3(repeating: seen.sigma * seen.sigma))
        }
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

    private func surface(_ gripper: End, _ target: End) -> Distance {
        let gap = SurfaceGap(
            SurfaceGap.Side(shape: gripper.shape, seen: gripper.seen),
            SurfaceGap.Side(shape: target.shape, seen: target.seen))
        let delta = gap.to - gap.from
        let direction = delta.length > 1e-9 ? delta : target.shape.center - gripper.shape.center
        let covariance =
            gripper.surfaceCovariance(isSeen: gap.isFromSeen) + target.surfaceCovariance(isSeen: gap.isToSeen)
        let sigma = Self.sigma(direction, direction.length, covariance)
        return Distance(
            meters: gap.meters, standardDeviation: sigma, kind: .surface, referenceFrame: referenceFrame,
            gripper: gap.from, target: gap.to)
    }
}
