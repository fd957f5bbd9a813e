internal import CAprilTag

/// Where a tag is, with its uncertainty: libapriltag's estimate from the corners (Lu, Hager, Mjolsness 2000), then the
/// maximum of the likelihood of corners and depth together.
struct TagPose {
    /// Into the optical frame.
    var cameraFromTag: Transform
    private var information: PoseInformation
    /// χ² of the corners alone.
    private var cornerCost: Double
    /// The other pose that the corners allow, where one does: a square seen from afar may lean either way.
    private var mirrored: (cameraFromTag: Transform, weight: Double)?

    /// Standard deviation of a corner along either axis, pixels, by the shortest edge: 0.1 where edges are 30 pixels or longer,
    /// which is twice what rendered tags show under noise and blur, and more where fewer pixels make a line.
    private static func cornerSigma(_ quad: TagQuad) -> Double {
        let c = quad.corners
        let shortest = [c[1] - c[0], c[2] - c[1], c[3] - c[2], c[0] - c[3]].map { ($0 * $0).sum().squareRoot() }.min()
        return min(max(3 / max(shortest ?? 1, 1), 0.1), 0.3)
    }

    /// Error of corners that all share, pixels: blur, exposure and the pixel grid.
    private static let sharedCornerSigma = 0.1
    private static let iterations = 20

    /// - Parameter surface: depth on the tag; `nil`: the corners alone decide.
    /// - Returns: `nil` when the corners are those of no square in front of the camera.
    init?(_ quad: TagQuad, size: Double, projection: Projection, surface: TagSurface?) {
        let rays = quad.corners.map { projection.ray($0.x, $0.y) }
        guard rays.allSatisfy(\.isFinite), let start = Self.start(rays, size) else { return nil }
        let problem = Problem(
            rays: rays, cornerSigma: Self.cornerSigma(quad), size: size, projection: projection, surface: surface)
        let solutions = [start, start.mirroredTag].compactMap(problem.solve)
        guard let best = solutions.min(by: { $0.information.cost < $1.information.cost }) else { return nil }
        cameraFromTag = best.pose
        information = best.information
        cornerCost = problem.information(of: best.pose, withSurface: false).cost
        guard solutions.count == 2 else { return }
        let other = solutions[0].information.cost <= solutions[1].information.cost ? solutions[1] : solutions[0]
        mirrored = (other.pose, Self.weight(costing: other.information.cost - best.information.cost))
    }

    /// A point of the tag frame in the optical frame: place, covariance from frame to frame, and what all frames share.
    func point(_ offset: Vector3, projection: Projection) -> (place: Vector3, noise: Matrix3, systematic: Matrix3)? {
        let place = cameraFromTag(offset)
        guard place.isFinite, let local = information.covariance(of: offset) else { return nil }
        let rotation = cameraFromTag.rotation
        // Corners that fit worse than they should tell of blur, or of an edge that is half covered.
        let inflation = max(1, cornerCost / 5)
        let noise = rotation * local * rotation.transposed * inflation
        let shared = Self.sharedCornerSigma * projection.footprint(depth: max(cameraFromTag.translation.z, 0))
        var systematic = Matrix3(diagonal: Vector3(repeating: shared * shared))
        if let mirrored {
            systematic = systematic + Matrix3.outer(mirrored.cameraFromTag(offset) - place) * mirrored.weight
        }
        return (place, noise, systematic)
    }

    /// 1/(1 + e^(χ²/2)), with the exponential as a power, whose bits are the same everywhere.
    private static func weight(costing difference: Double) -> Double {
        var power = 1 + max(difference, 0) / 2 / 256
        for _ in 0..<8 { power *= power }
        return power.isFinite ? 1 / (1 + power) : 0
    }

    private static func start(_ rays: [Vector3], _ size: Double) -> Transform? {
        guard let homography = homography(rays) else { return nil }
        var rotation = [Double](repeating: 0, count: 9)
        var translation = [Double](repeating: 0, count: 3)
        let corners = rays.flatMap { [$0.x, $0.y] }
        guard fathom_tag_pose(corners, homography, size, &rotation, &translation) != 0 else { return nil }
        let r = rotation
        let pose = Transform(
            rotation: Matrix3(
                columns: Vector3(r[0], r[3], r[6]), Vector3(r[1], r[4], r[7]), Vector3(r[2], r[5], r[8])),
            translation: Vector3(translation[0], translation[1], translation[2]))
        return pose.isRigid && pose.translation.z > 0 ? pose : nil
    }

    /// From the tag with corners at ±1 to normalised image coordinates, row by row (Heckbert 1989, §2.2.3).
    private static func homography(_ rays: [Vector3]) -> [Double]? {
        let (p0, p1, p2, p3) = (rays[3], rays[2], rays[1], rays[0])
        let sum = p0 - p1 + p2 - p3
        let (d1, d2) = (p1 - p2, p3 - p2)
        let determinant = d1.x * d2.y - d2.x * d1.y
        guard determinant.isFinite, abs(determinant) > 1e-18 else { return nil }
        let g = (sum.x * d2.y - d2.x * sum.y) / determinant
        let h = (d1.x * sum.y - sum.x * d1.y) / determinant
        let first = p1 - p0 + p1 * g
        let second = p3 - p0 + p3 * h
        // From corners at ±1 to corners at 0 and 1.
        func row(_ a: Double, _ b: Double, _ c: Double) -> [Double] { [a / 2, b / 2, c + (a + b) / 2] }
        return row(first.x, second.x, p0.x) + row(first.y, second.y, p0.y) + row(g, h, 1)
    }

    /// What is known of one tag, as residuals of a pose.
    private struct Problem {
        var rays: [Vector3]
        /// Pixels.
        var cornerSigma: Double
        var size: Double
        var projection: Projection
        var surface: TagSurface?

        func solve(_ start: Transform) -> (pose: Transform, information: PoseInformation)? {
            var pose = start
            var current = information(of: pose)
            var damping = 1e-3
            for _ in 0..<TagPose.iterations {
                guard let step = current.step(damping: damping) else { break }
                let next = pose.moved(turn: step.turn, shift: step.shift)
                let candidate = information(of: next)
                if candidate.cost < current.cost {
                    (pose, current, damping) = (next, candidate, damping / 10)
                } else {
                    damping *= 10
                }
            }
            return current.cost.isFinite && pose.translation.z > 0 ? (pose, current) : nil
        }

        func information(of pose: Transform, withSurface: Bool = true) -> PoseInformation {
            var sum = PoseInformation()
            let tagFromCamera = pose.rotation.transposed
            let half = size / 2
            let corners = [
                Vector3(-half, half, 0), Vector3(half, half, 0), Vector3(half, -half, 0), Vector3(-half, -half, 0),
            ]
            for (corner, ray) in zip(corners, rays) {
                let seen = pose(corner)
                let depth = max(seen.z, 1e-6)
                let (x, y) = (seen.x / depth, seen.y / depth)
                let columns = projection.camera.fx / cornerSigma
                let rows = projection.camera.fy / cornerSigma
                let alongX = tagFromCamera * (Vector3(1, 0, -x) * (columns / depth))
                let alongY = tagFromCamera * (Vector3(0, 1, -y) * (rows / depth))
                sum.add((x - ray.x) * columns, at: corner, along: alongX)
                sum.add((y - ray.y) * rows, at: corner, along: alongY)
            }
            guard withSurface, let surface else { return sum }
            let normal = pose.rotation.z
            for (point, sigma) in zip(surface.points, surface.sigmas) {
                let place = tagFromCamera * (point - pose.translation)
                // Noise is along the ray.
                let scale = 1 / max(sigma * abs(normal.dot(point)) / point.z, 1e-6)
                sum.add(place.z * scale, at: place, along: Vector3(0, 0, -scale))
            }
            return sum
        }
    }
}

extension Transform {
    /// The pose of a tag that looks about the same from afar: its normal mirrored about the line of sight (Schweighofer and
    /// Pinz 2006).
    fileprivate var mirroredTag: Transform {
        let sight = translation.normalized ?? Vector3(0, 0, 1)
        // Half turns: about the line of sight, after one about the tag's own normal.
        let about = Matrix3.outer(sight) * 2 - .identity
        return Transform(
            rotation: about * rotation * Matrix3(diagonal: Vector3(-1, -1, 1)), translation: translation)
    }
}
