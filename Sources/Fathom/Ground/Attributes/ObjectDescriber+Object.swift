extension ObjectDescriber {
    /// The thing whose points are in `points`, in the scene's frame; they are moved to the thing's own.
    /// - Parameter outline: in the scene's frame, where some of them fill holes in its depth.
    func object(
        _ label: Int, _ scene: SceneContext, as shapeClass: ShapeClass, outline: ObjectView.Outline? = nil
    ) -> (object: SceneObject, fit: FormFit)? {
        let (tally, standing) = (tallies[label], standings[label])
        let origin = points.centroid
        points.express(about: origin, in: scene.axes)
        let range = (origin - scene.viewpoint).length
        let pixel = scene.projection.footprint(depth: tally.meanDepth)
        var view = ObjectView(
            viewpoint: scene.axes.transposed * (scene.viewpoint - origin),
            // A pixel's depth on a curved surface is off by what the surface falls within the pixel.
            sigma: max(noise.sigma(range), 0.15 * pixel, 0.0002), drift: noise.drift(range),
            pixel: pixel * Double(scene.stride),
            support: standing.height.map { $0 - origin.dot(scene.up) },
            hiddenShare: Double(tally.hiddenEdge) / Double(max(tally.edge, 1)))
        view.outline = outline.map { .init(madeUpShare: $0.madeUpShare, top: scene.axes.transposed * $0.top) }
        guard let fit = FormFit(points, view: view, as: shapeClass, buffers: buffers) else { return nil }
        let observation = observation(fit, origin, scene, view)
        guard observation.center.isFinite else { return nil }
        let object = SceneObject(
            label: label, pixels: tally.cells * scene.stride * scene.stride, bounds: tally.bounds.pixels(scene.stride),
            isCut: tally.isCut, colors: tally.colors.shares, observation: observation, size: fit.size,
            form: fit.evidence,
            support: standing.support, neighbours: [],
            nearest: tally.nearestSquared.isFinite ? Double(tally.nearestSquared).squareRoot() : range)
        return (object, fit)
    }

    private func observation(
        _ fit: FormFit, _ origin: Vector3, _ scene: SceneContext, _ view: ObjectView
    ) -> Observation {
        let center = origin + scene.axes * fit.box.center
        let axes = scene.axes * fit.box.axes
        // An extent's ends are single points, and noise only ever widens it: half of that error stays.
        let random = Matrix3(diagonal: Vector3(repeating: view.sigma * view.sigma / 2 + 1e-8))
        if let ball = fit.ball {
            let grid = Matrix3(diagonal: Vector3(repeating: view.pixel * view.pixel / 100))
            let covariance = scene.axes * ball.covariance * scene.axes.transposed
            return Observation(
                shape: .sphere(center: center, radius: ball.radius), noise: covariance, systematic: grid + covariance)
        }
        let spread = fit.box.variance
        var shape = Shape.box(center: center, axes: axes, halfExtents: fit.box.half)
        if let (radius, halfLength, axis) = fit.cylinder {
            // The axis of a cylinder is its last: of one that lies, the first of its box.
            let turned = axis == 0 ? Matrix3(columns: axes.y, axes.z, axes.x) : axes
            shape = .cylinder(center: center, axes: turned, radius: radius, halfLength: halfLength)
        }
        return Observation(
            shape: shape, noise: random,
            systematic: Matrix3.outer(axes.x) * spread.x + Matrix3.outer(axes.y) * spread.y
                + Matrix3.outer(axes.z) * spread.z)
    }
}

extension FormFit {
    /// Metres: longest horizontal side, shortest horizontal side, height.
    var size: Vector3 {
        let height = 2 * box.reach(Vector3(0, 0, 1))
        let (a, b) = (2 * box.half.x, 2 * box.half.y)
        return Vector3(max(a, b), min(a, b), height)
    }
}

extension PixelBounds {
    /// Bounds in cells of `stride` pixels, in pixels.
    fileprivate func pixels(_ stride: Int) -> PixelBounds {
        PixelBounds(
            xMin: xMin * stride, yMin: yMin * stride, xMax: xMax * stride + stride - 1, yMax: yMax * stride + stride - 1
        )
    }
}

extension PointBuffer {
    /// Turns points of the scene's frame into points about `origin` along `axes`.
    func express(about origin: Vector3, in axes: Matrix3) {
        let rotation = axes.transposed
        transform { rotation * ($0 - origin) }
    }
}
