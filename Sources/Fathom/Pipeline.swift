/// One session's rewards as a pure function of its ordered event log.
///
/// Decode → Ground → Lift → Track → Measure → Shape. Holds no socket, file, clock or logger: time comes in with events. The
/// same events give the same rewards. Not thread-safe; it lives on its lane. A steady tracked frame allocates nothing.
public final class Pipeline {
    public let session: String
    public internal(set) var configuration: TaskConfiguration

    let inlets: [StreamInlet]
    var gripper: EntityTrack
    var target: EntityTrack
    var cameras: CameraAgreement
    /// The others' word counts once the primary camera had its say in this episode.
    var hasPrimaryLooked = false
    var shaper: Shaper
    var reference = ReferenceFrame.world
    var nextSequence: UInt64
    /// Of the episode that is under way.
    var episodeIndex: UInt64?
    var skippedFrames = 0
    var clock: CaptureClock?
    var humanEvent: HumanEvent?
    var isPaused = false
    /// Whether the next frame of the primary stream begins an episode, whatever its id.
    public internal(set) var startsEpisode = true
    var silence = Silence()
    var last: (stream: String, episode: String)?
    /// Capture time of the newest frame of the primary stream in this episode.
    var newestNanoseconds: Int64 = .min
    /// Step and capture time of the last frame of this episode.
    var lastMoment: (step: UInt64, nanoseconds: Int64)?
    public internal(set) var passedOver = PassedOver()
    /// Keeps each look for those who look back on the episode; `nil` keeps none and costs nothing.
    public var trace: TrackTrace?

    /// With several cameras, what one does not see another may just have seen.
    private var othersSeeWithin: Int64 { inlets.count > 1 ? Self.maxLatenessNanoseconds : 0 }

    /// Secondary cameras' frames further behind the primary's than this are passed over.
    static let maxLatenessNanoseconds: Int64 = 100_000_000

    static let pauseReason = "paused by a human or the controller"

    /// The stream whose frames bring the rewards.
    var primary: String { inlets.first?.stream ?? session }

    /// - Parameters:
    ///   - session: the stream of a task with one session for each, else empty.
    ///   - firstSequence: number of the first reward.
    /// - Throws: `Rejection` when the configuration cannot be put in force (a phrase that says nothing usable).
    public init(
        configuration: TaskConfiguration, session: String = "", firstSequence: UInt64 = 0
    ) throws(Rejection) {
        nextSequence = firstSequence
        self.configuration = configuration
        self.session = session
        inlets = try Self.inlets(configuration, session)
        gripper = EntityTrack(configuration)
        target = EntityTrack(configuration)
        cameras = CameraAgreement(inlets.map(\.stream))
        shaper = try Shaper(configuration: configuration.reward)
    }

    /// The reward that the event brings, or `nil` when it brings none.
    public func process(_ event: Event) -> Reward? {
        switch event {
        case .frame(let frame, let skipped):
            return process(frame, skipped: skipped)
        case .step(let frames):
            return process(step: frames)
        case .malformedFrame(let stream, let rejection):
            if stream == primary { silence.noteFrame() }
            return reward(rejecting: rejection, stream: stream, frame: nil)
        case .malformedDetections(let stream, let rejection):
            return reward(rejecting: rejection, stream: stream, frame: nil)
        case .detections(let detections):
            return accept(detections)
        case .tick(let now):
            return tick(at: now)
        case .setTarget(let description, let digest):
            replaceTarget(.description(description), digest: digest)
        case .resetEpisode:
            startsEpisode = true
        case .human(let event):
            accept(event)
        }
        return nil
    }

    private func process(_ frame: Frame, skipped: Int) -> Reward? {
        guard let index = inlets.firstIndex(where: { $0.stream == frame.stream }) else { return nil }
        let isPrimary = index == 0
        // Rewards come with the first camera's frames, so its silence is the session's.
        if isPrimary { silence.noteFrame() }
        defer { inlets[index].view.end() }
        do throws(Rejection) {
            guard try admit(frame, inlets[index], isPrimary, skipped: skipped) else { return nil }
            if isPaused {
                return isPrimary ? reward(.paused, frame, reason: Self.pauseReason) : nil
            }
            let verdict = try observe(frame, inlets[index])
            return isPrimary ? measure(frame, verdict, up: inlets[index].view.up) : nil
        } catch {
            return reward(rejecting: error, stream: frame.stream, frame: frame)
        }
    }

    /// Decode: whether the frame can be true, and whether it begins an episode.
    ///
    /// The primary stream decides on episode, clock and time; what another camera sends must fit in.
    /// - Returns: `false` for a secondary camera's frame that is of no use now.
    func admit(
        _ frame: Frame, _ inlet: StreamInlet, _ isPrimary: Bool, skipped: Int
    ) throws(Rejection) -> Bool {
        let admission = try inlet.admit(frame)
        guard isPrimary else { return try joins(frame) }
        // What the receiver skipped left a gap in the sequence, unless an episode began meanwhile.
        let (sum, isTooLarge) = skippedFrames.addingReportingOverflow(max(admission.lostFrames, skipped))
        skippedFrames = isTooLarge ? .max : sum
        if admission.startsEpisode || startsEpisode { beginEpisode(frame) }
        clock = frame.clock
        newestNanoseconds = frame.captureTimeNanoseconds
        return true
    }

    /// Ground → Lift → Track: both entities are looked for before either track changes, so that a bad frame changes none.
    func observe(_ frame: Frame, _ inlet: StreamInlet) throws(Rejection) -> Verdict {
        adopt(try inlet.reference(frame, isFused: inlets.count > 1))
        let time = frame.captureTimeNanoseconds
        let bias = cameras.offset(of: inlet.index)
        inlet.view.begin(frame, reference: reference)
        (gripper.correction, target.correction) = (.none, .none)
        let gripperSighting = try inlet.gripper.look(
            at: frame, view: inlet.view, expecting: gripper.prediction(at: time)?.moved(by: bias)
        ).finite
        let grip = grip(frame, gripperSighting)
        var carried = target
        carried.carry(with: grip)
        let targetSighting = try inlet.target.look(
            at: frame, view: inlet.view, expecting: carried.prediction(at: time)?.moved(by: bias)
        ).finite
        target = carried
        let gripperVerdict = take(gripperSighting, of: .gripper, frame, inlet)
        let targetVerdict = take(targetSighting, of: .target, frame, inlet)
        target.note(grip)
        trace?.note(
            EpisodeTrace.Look(
                nanoseconds: time, gripper: EpisodeTrace.Entity(gripper, at: time),
                target: EpisodeTrace.Entity(target, at: time), grip: grip?.pose))
        return max(gripperVerdict, targetVerdict)
    }

    /// Track: one entity, unless other cameras have reason to doubt this one.
    private func take(
        _ sighting: Sighting, of role: Verdict.Role, _ frame: Frame, _ inlet: StreamInlet
    ) -> Verdict {
        let time = frame.captureTimeNanoseconds
        if inlet.index == 0 { hasPrimaryLooked = true }
        guard hasPrimaryLooked, cameras.trust(sighting, of: role, by: inlet, at: time) else {
            let state = role == .gripper ? gripper.state : target.state
            return Verdict(doubtful: state, of: role)
        }
        return switch role {
        case .gripper: gripper.update(sighting, at: time, othersSeeWithin: othersSeeWithin, of: role)
        case .target: target.update(sighting, at: time, othersSeeWithin: othersSeeWithin, of: role)
        }
    }

    /// Measure → Shape.
    func measure(_ frame: Frame, _ verdict: Verdict, up: Vector3?) -> Reward {
        var verdict = verdict
        var distance: Distance?
        if up == nil, configuration.distance.needsUp {
            verdict = Verdict(status: .absent, reason: "up is not known: no world_from_camera and no support plane")
        }
        if verdict.status.hasDistance, let gripperEnd = gripper.end(at: frame.captureTimeNanoseconds),
            let targetEnd = target.end(at: frame.captureTimeNanoseconds)
        {
            let ruler = Ruler(kind: configuration.distance, referenceFrame: reference, up: up ?? .zero)
            distance = ruler.measure(gripper: gripperEnd, target: targetEnd)
        }
        let terms = shaper.shape(
            distance: distance, status: verdict.status, step: frame.step ?? frame.sequence,
            isRepeated: isRepeated(frame), isTerminated: frame.isTerminated, scalars: frame.scalars)
        var reward = reward(verdict.status, frame, reason: verdict.reason ?? cameras.detail)
        reward.distance = distance
        reward.terms = terms
        trace?.note(reward, up: up, in: reference)
        return reward
    }
}
