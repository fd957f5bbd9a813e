extension FormFit {
    /// The completed thing as one frame shows it, in the frame of reference that its points were taken from.
    /// - Parameters:
    ///   - origin: of the points' frame, there.
    ///   - axes: of the points' frame, there, unit columns.
    func observation(about origin: Vector3, along axes: Matrix3) -> Observation {
        let center = origin + axes * box.center
        if let ball {
            let grid = Matrix3(diagonal: Vector3(repeating: view.pixel * view.pixel / 100))
            let covariance = axes * ball.covariance * axes.transposed
            return Observation(
                shape: .sphere(center: center, radius: ball.radius), noise: covariance, systematic: grid + covariance)
        }
        let turned = axes * box.axes
        // An extent's ends are single points, and noise only ever widens it: half of that error stays.
        let random = Matrix3(diagonal: Vector3(repeating: view.sigma * view.sigma / 2 + 1e-8))
        return Observation(
            shape: shape(center, turned), noise: random,
            systematic: Matrix3.outer(turned.x) * box.variance.x + Matrix3.outer(turned.y) * box.variance.y
                + Matrix3.outer(turned.z) * box.variance.z)
    }

    private func shape(_ center: Vector3, _ axes: Matrix3) -> Shape {
        guard let (radius, halfLength, axis) = cylinder else {
            return .box(center: center, axes: axes, halfExtents: box.half)
        }
        // The axis of a cylinder is its last: of one that lies, the first of its box.
        let along = axis == 0 ? Matrix3(columns: axes.y, axes.z, axes.x) : axes
        return .cylinder(center: center, axes: along, radius: radius, halfLength: halfLength)
    }
}
