/// One frame that questions can be asked about: where a thing is, how far from another, and what things there are.
///
/// Points are in the world where the camera's pose is known, else in the camera's optical frame.
package final class Snapshot {
    package let frame: Frame
    let view: FrameView
    let projection: Projection
    let depth: DepthImage
    private var cachedScene: SnapshotScene?

    /// Looks at `frame`.
    /// - Throws: `Rejection` when the frame cannot be true or holds no camera or no depth.
    package init(
        _ frame: Frame, noise: DepthNoise, limits: FrameLimits = FrameLimits()
    ) throws(Rejection) {
        var validator = FrameValidator()
        _ = try validator.admit(frame, limits: limits)
        guard let camera = frame.camera else {
            throw Rejection("camera", expected: "one, to measure by", found: "none")
        }
        self.frame = frame
        projection = Projection(camera)
        view = FrameView(noise: noise, limits: limits)
        view.begin(frame, reference: camera.worldFromCamera == nil ? .camera : .world)
        depth = try view.depth(frame)
    }

    /// What shows of `entity`.
    /// - Throws: `Rejection` when a mask is of another size, no such tag can be, or colour is needed and there is none.
    package func find(_ entity: SnapshotEntity) throws(Rejection) -> SnapshotFinding {
        switch entity {
        case .description(let description): try described(description)
        case .tag(let tag): try tagged(tag)
        case .point(let place): .found(point(place))
        case .box(let box): try boxed(box)
        case .mask(let mask): try masked(mask)
        }
    }

    /// The things of the frame, looked for once.
    func scene() throws(Rejection) -> SnapshotScene {
        if let cachedScene { return cachedScene }
        let scene = SnapshotScene(
            depth: depth, color: try color(), view: view, projection: projection, planes: try view.supportPlanes(frame))
        cachedScene = scene
        return scene
    }

    func color() throws(Rejection) -> ColorImage? {
        frame.planes.contains { $0.kind == .color } ? try view.color(frame) : nil
    }

    /// Segments, describes and chooses as for another frame, in memory that is there already: what a stream costs a frame.
    package func ground(_ chooser: Chooser) throws(Rejection) -> Choice {
        let scene = try scene()
        scene.readAgain(depth, try color(), planes: try view.supportPlanes(frame))
        return chooser.choose(in: scene.scene)
    }

    /// The distance between two, its ends in the camera's optical frame.
    /// - Throws: `Rejection` when the kind needs to know what is up, and nothing tells.
    package func distance(
        from a: SnapshotThing, to b: SnapshotThing, kind: DistanceKind
    ) throws(Rejection) -> Distance {
        _ = try view.supportPlanes(frame)
        if kind.needsUp, view.up == nil {
            throw Rejection(
                "kind", expected: "a camera pose or a support plane in view, to tell what is up", found: "neither")
        }
        let ruler = Ruler(
            kind: kind, referenceFrame: frame.camera?.worldFromCamera == nil ? .camera : .world, up: view.up ?? .zero)
        var distance = ruler.measure(gripper: end(a), target: end(b))
        distance.referenceFrame = .camera
        distance.gripper = view.cameraFromFrame(distance.gripper)
        distance.target = view.cameraFromFrame(distance.target)
        return distance
    }

    /// The camera itself, as one end of a distance.
    package var cameraPlace: SnapshotThing { point(.zero) }

    /// The point `place` of the snapshot's frame of reference, in the camera's optical frame.
    package func inCamera(_ place: Vector3) -> Vector3 {
        view.cameraFromFrame(place)
    }

    /// The pixel that a point of the camera's optical frame falls on, or `nil` behind the camera.
    package func pixel(_ place: Vector3) -> (u: Double, v: Double)? {
        projection.pixel(place)
    }

    /// Up in the camera's optical frame: the world's, else the largest support plane's, once planes were looked for.
    package var upInCamera: Vector3? {
        view.up.map { view.cameraFromFrame.rotation * $0 }
    }

    private func end(_ thing: SnapshotThing) -> Ruler.End {
        Ruler.End(
            shape: thing.observation.shape, covariance: thing.observation.noise + thing.observation.systematic,
            seen: thing.surface)
    }

    func point(_ place: Vector3) -> SnapshotThing {
        SnapshotThing(
            observation: Observation(shape: .point(view.frameFromCamera(place)), noise: .zero, systematic: .zero),
            nearest: place.length)
    }
}
