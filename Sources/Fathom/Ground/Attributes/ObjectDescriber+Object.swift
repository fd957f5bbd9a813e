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
        let observation = fit.observation(about: origin, along: scene.axes)
        guard observation.center.isFinite else { return nil }
        var object = SceneObject(
            label: label, pixels: tally.cells * scene.stride * scene.stride, bounds: tally.bounds.pixels(scene.stride),
            isCut: tally.isCut, colors: tally.colors.shares, observation: observation, size: fit.size,
            form: fit.evidence,
            support: standing.support, neighbours: [],
            nearest: tally.nearestSquared.isFinite ? Double(tally.nearestSquared).squareRoot() : range)
        object.features = FormFeatures(fit, tally)
        object.kinds = FormClassifier.shares(object.features)
        return (object, fit)
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
