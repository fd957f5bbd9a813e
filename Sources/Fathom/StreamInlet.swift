/// One stream of a session: what it may send next, what it shows, and who looks for each entity in it.
final class StreamInlet {
    let stream: String
    /// Among the session's cameras; the first is primary.
    let index: Int
    let view: FrameView
    private(set) var gripper: EntityGrounder
    private(set) var target: EntityGrounder
    private let configuration: TaskConfiguration
    private var validator = FrameValidator()
    /// Of admitted frames, unlike the session's, which any frame of the primary stream breaks.
    private var silence = Silence()
    private var admittedSequence: UInt64?
    private var rejected = 0

    init(stream: String, index: Int, configuration: TaskConfiguration) throws(Rejection) {
        (self.stream, self.index) = (stream, index)
        self.configuration = configuration
        view = FrameView(noise: configuration.depthNoise, limits: configuration.limits, robot: configuration.robot)
        gripper = try EntityGrounder(configuration.gripper, in: configuration)
        target = try EntityGrounder(configuration.target, in: configuration)
    }

    /// Decides whether `frame` can be true and what it begins.
    /// - Returns: whether it is the first of an episode, and how many frames before it never came here.
    func admit(_ frame: Frame) throws(Rejection) -> (startsEpisode: Bool, lostFrames: Int) {
        do throws(Rejection) {
            let admission = try validator.admit(frame, limits: configuration.limits)
            // Rejected frames leave a gap as well, but each had a reward of its own.
            let lost = max(admission.lostFrames - rejected, 0)
            (admittedSequence, rejected) = (frame.sequence, 0)
            silence.noteFrame()
            return (admission.isNewEpisode, lost)
        } catch {
            if frame.sequence > admittedSequence ?? .max { rejected += 1 }
            throw error
        }
    }

    /// When the publisher in force has fallen silent, an earlier one may take the stream back.
    func tick(at now: Int64, limit: Int64) {
        if silence.isBroken(at: now, limit: limit) { validator.readmitRetired() }
    }

    func beginEpisode() {
        view.forgetScene()
        gripper.beginEpisode()
        target.beginEpisode()
    }

    func accept(_ detections: Detections) {
        gripper.accept(detections)
        target.accept(detections)
    }

    func replaceTarget(_ selector: EntitySelector) throws(Rejection) {
        target = try EntityGrounder(selector, in: configuration)
    }

    /// What is found in images, in words.
    private var seen: String {
        (target.usesPlanes ? target : gripper).selector.name
    }

    /// The frame of reference that this frame's measurements can be made in.
    /// - Throws: `Rejection` when an entity is a pose, hence in the world, and another is seen by a camera without one.
    func reference(_ frame: Frame, isFused: Bool) throws(Rejection) -> ReferenceFrame {
        let needsWorld = !gripper.usesPlanes || !target.usesPlanes || isFused
        let needsCamera = gripper.usesPlanes || target.usesPlanes
        if !needsCamera { return .world }
        guard let camera = frame.camera else {
            throw Rejection("camera", expected: "one, to find \(seen) by", found: "none")
        }
        guard !frame.planes.isEmpty else {
            throw Rejection("planes", expected: "at least one, to find \(seen) by", found: "none")
        }
        if camera.worldFromCamera != nil { return .world }
        guard !needsWorld else {
            let why = isFused ? "several cameras are fused" : "a pose is in the world frame"
            throw Rejection("camera.world_from_camera", expected: "a rigid transform, because \(why)", found: "none")
        }
        return .camera
    }

    /// Whether `frame` may be the first of an episode; `false` only when it surely is not.
    func mayBeginEpisode(_ frame: Frame) -> Bool {
        validator.mayBeginEpisode(frame)
    }

    var checkpoint: StreamCheckpoint {
        StreamCheckpoint(
            stream: stream, last: validator.last, retiredEpochs: validator.retired.oldestFirst,
            setBack: validator.setBack, silence: silence, admittedSequence: admittedSequence, rejected: rejected)
    }

    func restore(_ checkpoint: StreamCheckpoint) {
        validator.last = checkpoint.last
        validator.retired = FrameValidator.RetiredEpochs(oldestFirst: checkpoint.retiredEpochs)
        validator.setBack = checkpoint.setBack
        silence = checkpoint.silence
        admittedSequence = checkpoint.admittedSequence
        rejected = checkpoint.rejected
    }
}
