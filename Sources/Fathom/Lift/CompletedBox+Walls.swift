internal import FathomKernels

extension CompletedBox {
    /// Turns an upright box, and moves its two walls that face the camera, so that the points near them lie on them: least
    /// squares over the heading and both walls, with the points assigned anew each time. A few points that stick out spoil a
    /// bounding rectangle, but not this.
    /// - Parameter reach: distance from a wall that a point of it may have, metres, > 0.
    /// - Returns: `nil` where too few points lie on walls.
    func onWalls(of points: PointBuffer, view: ObjectView, reach: Double) -> CompletedBox? {
        var box = self
        var walls = Walls()
        for _ in 0..<4 {
            walls = Walls(points, of: box, view: view, reach: reach)
            guard let turn = walls.turn, abs(turn) < 0.3,
                let x = (box.axes.x + box.axes.y * turn).normalized
            else { return nil }
            let axes = Matrix3(columns: x, Vector3(-x.y, x.x, 0), box.axes.z)
            box = CompletedBox(around: points, axes: axes, view: view)
        }
        walls = Walls(points, of: box, view: view, reach: reach)
        let share = 0.1 * Double(points.count)
        if walls.x.count > share { box.moveWall(0, to: walls.side.x * walls.x.mean.x, side: walls.side.x) }
        if walls.y.count > share { box.moveWall(1, to: walls.side.y * walls.y.mean.y, side: walls.side.y) }
        return box
    }

    /// Moves one wall to `distance` from the centre, towards `side`; the other one stays.
    private mutating func moveWall(_ axis: Int, to distance: Double, side: Double) {
        let shift = (distance - half[axis]) / 2
        guard half[axis] + shift > 1e-3 else { return }
        center += (axis == 0 ? axes.x : axes.y) * (side * shift)
        half[axis] += shift
    }
}

/// The points on the two walls of an upright box that face the camera.
private struct Walls {
    struct Wall {
        var count = 0.0
        var sum = SIMD2<Double>.zero
        var squares = SIMD2<Double>.zero
        var product = 0.0

        var mean: SIMD2<Double> { sum / max(count, 1) }
        var covariance: Double { product - sum.x * sum.y / max(count, 1) }
        var spread: SIMD2<Double> { squares - sum * sum / max(count, 1) }
    }

    var x = Wall()
    var y = Wall()
    /// Which end of each axis faces the camera: 1 or −1.
    var side = SIMD2<Double>(1, 1)

    init() {}

    init(_ points: PointBuffer, of box: CompletedBox, view: ObjectView, reach: Double) {
        let toCamera = box.axes.transposed * (view.viewpoint - box.center)
        side = SIMD2(toCamera.x > 0 ? 1 : -1, toCamera.y > 0 ? 1 : -1)
        var (lanes, block, sums) = (points.lanes, box.block, SIMD16<Double>.zero)
        side.withDoubles { side in
            sums.withDoubles { fathom_form_walls(&lanes, &block, side, reach, $0) }
        }
        x = Wall(count: sums[0], sum: [sums[1], sums[2]], squares: [sums[3], sums[4]], product: sums[5])
        y = Wall(count: sums[6], sum: [sums[7], sums[8]], squares: [sums[9], sums[10]], product: sums[11])
    }

    /// Tangent of the angle by which the heading is off.
    var turn: Double? {
        let base = x.spread.y + y.spread.x
        guard x.count + y.count >= 12, base > 1e-9 else { return nil }
        return (y.covariance - x.covariance) / base
    }
}
