/// Finds a described thing anywhere in the image: colour, off the support planes, connected in depth, then size and form.
final class DescriptionGrounder {
    let description: Description
    let table: ColorTable?
    /// Colour weight from which a pixel may be a thing's, be it the shaded side.
    static let threshold: UInt8 = 64
    /// Likelihood from which something fits at all.
    static let acceptance = 0.25
    /// Share of the best likelihood from which another candidate makes it ambiguous.
    static let margin = 0.5
    private static let maxCandidates = 64
    private static let minPixels = 24
    /// Points by which a candidate is weighed; the chosen one is measured by all that fit the buffer.
    private static let weighingPoints = 128

    private let mask = MaskBuffer()
    private let segmenter = Segmenter()
    private var candidates: [Candidate] = []

    init(_ phrase: String, lexicon: Lexicon) throws(Rejection) {
        description = try Description(phrase, lexicon: lexicon)
        table = description.head.colors.isEmpty ? nil : ColorTable(description.head.colors)
    }

    /// Looks through the whole frame.
    func search(
        _ frame: Frame, view: FrameView, projection: Projection, fitter: ShapeFitter, into points: PointBuffer
    ) throws(Rejection) -> Sighting {
        let depth = try view.depth(frame)
        let planes = try view.supportPlanes(frame)
        mask.resize(width: depth.width, height: depth.height)
        if let table {
            mask.match(try view.color(frame), table, threshold: Self.threshold)
        } else {
            mask.fill(255)
        }
        for plane in planes {
            mask.remove(
                plane, tolerance: plane.tolerance(view.noise), depth: depth, projection: projection,
                cameraFromFrame: view.cameraFromFrame)
        }
        guard let pixels = mask.pixels else { return .absent(reason: "empty image") }
        segmenter.segment(
            mask: pixels, depth: depth, projection: projection, noise: view.noise, minPixels: Self.minPixels)
        weigh(depth, view, projection, planes, fitter, points)
        return choose(depth, view, projection, planes, fitter, points)
    }

    /// Fits and weighs every piece of plausible size.
    private func weigh(
        _ depth: DepthImage, _ view: FrameView, _ projection: Projection, _ planes: [SupportPlane],
        _ fitter: ShapeFitter, _ points: PointBuffer
    ) {
        candidates.removeAll(keepingCapacity: true)
        let up = view.up ?? BoxFit.Scene.imageUp
        for index in segmenter.largest(Self.maxCandidates) {
            let component = segmenter.components[index]
            let footprint = projection.footprint(depth: component.meanDepth)
            let across = Double(max(component.xMax - component.xMin, component.yMax - component.yMin) + 1) * footprint
            guard across < 2 * (description.head.noun?.size.upperBound ?? 0.6) else { continue }
            guard description.allows(component) else { continue }
            segmenter.gather(index, limit: Self.weighingPoints, PointSource(depth, view, projection), into: points)
            let scene = BoxFit.Scene(
                points, on: planes, up: up, viewpoint: view.frameFromCamera.translation, footprint: footprint)
            let sigma = view.noise.sigma(component.meanDepth)
            guard let boxes = fitter.boxes(points, scene: scene) else { continue }
            let seen = description.expectsEvenFootprint ? boxes.even : boxes.plain
            guard description.allows(component, seen) else { continue }
            let evidence = fitter.evidence(points, boxes, scene: scene, sigma: sigma)
            candidates.append(
                Candidate(
                    component: index, observation: seen,
                    score: description.likelihood(component, seen, evidence),
                    u: Double(component.xMin + component.xMax) / 2,
                    v: Double(component.yMin + component.yMax) / 2, range: component.meanDepth))
        }
    }

    private func choose(
        _ depth: DepthImage, _ view: FrameView, _ projection: Projection, _ planes: [SupportPlane],
        _ fitter: ShapeFitter, _ points: PointBuffer
    ) -> Sighting {
        guard let best = candidates.max(by: { $0.score < $1.score }), best.score >= Self.acceptance else {
            return .absent(reason: "nothing fits '\(description.phrase)'")
        }
        // A place word picks among all that fit at all; without one, only a clear best will do.
        let margin = description.head.selector == nil ? Self.margin * best.score : 0
        let fitting = candidates.filter { $0.score >= max(Self.acceptance, margin) }
        let chosen = fitting.count == 1 ? best : description.selected(from: fitting)
        guard let chosen else { return .ambiguous(reason: description.ambiguity(fitting)) }
        segmenter.gather(chosen.component, PointSource(depth, view, projection), into: points)
        let footprint = projection.footprint(depth: chosen.range)
        let scene = BoxFit.Scene(
            points, on: planes, up: view.up ?? BoxFit.Scene.imageUp, viewpoint: view.frameFromCamera.translation,
            footprint: footprint)
        guard let seen = fitter.fit(points, as: description.head.noun?.shape ?? .any, scene: scene) else {
            return .hidden(reason: "too little of it is seen")
        }
        return .seen(seen, isReacquired: true)
    }
}
