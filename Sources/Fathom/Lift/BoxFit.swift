/// An upright box that is known, found again among the points of a frame.
enum BoxFit {
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
