/// A plane that things stand on: up · p = height, in the frame that the points are in.
public struct SupportPlane: Sendable, Equatable {
    /// Unit normal, towards the free side.
    public var up: Vector3
    /// Metres.
    public var height: Double
    /// Grid samples that lie on it.
    public var support: Int
    /// Mean distance of those from the camera, metres.
    public var range: Double

    /// How far a pixel may lie from the plane and still be the plane.
    func tolerance(_ noise: DepthNoise) -> Double {
        0.005 + 3 * noise.sigma(range)
    }

    /// Height along `up` of the plane straight below or above `point`.
    func height(below point: Vector3, along up: Vector3) -> Double {
        up.dot(point) - distance(point) / max(self.up.dot(up), 0.1)
    }

    @inline(__always)
    func distance(_ point: Vector3) -> Double {
        up.dot(point) - height
    }
}

/// Finds the planes of a depth image that carry things: RANSAC on a coarse grid, then least squares on the inliers.
///
/// Deterministic: samples are drawn by a seeded generator. Fischler and Bolles 1981.
package final class SupportPlaneFinder {
    /// Tries for each plane. One sample makes a hypothesis, so a plane of a tenth of them is missed once in a thousand.
    private static let hypotheses = 64
    static let maxPlanes = 3
    /// Square metres.
    private static let minArea = 0.15

    /// Samples that lie on none of the planes found so far.
    private let rest = GridSamples()
    /// Samples in a row of the grid.
    private var columns = 1
    /// Radians from one sample to the next.
    private var sampleAngle = 0.0

    package init() {}

    /// Up to three planes, largest support first.
    /// - Parameters:
    ///   - up: known up axis in the points' frame; planes must then lie within 15° of horizontal.
    ///   - toward: the camera's centre in the points' frame; normals point to its side.
    package func planes(
        depth: DepthImage, projection: Projection, frameFromCamera: Transform, up: Vector3?, noise: DepthNoise
    ) -> [SupportPlane] {
        sample(depth, projection, frameFromCamera, noise)
        let viewpoint = frameFromCamera.translation
        let total = rest.count
        var random = SplitMix64(seed: 0x5eed)
        var found: [SupportPlane] = []
        for _ in 0..<Self.maxPlanes where rest.count >= 50 {
            guard let plane = largest(up: up, viewpoint: viewpoint, using: &random),
                plane.support * 25 >= total
            else { break }
            // Above the largest, a small level patch is the top of a thing.
            let isLarge = plane.area(seenFrom: viewpoint, sampleAngle: sampleAngle) >= Self.minArea
            if found.isEmpty || isLarge { found.append(plane) }
            rest.remove(near: plane)
        }
        return found
    }

    private func sample(
        _ depth: DepthImage, _ projection: Projection, _ frameFromCamera: Transform, _ noise: DepthNoise
    ) {
        rest.removeAll()
        // As many samples as fit, on a square grid.
        var stride = 1
        func samples(_ size: Int) -> Int { (size + stride - 1) / stride }
        while samples(depth.width) * samples(depth.height) > PointBuffer.capacity { stride += 1 }
        columns = samples(depth.width)
        sampleAngle = projection.footprint(depth: Double(stride))
        for y in Swift.stride(from: stride / 2, to: depth.height, by: stride) {
            for x in Swift.stride(from: stride / 2, to: depth.width, by: stride) {
                let z = depth.meters(x: x, y: y)
                guard z > 0 else { continue }
                let point = frameFromCamera(
                    projection.point(Double(x), Double(y), depth: Double(z), isRadial: depth.isRadial))
                let range = (point - frameFromCamera.translation).length
                rest.append(point, tolerance: 0.004 + 2 * noise.sigma(range))
            }
        }
    }

    private func largest(
        up: Vector3?, viewpoint: Vector3, using random: inout SplitMix64
    ) -> SupportPlane? {
        var best: SupportPlane?
        let stride = max(1, rest.count / 256)
        for attempt in 0..<Self.hypotheses {
            let sample = Int(random.next() % UInt64(rest.count))
            let isLevelGuess = up != nil && attempt % 2 == 0
            guard
                let plane = isLevelGuess
                    ? Self.plane(through: rest[sample], up ?? .zero, viewpoint) : local(sample, viewpoint),
                Self.isLevel(plane.up, up)
            else { continue }
            let least = best?.support ?? 2
            let support = rest.count(on: plane, stride: stride, beating: least)
            if support > least { best = plane.with(support: support) }
        }
        guard var plane = best?.with(support: 0) else { return nil }
        // A level guess at a tilted table starts from a strip of it and grows.
        for _ in 0..<6 {
            guard let refined = refined(plane, viewpoint), Self.isLevel(refined.up, up) else { break }
            let support = rest.count(on: refined, stride: 1)
            guard support > plane.support else { break }
            plane = refined.with(support: support)
        }
        return plane
    }

    /// The plane through a sample and two neighbours of it on the grid, to its right and below.
    private func local(_ sample: Int, _ viewpoint: Vector3) -> SupportPlane? {
        let a = rest[sample]
        let b = rest[min(sample + 3, rest.count - 1)]
        let c = rest[min(sample + 3 * columns, rest.count - 1)]
        return Self.plane(through: a, (b - a).cross(c - a), viewpoint)
    }

    /// Least-squares plane through the inliers: the normal is the covariance's weakest direction, found by inverse iteration.
    private func refined(_ plane: SupportPlane, _ viewpoint: Vector3) -> SupportPlane? {
        var count = 0.0
        var sum = Vector3.zero
        for index in 0..<rest.count where rest.isOn(plane, index) {
            sum += rest[index]
            count += 1
        }
        guard count >= 10 else { return nil }
        let mean = sum / count
        var scatter = Matrix3.zero
        for index in 0..<rest.count where rest.isOn(plane, index) {
            scatter = scatter + Matrix3.outer(rest[index] - mean)
        }
        let ridge = Matrix3(diagonal: Vector3(repeating: scatter.trace * 1e-9 + 1e-15))
        guard let inverse = (scatter + ridge).inverse else { return nil }
        var normal = plane.up
        for _ in 0..<8 {
            guard let next = (inverse * normal).normalized else { return nil }
            normal = next
        }
        return Self.plane(through: mean, normal, viewpoint)
    }

    private static func plane(through point: Vector3, _ normal: Vector3, _ viewpoint: Vector3) -> SupportPlane? {
        guard let unit = normal.normalized else { return nil }
        let up = unit.dot(viewpoint - point) < 0 ? unit * -1 : unit
        return SupportPlane(up: up, height: up.dot(point), support: 0, range: (point - viewpoint).length)
    }

    private static func isLevel(_ normal: Vector3, _ up: Vector3?) -> Bool {
        up.map { normal.dot($0) > 0.966 } ?? true
    }
}

extension SupportPlane {
    /// Square metres that its samples cover: each its solid angle, over the sine of the angle at which it is seen.
    fileprivate func area(seenFrom viewpoint: Vector3, sampleAngle: Double) -> Double {
        let side = sampleAngle * range
        return Double(support) * side * side * range / max(abs(distance(viewpoint)), 1e-6)
    }

    fileprivate func with(support: Int) -> SupportPlane {
        SupportPlane(up: up, height: height, support: support, range: range)
    }
}
