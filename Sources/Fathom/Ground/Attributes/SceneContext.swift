/// What all things of one frame share.
struct SceneContext {
    var planes: [SupportPlane]
    /// Unit vector, scene frame.
    var up: Vector3
    var frameFromCamera: Transform
    var projection: Projection
    var noise: DepthNoise
    /// Pixels from one cell to the next.
    var stride: Int
    /// Horizontal unit vectors that make a right-handed frame with `up`.
    let first: Vector3
    let second: Vector3

    init(
        grid: SceneGrid, planes: [SupportPlane], up: Vector3, frameFromCamera: Transform, projection: Projection,
        noise: DepthNoise
    ) {
        (self.planes, self.up, self.frameFromCamera) = (planes, up, frameFromCamera)
        (self.projection, self.noise, stride) = (projection, noise, grid.stride)
        (first, second) = BoxFit.horizontalAxes(up)
    }

    var viewpoint: Vector3 { frameFromCamera.translation }

    /// Columns: the axes of a thing's own frame, z up.
    var axes: Matrix3 { Matrix3(columns: first, second, up) }

    /// The plane that a thing stands on, among those that lie below a height there: the one that shows below the thing, or
    /// else the largest. Its index, and its height at the place.
    /// - Parameter ground: points that the image shows right below the thing.
    func plane(below place: Vector3, reaching height: Double, ground: [Vector3]) -> (index: Int, height: Double)? {
        var best: (index: Int, height: Double, votes: Int)?
        for (index, plane) in planes.enumerated() where plane.up.dot(up) > 0.9 {
            let level = plane.height(below: place, along: up)
            guard level < height else { continue }
            let votes = ground.count { abs(plane.distance($0)) < plane.tolerance(noise) }
            if votes > best?.votes ?? -1 { best = (index, level, votes) }
        }
        return best.map { ($0.index, $0.height) }
    }
}
