/// Depth readings on a tag: points that lie on one plane, and how much each is to be trusted.
struct TagSurface {
    /// Optical frame, metres.
    private(set) var points: [Vector3] = []
    /// Standard deviation of each along its ray, metres, with what neighbours have in common.
    private(set) var sigmas: [Double] = []
    /// Depth of the plane along the ray through the tag's centre, metres.
    private(set) var centerDepth = 0.0

    /// Readings along each edge at most.
    private static let edgeSamples = 20
    private static let leastSamples = 16
    /// How much of the square is looked at: at its edge, readings mix with what lies behind.
    private static let innerShare = 0.8
    /// A depth camera's readings are the work of windows of about 3×3 pixels: so many share one error.
    private static let sharedReadings = 9.0
    /// Paper is no flatter, nor glued flatter, metres.
    private static let flatness = 0.0002

    /// Inverse depth over normalised image coordinates: a plane is linear in them.
    private struct Sample {
        var x: Double
        var y: Double
        var inverse: Double
        var point: Vector3
        var isKept = true
    }

    /// - Returns: `nil` when too few readings are valid, or they lie on no plane.
    init?(_ quad: TagQuad, depth: DepthImage, projection: Projection, noise: DepthNoise) {
        var samples = Self.samples(quad, depth, projection)
        guard samples.count >= Self.leastSamples, let fit = Self.plane(&samples, noise) else { return nil }
        let kept = samples.filter(\.isKept)
        guard kept.count * 2 > samples.count, kept.count >= Self.leastSamples else { return nil }
        let middle = quad.corners.reduce(.zero, +) / 4
        let center = projection.ray(middle.x, middle.y)
        centerDepth = 1 / (fit.x * center.x + fit.y * center.y + fit.z)
        guard centerDepth.isFinite, centerDepth > 0 else { return nil }
        // Where the sensor is worse than configured, the scatter about the plane says so.
        var scatter = 0.0
        for sample in kept {
            let residual = (fit.x * sample.x + fit.y * sample.y + fit.z) * sample.point.z - 1
            scatter += residual * residual * sample.point.z * sample.point.z
        }
        scatter = (scatter / Double(kept.count - 3)).squareRoot()
        let shared = min(Self.sharedReadings, Double(kept.count) / 4).squareRoot()
        points = kept.map(\.point)
        sigmas = kept.map { shared * max(noise.sigma($0.point.z), scatter, Self.flatness) }
    }

    private static func samples(_ quad: TagQuad, _ depth: DepthImage, _ projection: Projection) -> [Sample] {
        let c = quad.corners
        let width = ((c[1] - c[0]) + (c[2] - c[3])) / 2
        let height = ((c[3] - c[0]) + (c[2] - c[1])) / 2
        let longest = max((width * width).sum(), (height * height).sum()).squareRoot()
        guard longest.isFinite else { return [] }
        let count = min(edgeSamples, Int(longest * innerShare))
        guard count >= 4 else { return [] }
        var samples: [Sample] = []
        samples.reserveCapacity(count * count)
        for i in 0..<count {
            for j in 0..<count {
                let s = 0.5 + innerShare * ((Double(i) + 0.5) / Double(count) - 0.5)
                let t = 0.5 + innerShare * ((Double(j) + 0.5) / Double(count) - 0.5)
                let bottom = c[0] + (c[1] - c[0]) * s
                let place = bottom + (c[3] + (c[2] - c[3]) * s - bottom) * t
                let pixel = place.rounded(.toNearestOrAwayFromZero)
                guard pixel.x >= 0, pixel.y >= 0, pixel.x < Double(depth.width), pixel.y < Double(depth.height) else {
                    continue
                }
                let meters = Double(depth.meters(x: Int(pixel.x), y: Int(pixel.y)))
                guard meters > 0 else { continue }
                let point = projection.point(pixel.x, pixel.y, depth: meters, isRadial: depth.isRadial)
                samples.append(
                    Sample(x: point.x / point.z, y: point.y / point.z, inverse: 1 / point.z, point: point))
            }
        }
        return samples
    }

    /// Least squares, three times without what lay too far off the time before.
    private static func plane(_ samples: inout [Sample], _ noise: DepthNoise) -> Vector3? {
        var fit: Vector3?
        for _ in 0..<4 {
            guard let next = leastSquares(samples) else { return nil }
            fit = next
            let residuals = samples.map { abs(next.x * $0.x + next.y * $0.y + next.z - $0.inverse) }
            let median = residuals.sorted()[residuals.count / 2]
            for index in samples.indices {
                let inverse = samples[index].inverse
                let sigma = max(noise.sigma(1 / inverse), flatness) * inverse * inverse
                samples[index].isKept = residuals[index] <= 3 * max(sigma, 1.4826 * median)
            }
        }
        return fit
    }

    private static func leastSquares(_ samples: [Sample]) -> Vector3? {
        var normal = Matrix3.zero
        var right = Vector3.zero
        var first: Sample?
        for sample in samples where sample.isKept {
            // About the first one, lest the digits that differ are the last ones.
            let origin = first ?? sample
            first = origin
            let row = Vector3(sample.x - origin.x, sample.y - origin.y, 1)
            normal = normal + Matrix3.outer(row)
            right += row * sample.inverse
        }
        guard let first, let inverse = normal.inverse else { return nil }
        let fit = inverse * right
        return Vector3(fit.x, fit.y, fit.z - fit.x * first.x - fit.y * first.y)
    }
}
