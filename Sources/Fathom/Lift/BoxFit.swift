/// An upright box around the points of an object, its hidden parts completed.
///
/// The footprint is the rectangle of least area over the heading; the height reaches from the top that is seen down to the
/// support plane that the object stands on.
struct BoxFit {
    var shape: Shape
    /// Half the width of what was guessed along each axis of the box, metres.
    var guess: Vector3

    /// Share of the points that lie on the top face.
    private var topShare: Double

    /// The box of an object never seen before; `nil` for fewer than four points.
    init?(_ points: PointBuffer, scene: Scene) {
        guard points.count >= 4 else { return nil }
        let (first, second) = Self.horizontalAxes(scene.up)
        let heading = Footprint.heading(points, first, second)
        let x = first * heading.cosine + second * heading.sine
        let y = scene.up.cross(x)
        let (alongX, alongY, alongUp) = (
            Extent(points, along: x), Extent(points, along: y), Extent(points, along: scene.up)
        )
        var half = Vector3(alongX.length, alongY.length, alongUp.length) / 2
        half += Vector3(repeating: scene.footprint / 2)
        var middle = Vector3(alongX.middle, alongY.middle, alongUp.middle)
        topShare = Self.share(of: points, above: alongUp.high - max(0.1 * alongUp.length, scene.footprint), scene.up)
        guess = .zero
        if let support = scene.supportHeight, Self.rests(middle, half, on: support, topShare: topShare) {
            let (top, bottom) = (middle.z + half.z, middle.z - half.z)
            middle.z = (top + support) / 2
            half.z = (top - support) / 2
            guess.z = 0.1 * max(bottom - support, 0)
        }
        let axes = Matrix3(columns: x, y, scene.up)
        shape = .box(center: axes * middle, axes: axes, halfExtents: half)
    }

    private static func share(of points: PointBuffer, above height: Double, _ up: Vector3) -> Double {
        var count = 0
        for index in 0..<points.count where points[index].dot(up) >= height { count += 1 }
        return Double(count) / Double(points.count)
    }

    /// Gives the footprint's short side the length of the long one, away from the viewer: for things about as deep as wide of
    /// which only the front is seen. Where the top is seen, the footprint is what it is.
    func evened(toward viewpoint: Vector3) -> BoxFit {
        guard topShare < 0.3, case .box(let center, let axes, var half) = shape else { return self }
        let short = half.x < half.y ? 0 : 1
        let long = 1 - short
        guard half[short] < 0.8 * half[long] else { return self }
        var middle = axes.transposed * center
        let missing = half[long] - half[short]
        middle[short] += (axes.transposed * viewpoint)[short] > middle[short] ? -missing : missing
        half[short] = half[long]
        var evened = self
        evened.guess[short] = missing / 2
        evened.shape = .box(center: axes * middle, axes: axes, halfExtents: half)
        return evened
    }

    /// Whether what is seen stands on a plane: it comes close to it, or it is seen from above and its sides are hidden.
    private static func rests(_ middle: Vector3, _ half: Vector3, on support: Double, topShare: Double) -> Bool {
        let gap = middle.z - half.z - support
        guard support < middle.z, gap >= 0.02 else { return support < middle.z }
        return topShare > 0.6 && gap < 5 * max(half.x, half.y)
    }

    /// The same box found again: its size and heading are known, its centre lies where the seen points allow it.
    ///
    /// Along each axis the centre lies between `high − half` and `low + half`; within that interval the prediction decides,
    /// so that a box half hidden behind the gripper does not move.
    static func refit(
        _ points: PointBuffer, axes: Matrix3, halfExtents: Vector3, predicted: Vector3, footprint: Double
    ) -> (center: Vector3, guess: Vector3) {
        var center = axes.transposed * predicted
        var guess = Vector3.zero
        for axis in 0..<3 {
            let direction = axis == 0 ? axes.x : axis == 1 ? axes.y : axes.z
            let extent = Extent(points, along: direction)
            let half = halfExtents[axis] - footprint / 2
            let a = extent.high - half
            let b = extent.low + half
            center[axis] = min(max(center[axis], min(a, b)), max(a, b))
            guess[axis] = abs(b - a) / 2
        }
        return (axes * center, guess)
    }

    /// Any two unit vectors that make a right-handed frame with `up`.
    static func horizontalAxes(_ up: Vector3) -> (Vector3, Vector3) {
        let aside = abs(up.x) < 0.9 ? Vector3(1, 0, 0) : Vector3(0, 1, 0)
        let first = aside - up * aside.dot(up)
        let unit = first / first.length
        return (unit, up.cross(unit))
    }
}
