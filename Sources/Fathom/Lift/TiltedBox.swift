internal import FathomKernels

extension CompletedBox {
    /// A box that stands neither upright nor flat: its axes come from the largest flat face that shows, then from the
    /// heading in that face; the face is looked for among a `few` of the points. `nil` where no face shows that is plainly tilted.
    /// - Parameter tolerance: distance from a face that is still on it, metres.
    init?(tiltedAround points: PointBuffer, few: PointBuffer, view: ObjectView, tolerance: Double) {
        guard let normal = Self.largestFace(few, tolerance: tolerance) else { return nil }
        // Within 8° of level or of plumb an upright box is the simpler tale.
        guard abs(normal.z) > 0.14, abs(normal.z) < 0.99 else { return nil }
        let (first, second) = BoxFit.horizontalAxes(normal)
        let heading = Footprint.sharpestHeading(
            points, first, second, least: max(1.5 * view.sigma, 0.5 * view.pixel))
        let x = first * heading.cosine + second * heading.sine
        self.init(around: points, axes: Matrix3(columns: x, normal.cross(x), normal), view: view)
    }

    /// Unit normal, upwards, of the plane that holds the most points, if that is a third of them: RANSAC (Fischler and
    /// Bolles 1981) with seeded samples, then least squares.
    private static func largestFace(_ points: PointBuffer, tolerance: Double) -> Vector3? {
        var random = SplitMix64(seed: 0xface)
        var best: (count: Int, normal: Vector3, origin: Vector3)?
        var lanes = points.lanes
        for _ in 0..<32 {
            func sample() -> Vector3 { points[Int(random.next() % UInt64(points.count))] }
            let (a, b, c) = (sample(), sample(), sample())
            guard let normal = (b - a).cross(c - a).normalized else { continue }
            let count = a.withDoubles { origin in
                normal.withDoubles { Int(fathom_form_on_plane(&lanes, origin, $0, tolerance)) }
            }
            if count > best?.count ?? 0 { best = (count, normal, a) }
        }
        guard let best, best.count * 3 >= points.count else { return nil }
        return refined(best.normal, best.origin, points, tolerance)
    }

    private static func refined(
        _ start: Vector3, _ origin: Vector3, _ points: PointBuffer, _ tolerance: Double
    ) -> Vector3? {
        var (sum, count) = (Vector3.zero, 0.0)
        for index in 0..<points.count where abs((points[index] - origin).dot(start)) < tolerance {
            sum += points[index]
            count += 1
        }
        guard count >= 8 else { return nil }
        let mean = sum / count
        var scatter = Matrix3.zero
        for index in 0..<points.count where abs((points[index] - origin).dot(start)) < tolerance {
            scatter = scatter + Matrix3.outer(points[index] - mean)
        }
        let ridge = Matrix3(diagonal: Vector3(repeating: scatter.trace * 1e-9 + 1e-15))
        guard let inverse = (scatter + ridge).inverse else { return nil }
        var normal = start
        for _ in 0..<8 {
            guard let next = (inverse * normal).normalized else { return nil }
            normal = next
        }
        return normal.z < 0 ? normal * -1 : normal
    }
}
