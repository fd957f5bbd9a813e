/// What one stream shows now: its images, decoded when first looked at, and the scene that stays between frames.
final class FrameView {
    let noise: DepthNoise
    private let decoder: PlaneDecoder
    private let planeFinder = SupportPlaneFinder()

    private(set) var projection: Projection?
    /// From the camera's optical frame to the frame of reference that tracks live in.
    private(set) var frameFromCamera = Transform.identity
    private(set) var cameraFromFrame = Transform.identity
    private(set) var timeNanoseconds: Int64 = 0
    private var depthImage: DepthImage?
    private var colorImage: ColorImage?
    private var labelImage: LabelImage?
    private var cachedPlanes: (planes: [SupportPlane], timeNanoseconds: Int64)?
    private var reference = ReferenceFrame.camera

    /// Without a camera pose nothing tells that the camera moved, so the planes are found anew after so long.
    private static let planesLastNanoseconds: Int64 = 1_000_000_000

    init(noise: DepthNoise, limits: FrameLimits) {
        self.noise = noise
        decoder = PlaneDecoder(limits: limits)
    }

    /// Looks at another frame; `reference` is the frame of reference that points are wanted in.
    func begin(_ frame: Frame, reference: ReferenceFrame) {
        if let camera = frame.camera {
            if projection?.camera != camera || self.reference != reference { adopt(camera, reference) }
        } else {
            projection = nil
        }
        timeNanoseconds = frame.captureTimeNanoseconds
        depthImage = nil
        colorImage = nil
        labelImage = nil
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
        guard let image = try decoder.depth(of: frame) else { throw Self.missing("depth", frame) }
        depthImage = image
        return image
    }

    /// The colour plane.
    /// - Throws: `Rejection` when the frame has none or its bytes are bad.
    func color(_ frame: Frame) throws(Rejection) -> ColorImage {
        if let colorImage { return colorImage }
        guard let image = try decoder.color(of: frame) else { throw Self.missing("color", frame) }
        colorImage = image
        return image
    }

    /// The label plane.
    /// - Throws: `Rejection` when the frame has none or its bytes are bad.
    func labels(_ frame: Frame) throws(Rejection) -> LabelImage {
        if let labelImage { return labelImage }
        guard let image = try decoder.labels(of: frame) else { throw Self.missing("label", frame) }
        labelImage = image
        return image
    }

    /// The mask in message part `part`.
    /// - Throws: `Rejection` when the frame has none or its bytes are bad.
    func mask(_ frame: Frame, part: Int) throws(Rejection) -> LabelImage {
        guard let image = try decoder.mask(part: part, of: frame) else {
            throw Rejection("regions", expected: "a mask plane in part \(part)", found: "none")
        }
        return image
    }

    /// Lets go of the frame's message.
    func end() {
        decoder.release()
    }

    private static func missing(_ kind: String, _ frame: Frame) -> Rejection {
        let found = frame.planes.map { "\($0.kind)" }.joined(separator: ", ")
        return Rejection("planes", expected: "a \(kind) plane", found: found.isEmpty ? "no planes" : found)
    }

    /// Planes that things stand on, largest first; found once and kept while the camera stands still or its pose is known.
    func supportPlanes(_ frame: Frame) throws(Rejection) -> [SupportPlane] {
        if let cachedPlanes, isFresh(cachedPlanes.timeNanoseconds) { return cachedPlanes.planes }
        guard let projection else { return [] }
        let planes = planeFinder.planes(
            depth: try depth(frame), projection: projection, frameFromCamera: frameFromCamera, up: knownUp, noise: noise
        )
        cachedPlanes = (planes, timeNanoseconds)
        return planes
    }

    private func isFresh(_ foundNanoseconds: Int64) -> Bool {
        reference == .world || timeNanoseconds - foundNanoseconds < Self.planesLastNanoseconds
    }

    /// The world's up axis, where points are in the world frame.
    private var knownUp: Vector3? {
        reference == .world ? Vector3(0, 0, 1) : nil
    }

    /// Up in the tracks' frame of reference: the world's, else the largest plane's normal, else against image down.
    func up(_ planes: [SupportPlane]) -> Vector3 {
        knownUp ?? planes.first?.up ?? Vector3(0, -1, 0)
    }

    /// Up in the tracks' frame of reference as far as it is known without looking at another image.
    var up: Vector3 {
        up(cachedPlanes?.planes ?? [])
    }
}
