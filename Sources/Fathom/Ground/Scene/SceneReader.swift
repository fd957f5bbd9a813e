/// Turns one frame into a scene of described things; keeps its buffers from frame to frame.
final class SceneReader {
    private let segmenter = SceneSegmenter()
    private let describer: ObjectDescriber

    /// Which thing each cell of the scene that was read last shows.
    var labelImage: SceneGrid { segmenter.grid }

    init(noise: DepthNoise) {
        describer = ObjectDescriber(noise: noise)
    }

    /// Parts the frame into things and says what each looks like.
    /// - Parameters:
    ///   - color: `nil`: things have no colours.
    ///   - up: unit vector in the frame of reference.
    func read(
        depth: DepthImage, color: ColorImage?, view: FrameView, projection: Projection, planes: [SupportPlane],
        up: Vector3
    ) -> SegmentedScene {
        segmenter.segment(
            depth: depth, color: color, projection: projection, noise: view.noise, planes: planes,
            cameraFromFrame: view.cameraFromFrame)
        var scene = SegmentedScene(
            objects: [], planes: segmenter.planes, up: up, frameFromCamera: view.frameFromCamera)
        scene.objects = describe(labels: count, in: scene, projection: projection)
        return scene
    }

    /// Things in the scene that was read last.
    var count: Int { segmenter.regions.count }

    /// Says what each of the labels 1 … `labels` of `labelImage` looks like, as it is now.
    func describe(labels: Int, in scene: SegmentedScene, projection: Projection) -> [SceneObject] {
        describer.describe(
            grid: segmenter.grid, labels: labels, planes: scene.planes, up: scene.up,
            frameFromCamera: scene.frameFromCamera, projection: projection)
    }

    /// One thing of the scene that was read last, measured with all its points as what it is said to be.
    func measured(_ thing: SceneObject, as shapeClass: ShapeClass) -> (object: SceneObject, surface: SeenSurface?) {
        describer.measure(thing, as: shapeClass, grid: segmenter.grid) ?? (thing, nil)
    }

    /// Several things of the scene that was read last, measured as one, or the part of one that has some colours.
    /// - Parameter table: colours that it has; `nil`: any.
    /// - Returns: with how well it deserves them, in [0, 1].
    func united(
        _ pieces: [SceneObject], _ table: ColorTable?, as shapeClass: ShapeClass
    ) -> (object: SceneObject, surface: SeenSurface, purity: Double)? {
        describer.unite(pieces, table, as: shapeClass, grid: segmenter.grid)
    }
}
