/// What one stream shows now: its images, decoded when first looked at, and the scene that stays between frames.
final class FrameView {
    let noise: DepthNoise
    private let limits: FrameLimits
    private let decoder: PlaneDecoder
    private let planeFinder = SupportPlaneFinder()
    private(set) lazy var sceneReader = SceneReader(noise: noise)

    private(set) var projection: Projection?
    /// From the camera's optical frame to the frame of reference that tracks live in.
    private(set) var frameFromCamera = Transform.identity
    private(set) var cameraFromFrame = Transform.identity
    private(set) var timeNanoseconds: Int64 = 0
    private var isRobotKnown = false
    private var depthImage: DepthImage?
    private var colorImage: ColorImage?
    private var labelImage: LabelImage?
    private var cachedScene: SegmentedScene?
    private var cachedPlanes: (planes: [SupportPlane], timeNanoseconds: Int64, isSure: Bool)?
    private(set) var reference = ReferenceFrame.camera

    private static let planesLastNanoseconds: Int64 = 1_000_000_000

    /// The robot's own body, where the configuration tells it.
    private let robotMask: RobotMask?

    init(noise: DepthNoise, limits: FrameLimits, robot: RobotBody = RobotBody()) {
        self.noise = noise
        self.limits = limits
        robotMask = RobotMask(robot, noise: noise)
        decoder = PlaneDecoder()
    }

    /// Looks at another frame; `reference` is the frame of reference that points are wanted in.
    func begin(_ frame: Frame, reference: ReferenceFrame) {
        if let camera = frame.camera {
            if projection?.camera != camera || self.reference != reference { adopt(camera, reference) }
        } else {
            projection = nil
            self.reference = reference
        }
        timeNanoseconds = frame.captureTimeNanoseconds
        depthImage = nil
        colorImage = nil
        labelImage = nil
        cachedScene = nil
        isRobotKnown = false
    }

    /// Which pixels of this frame show the robot; `nil` where nothing is told of its body.
    func robot(_ frame: Frame) throws(Rejection) -> RobotMask? {
        guard let robotMask else { return nil }
        if !isRobotKnown {
            try robotMask.begin(frame, self)
            isRobotKnown = true
        }
        return robotMask
    }

    /// Forgets the scene: at an episode's start things may stand elsewhere.
    func forgetScene() {
        cachedPlanes = nil
    }

    private func adopt(_ camera: Camera, _ reference: ReferenceFrame) {
        self.reference = reference
        projection = Projection(camera)
        frameFromCamera = reference == .world ? camera.worldFromCamera ?? .identity : .identity
        cameraFromFrame = frameFromCamera.rigidInverse
    }

    /// The depth plane.
    /// - Throws: `Rejection` when the frame has none or its bytes are bad.
    func depth(_ frame: Frame) throws(Rejection) -> DepthImage {
        if let depthImage { return depthImage }
        guard let image = try decoded(try Self.plane(.depth, frame)) else {
            throw Rejection(
                "planes.depth", expected: "a pixel in (0, \(limits.maxDepth)] m", found: "no valid depth at all")
        }
        return image
    }

    /// The depth plane; `nil` when the frame has none, or no pixel of it is valid.
    /// - Throws: `Rejection` when its bytes are bad.
    func depthIfValid(_ frame: Frame) throws(Rejection) -> DepthImage? {
        if let depthImage { return depthImage }
        for plane in frame.planes where plane.kind == .depth { return try decoded(plane) }
        return nil
    }

    private func decoded(_ plane: Plane) throws(Rejection) -> DepthImage? {
        let image = try decoder.depth(plane, limits: limits)
        guard image.hasValidPixel else { return nil }
        depthImage = image
        return image
    }

    /// The colour plane.
    /// - Throws: `Rejection` when the frame has none or its bytes are bad.
    func color(_ frame: Frame) throws(Rejection) -> ColorImage {
        if let colorImage { return colorImage }
        let image = try decoder.color(try Self.plane(.color, frame), limits: limits)
        colorImage = image
        return image
    }

    /// The label plane.
    /// - Throws: `Rejection` when the frame has none or its bytes are bad.
    func labels(_ frame: Frame) throws(Rejection) -> LabelImage {
        if let labelImage { return labelImage }
        let image = try decoder.labels(try Self.plane(.label, frame), limits: limits)
        labelImage = image
        return image
    }

    /// The mask in message part `part`.
    /// - Throws: `Rejection` when the frame has none or its bytes are bad.
    func mask(_ frame: Frame, part: Int) throws(Rejection) -> LabelImage {
        for plane in frame.planes where plane.kind == .mask && plane.part == part {
            return try decoder.mask(plane, limits: limits)
        }
        throw Rejection("regions", expected: "a mask plane in part \(part)", found: "none")
    }

    /// Lets go of the frame's message.
    func end() {
        decoder.release()
    }

    private static func plane(_ kind: PlaneKind, _ frame: Frame) throws(Rejection) -> Plane {
        for plane in frame.planes where plane.kind == kind { return plane }
        let found = frame.planes.map { "\($0.kind)" }.joined(separator: ", ")
        let isColorAlone = kind == .depth && frame.planes.allSatisfy { $0.kind == .color } && !frame.planes.isEmpty
        throw Rejection(
            "planes",
            expected: isColorAlone
                ? "a depth plane: distances are measured, not guessed from colour" : "a \(kind) plane",
            found: isColorAlone ? "no depth, colour alone" : found.isEmpty ? "no planes" : found)
    }

    /// Planes that things stand on, largest first: looked for when there are none yet and anew after a second, for the camera
    /// may have been moved, or blocked when they were found.
    func supportPlanes(_ frame: Frame) throws(Rejection) -> [SupportPlane] {
        if let cachedPlanes, !cachedPlanes.planes.isEmpty,
            cachedPlanes.isSure || timeNanoseconds == cachedPlanes.timeNanoseconds,
            timeNanoseconds - cachedPlanes.timeNanoseconds < Self.planesLastNanoseconds
        {
            return cachedPlanes.planes
        }
        guard let projection else { return [] }
        let planes = planeFinder.planes(
            depth: try depth(frame), projection: projection, frameFromCamera: frameFromCamera, up: knownUp, noise: noise
        )
        // Depth that is off in one frame must not spoil a second's: planes that contradict those before last for one frame.
        let isSure = cachedPlanes.map { Self.agree($0.planes.first, planes.first, noise) } ?? true
        cachedPlanes = (planes, timeNanoseconds, isSure)
        return planes
    }

    private static func agree(_ one: SupportPlane?, _ other: SupportPlane?, _ noise: DepthNoise) -> Bool {
        guard let one, let other else { return true }
        return one.up.dot(other.up) > 0.99 && abs(one.height - other.height) < one.tolerance(noise)
    }

    /// The things in view, looked for once a frame.
    /// - Throws: `Rejection` when the frame has no depth, or planes that are bad.
    func scene(_ frame: Frame, _ projection: Projection) throws(Rejection) -> SegmentedScene {
        if let cachedScene { return cachedScene }
        let hasColor = frame.planes.contains { $0.kind == .color }
        let color = hasColor ? try color(frame) : nil
        var depth = try depth(frame)
        if let robot = try robot(frame) { depth = robot.depth(without: depth, PointSource(depth, self, projection)) }
        let scene = readScene(depth, color, projection, planes: try supportPlanes(frame))
        cachedScene = scene
        return scene
    }

    /// Looks for the things in view, whether or not that was done for this frame.
    func readScene(
        _ depth: DepthImage, _ color: ColorImage?, _ projection: Projection, planes: [SupportPlane]
    ) -> SegmentedScene {
        sceneReader.read(
            depth: depth, color: color, view: self, projection: projection, planes: planes,
            up: up ?? frameFromCamera.rotation * BoxFit.Scene.imageUp)
    }

    /// The planes as they were found last, without looking again.
    var knownPlanes: [SupportPlane] {
        cachedPlanes?.planes ?? []
    }

    /// The world's up axis, where points are in the world frame.
    private var knownUp: Vector3? {
        reference == .world ? Vector3(0, 0, 1) : nil
    }

    /// Up in the tracks' frame of reference: the world's, else the largest plane's normal; `nil` when neither is known.
    var up: Vector3? {
        knownUp ?? knownPlanes.first?.up
    }
}
