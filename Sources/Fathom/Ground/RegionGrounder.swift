/// Finds the thing inside a region that somebody else drew, or under a label: its pixels, less background and flying pixels.
final class RegionGrounder {
    private let mask = MaskBuffer()
    private let segmenter = Segmenter()
    private static let minPixels = 12

    /// The piece of the scene that fills `outline` best.
    func search(
        _ outline: RegionPrompt.Outline, _ frame: Frame, view: FrameView, projection: Projection, fitter: ShapeFitter,
        into points: PointBuffer
    ) throws(Rejection) -> Sighting {
        let depth = try view.depth(frame)
        mask.resize(width: depth.width, height: depth.height)
        mask.fill(0)
        switch outline {
        case .box(let xMin, let yMin, let xMax, let yMax):
            fill(depth, xMin, yMin, xMax, yMax) { _, _ in true }
        case .polygon(let corners):
            let box = Self.bounds(corners)
            fill(depth, box.xMin, box.yMin, box.xMax, box.yMax) { Self.contains(corners, $0, $1) }
        case .mask(let part):
            let image = try view.mask(frame, part: part)
            fill(depth, 0, 0, Double(depth.width), Double(depth.height)) {
                image.value(x: Int($0), y: Int($1)) != 0
            }
        }
        return try largest(frame, depth, view, projection, fitter, points)
    }

    /// The pixels of a label, all of them: an occluder may have cut the thing in pieces.
    func search(
        label value: UInt32, name: String, _ frame: Frame, view: FrameView, projection: Projection, fitter: ShapeFitter,
        into points: PointBuffer
    ) throws(Rejection) -> Sighting {
        let depth = try view.depth(frame)
        let labels = try view.labels(frame)
        var pixels = 0
        for y in 0..<labels.height {
            for x in 0..<labels.width where labels.value(x: x, y: y) == value { pixels += 1 }
        }
        guard pixels >= Self.minPixels else { return .absent(reason: "no pixels of label '\(name)' in view") }
        points.removeAll()
        let keepEvery = max(1, (pixels + PointBuffer.capacity - 1) / PointBuffer.capacity)
        let source = PointSource(depth, view, projection)
        var seen = 0
        for y in 0..<labels.height {
            for x in 0..<labels.width where labels.value(x: x, y: y) == value {
                seen += 1
                guard seen % keepEvery == 0, let point = source.point(x: x, y: y) else { continue }
                points.append(point)
            }
        }
        return try fit(frame, view, projection, fitter, points)
    }

    private func fill(
        _ depth: DepthImage, _ xMin: Double, _ yMin: Double, _ xMax: Double, _ yMax: Double,
        where isInside: (Double, Double) -> Bool
    ) {
        let columns = Int.pixels(xMin.rounded(.up), xMax.rounded(.down) + 1, of: depth.width)
        let rows = Int.pixels(yMin.rounded(.up), yMax.rounded(.down) + 1, of: depth.height)
        for y in rows {
            for x in columns where isInside(Double(x), Double(y)) { mask.set(x, y, 255) }
        }
    }

    private func largest(
        _ frame: Frame, _ depth: DepthImage, _ view: FrameView, _ projection: Projection, _ fitter: ShapeFitter,
        _ points: PointBuffer
    ) throws(Rejection) -> Sighting {
        for plane in try view.supportPlanes(frame) {
            mask.remove(
                plane, tolerance: plane.tolerance(view.noise), depth: depth, projection: projection,
                cameraFromFrame: view.cameraFromFrame)
        }
        guard let pixels = mask.pixels else { return .absent(reason: "empty image") }
        segmenter.segment(
            mask: pixels, depth: depth, projection: projection, noise: view.noise, minPixels: Self.minPixels)
        let pieces = segmenter.components
        guard let best = pieces.indices.max(by: { pieces[$0].pixels < pieces[$1].pixels }) else {
            return .absent(reason: "no depth off the support plane in the region")
        }
        segmenter.gather(best, PointSource(depth, view, projection), into: points)
        return try fit(frame, view, projection, fitter, points)
    }

    private func fit(
        _ frame: Frame, _ view: FrameView, _ projection: Projection, _ fitter: ShapeFitter, _ points: PointBuffer
    ) throws(Rejection) -> Sighting {
        guard points.count >= Self.minPixels else { return .hidden(reason: "too few valid depth pixels") }
        let planes = try view.supportPlanes(frame)
        let range = (points.centroid - view.frameFromCamera.translation).length
        let scene = BoxFit.Scene(
            points, on: planes, up: view.up ?? BoxFit.Scene.imageUp, viewpoint: view.frameFromCamera.translation,
            footprint: projection.footprint(depth: range))
        guard var seen = fitter.fit(points, scene: scene) else {
            return .hidden(reason: "no shape fits the few points seen")
        }
        // Nobody said what it is: handles and hollows move the middle of what is seen by about a tenth of its size.
        let unknown = 0.1 * seen.shape.boundingRadius
        seen.systematic = seen.systematic + Matrix3(diagonal: Vector3(repeating: unknown * unknown))
        return .seen(seen, isReacquired: true)
    }

    private static func bounds(_ corners: [Double]) -> (xMin: Double, yMin: Double, xMax: Double, yMax: Double) {
        var box = (xMin: Double.infinity, yMin: Double.infinity, xMax: -Double.infinity, yMax: -Double.infinity)
        for index in stride(from: 0, to: corners.count - 1, by: 2) {
            box.xMin = min(box.xMin, corners[index])
            box.xMax = max(box.xMax, corners[index])
            box.yMin = min(box.yMin, corners[index + 1])
            box.yMax = max(box.yMax, corners[index + 1])
        }
        return box
    }

    /// Even–odd rule.
    static func contains(_ corners: [Double], _ x: Double, _ y: Double) -> Bool {
        var isInside = false
        var j = corners.count - 2
        for i in stride(from: 0, to: corners.count - 1, by: 2) {
            let (xi, yi, xj, yj) = (corners[i], corners[i + 1], corners[j], corners[j + 1])
            if (yi > y) != (yj > y), x < (xj - xi) * (y - yi) / (yj - yi) + xi { isInside.toggle() }
            j = i
        }
        return isInside
    }
}
