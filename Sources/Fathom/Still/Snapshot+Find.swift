extension Snapshot {
    func described(_ phrase: String) throws(Rejection) -> SnapshotFinding {
        let grounder = try DescriptionGrounder(phrase)
        return finding(
            try grounder.search(frame, view: view, projection: projection, fitter: fitter, into: points))
    }

    func region(_ box: PixelBounds) throws(Rejection) -> SnapshotFinding {
        let outline = RegionPrompt.Outline.box(
            xMin: Double(box.xMin), yMin: Double(box.yMin), xMax: Double(box.xMax), yMax: Double(box.yMax))
        return finding(
            try regions.search(outline, frame, view: view, projection: projection, fitter: fitter, into: points))
    }

    func masked(_ mask: PixelMask) throws(Rejection) -> SnapshotFinding {
        guard mask.width == depth.width, mask.height == depth.height else {
            throw Rejection(
                "mask", expected: "\(depth.width)×\(depth.height) as the depth", found: "\(mask.width)×\(mask.height)")
        }
        guard mask.bounds != nil else {
            throw Rejection("mask", expected: "a pixel that is not 0", found: "none")
        }
        points.removeAll()
        let source = PointSource(depth, view, projection)
        let keepEvery = max(1, (mask.count + PointBuffer.capacity - 1) / PointBuffer.capacity)
        var seen = 0
        for y in 0..<mask.height {
            for x in 0..<mask.width where mask[x, y] {
                seen += 1
                guard seen % keepEvery == 0, let point = source.point(x: x, y: y) else { continue }
                points.append(point)
            }
        }
        let planes = try view.supportPlanes(frame)
        let range = (points.centroid - view.frameFromCamera.translation).length
        let scene = BoxFit.Scene(
            points, on: planes, up: view.up ?? BoxFit.Scene.imageUp, viewpoint: view.frameFromCamera.translation,
            footprint: projection.footprint(depth: range))
        guard points.count >= 12, let fit = fitter.fit(points, as: .any, scene: scene) else {
            return .absent(reason: "too few valid depth pixels", [])
        }
        return .found(thing(fit, mask: mask))
    }

    /// What there is, off the planes that carry things.
    package func things() throws(Rejection) -> [SnapshotThing] {
        let planes = try view.supportPlanes(frame)
        let mask = MaskBuffer()
        mask.resize(width: depth.width, height: depth.height)
        mask.fill(255)
        for plane in planes {
            mask.remove(
                plane, tolerance: plane.tolerance(noise), depth: depth, projection: projection,
                cameraFromFrame: view.cameraFromFrame)
        }
        guard let pixels = mask.pixels else { return [] }
        let segmenter = Segmenter()
        segmenter.segment(mask: pixels, depth: depth, projection: projection, noise: noise, minPixels: 200)
        var things: [SnapshotThing] = []
        for index in segmenter.largest(64) {
            segmenter.gather(index, PointSource(depth, view, projection), into: points)
            let range = segmenter.components[index].meanDepth
            let scene = BoxFit.Scene(
                points, on: planes, up: view.up ?? BoxFit.Scene.imageUp, viewpoint: view.frameFromCamera.translation,
                footprint: projection.footprint(depth: range))
            guard let fit = fitter.fit(points, as: .any, scene: scene), fit.shape.boundingRadius < 0.5 else { continue }
            var pieces = PixelMask(width: depth.width, height: depth.height)
            segmenter.forEachRun(of: index) { y, columns in
                for x in columns { pieces[x, y] = true }
            }
            var thing = thing(fit, mask: pieces)
            thing.label = things.count + 1
            things.append(thing)
        }
        return things
    }

    private func finding(_ sighting: Sighting) -> SnapshotFinding {
        switch sighting.finite {
        case .seen(let seen, _): .found(thing(seen, mask: mask(of: seen.shape)))
        case .ambiguous(let reason): .ambiguous(reason: reason, [])
        case .hidden(let reason), .absent(let reason): .absent(reason: reason, [])
        }
    }

    private func thing(_ seen: Observation, mask: PixelMask) -> SnapshotThing {
        let sides = seen.shape.size
        var nearest = Double.infinity
        for y in 0..<mask.height {
            for x in 0..<mask.width where mask[x, y] {
                let z = Double(depth.meters(x: x, y: y))
                guard z > 0 else { continue }
                nearest = min(
                    nearest, projection.point(Double(x), Double(y), depth: z, isRadial: depth.isRadial).length)
            }
        }
        return SnapshotThing(
            observation: seen, size: Vector3(max(sides.x, sides.y), min(sides.x, sides.y), sides.z), nearest: nearest,
            bounds: mask.bounds, mask: mask)
    }

    private func mask(of shape: Shape) -> PixelMask {
        var mask = PixelMask(width: depth.width, height: depth.height)
        let source = PointSource(depth, view, projection)
        for y in 0..<depth.height {
            for x in 0..<depth.width {
                guard let point = source.point(x: x, y: y), shape.signedDistance(point) < 0.006 else { continue }
                let isPlane = view.knownPlanes.contains { abs($0.distance(point)) < $0.tolerance(noise) }
                if !isPlane { mask[x, y] = true }
            }
        }
        return mask
    }
}
