/// Says of every thing of a segmented scene what it looks like, where it is, how large, and what it stands on.
///
/// Buffers are kept from frame to frame.
final class ObjectDescriber {
    let noise: DepthNoise

    var tallies: [ObjectTally] = []
    /// By label.
    var standings: [SupportFinder.Standing] = []
    /// The scene that was described last.
    private(set) var scene: SceneContext?
    var steps: [Thinning] = []
    let runs = CellRuns()
    /// By cell: what it is of its thing, as `fathom_scene_outline` says.
    let outline: UnsafeMutablePointer<UInt8> = .allocate(capacity: SceneGrid.maxCells)
    /// By run: square of the smallest distance of its cells from the camera, square metres.
    let nearest: UnsafeMutablePointer<Float> = .allocate(capacity: SceneGrid.maxCells)
    let thinned = ObjectPoints()
    /// The points of one thing about its middle, z up, and room to work on them.
    let points = PointBuffer()
    let buffers = FormFit.Buffers()
    private let filler = HoleFiller()

    init(noise: DepthNoise) {
        self.noise = noise
    }

    deinit {
        outline.deallocate()
        nearest.deallocate()
    }

    /// The things with labels 1 … `labels`, in that order; a label of fewer than four measured cells gives none.
    func describe(
        grid: SceneGrid, labels: Int, planes: [SupportPlane], up: Vector3, frameFromCamera: Transform,
        projection: Projection
    ) -> [SceneObject] {
        let scene = SceneContext(
            grid: grid, planes: planes, up: up, frameFromCamera: frameFromCamera, projection: projection, noise: noise)
        self.scene = scene
        count(grid, labels: labels)
        gather(grid, labels: labels, frameFromCamera)
        let finder = SupportFinder(thinned, labels: labels, scene: scene)
        standings = [SupportFinder.Standing](repeating: .unknown, count: labels + 1)
        var objects: [SceneObject] = []
        var tops: [Double] = []
        var tilted: [Int] = []
        objects.reserveCapacity(labels)
        for label in finder.fromBelow {
            let ground = Self.ground(grid, tallies[label], frameFromCamera)
            let isOverPlane = finder.isSeenOverPlane(tallies[label], ground: ground)
            standings[label] = finder.standing(
                label, tallies[label], ground: ground, isOverPlane: isOverPlane, among: objects, tops: tops)
            thinned.copy(label, to: points)
            guard let (described, fit) = object(label, scene, as: .any) else { continue }
            var object = described
            object.isOverPlane = isOverPlane
            if fit.isTilted { tilted.append(label) }
            objects.append(object)
            tops.append(object.observation.shape.top(along: scene.up))
        }
        objects.sort { $0.label < $1.label }
        finder.findNeighbours(&objects)
        finder.findLeaning(&objects, tilted: tilted)
        return objects
    }

    /// One thing of the scene that was described last, measured with all its points and what is known of its form.
    /// - Parameter grid: as it was described.
    /// - Returns: `nil` for something that was not described.
    func measure(
        _ described: SceneObject, as shapeClass: ShapeClass, grid: SceneGrid
    ) -> (object: SceneObject, surface: SeenSurface)? {
        guard let scene, standings.indices.contains(described.label) else { return nil }
        gather(grid, described.label, scene.frameFromCamera, into: points)
        let seen = (0..<points.count).map { points[$0] }
        let tally = tallies[described.label]
        let outline = filler.gather(grid, described.label, tally, scene, into: points)
        if outline != nil, standings[described.label].height == nil {
            standings[described.label] = SupportFinder.standing(of: points, tally, scene)
        }
        if shapeClass == .handled { gatherHandle(grid, of: described.label, scene, into: points) }
        guard let (measured, fit) = object(described.label, scene, as: shapeClass, outline: outline) else { return nil }
        var object = measured
        (object.neighbours, object.support) = (described.neighbours, described.support)
        return (object, SeenSurface(points: seen, shapeQuality: fit.surfaceQuality, sigma: fit.view.sigma))
    }

    /// What the image shows right below a thing, in the scene's frame.
    private static func ground(_ grid: SceneGrid, _ tally: ObjectTally, _ frameFromCamera: Transform) -> [Vector3] {
        let cells = GridCells(grid)
        return (0..<8).compactMap { index in
            let cell = Int(tally.ground[index])
            return cell >= 0 ? frameFromCamera(cells.point(cell)) : nil
        }
    }
}
