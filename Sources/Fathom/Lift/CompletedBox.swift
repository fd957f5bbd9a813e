internal import FathomKernels

/// A box around a thing, its hidden parts filled in: in a frame whose z axis is up and whose origin is near the thing.
struct CompletedBox {
    var center: Vector3
    /// Unit columns.
    var axes: Matrix3
    /// Metres, along the axes.
    var half: Vector3
    /// Variance of the centre along each axis from what was guessed and fitted, square metres.
    var variance = Vector3.zero

    /// The upright box about `points`.
    init(around points: PointBuffer, view: ObjectView) {
        let heading = Footprint.sharpestHeading(
            points, Vector3(1, 0, 0), Vector3(0, 1, 0), least: max(1.5 * view.sigma, 0.5 * view.pixel))
        self.init(around: points, heading: heading, view: view)
    }

    /// The upright box along the axis of `points`, or of least footprint.
    init(alongAxisOf points: PointBuffer, view: ObjectView) {
        let heading = Footprint.axisHeading(points, Vector3(1, 0, 0), Vector3(0, 1, 0))
        self.init(around: points, heading: heading, view: view)
    }

    private init(around points: PointBuffer, heading: Rotation2, view: ObjectView) {
        let x = Vector3(heading.cosine, heading.sine, 0)
        self.init(around: points, axes: Matrix3(columns: x, Vector3(-x.y, x.x, 0), Vector3(0, 0, 1)), view: view)
    }

    /// The box about `points` along given axes.
    init(around points: PointBuffer, axes: Matrix3, view: ObjectView) {
        // Noise moves points along their rays.
        let ray = axes.transposed * (view.viewpoint.normalized ?? .zero) * view.sigma
        let x = Extent(points, along: axes.x, sigma: abs(ray.x))
        let y = Extent(points, along: axes.y, sigma: abs(ray.y))
        let z = Extent(points, along: axes.z, sigma: abs(ray.z))
        self.axes = axes
        // A point stands for a pixel, half of which lies beyond it at each end.
        half = Vector3(x.length, y.length, z.length) / 2 + Vector3(repeating: view.pixel / 2)
        center = axes * Vector3(x.middle, y.middle, z.middle)
    }

    init(center: Vector3, axes: Matrix3, half: Vector3) {
        (self.center, self.axes, self.half) = (center, axes, half)
    }

    var bottom: Double { center.z - reach(Vector3(0, 0, 1)) }
    var top: Double { center.z + reach(Vector3(0, 0, 1)) }

    /// Half the extent along a unit vector.
    func reach(_ direction: Vector3) -> Double {
        let along = axes.transposed * direction
        return abs(along.x) * half.x + abs(along.y) * half.y + abs(along.z) * half.z
    }

    /// Of an upright box: moves its bottom to a height.
    mutating func stretch(downTo height: Double) {
        let top = center.z + half.z
        guard top - height > 1e-4 else { return }
        center.z = (top + height) / 2
        half.z = (top - height) / 2
    }

    /// Makes it wider along an axis, away from the viewer.
    mutating func deepen(axis: Int, to newHalf: Double, viewpoint: Vector3) {
        let direction = axis == 0 ? axes.x : axis == 1 ? axes.y : axes.z
        let side = direction.dot(viewpoint - center) > 0 ? -1.0 : 1.0
        center += direction * (side * (newHalf - half[axis]))
        half[axis] = newHalf
    }

    /// For kernels.
    var block: fathom_form_block {
        fathom_form_block(
            center: (center.x, center.y, center.z),
            axes: (axes.x.x, axes.x.y, axes.x.z, axes.y.x, axes.y.y, axes.y.z, axes.z.x, axes.z.y, axes.z.z),
            half: (half.x, half.y, half.z))
    }
}
