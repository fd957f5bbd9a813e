/// One session's rewards as a pure function of its ordered event log.
///
/// Decode → Ground → Lift → Track → Measure → Shape. Holds no socket, file, clock or logger: time comes in with events. The
/// same events give the same rewards. Not thread-safe; it lives on its lane. A steady tracked frame allocates nothing.
public final class Pipeline {
    public let session: String
    public private(set) var configuration: TaskConfiguration

    private var inlets: [StreamInlet]
    private var gripper: EntityTrack
    private var target: EntityTrack
    private var shaper: Shaper
    private var reference = ReferenceFrame.world
    private var nextSequence: UInt64 = 0
    private var skippedFrames = 0
    private var clock: CaptureClock?
    private var humanEvent: HumanEvent?
    private var isPaused = false
    private var startsEpisode = true
    private var silence = Silence()
    private var last: (stream: String, episode: String)?

    /// Secondary cameras' frames further behind the tracks than this are passed over.
    private static let maxLatenessNanoseconds: Int64 = 100_000_000
    private var newestNanoseconds: Int64 = .min

    /// - Parameter session: the stream of a task with one session for each, else empty.
    /// - Throws: `Rejection` when the configuration cannot be put in force (a phrase that says nothing usable).
    public init(configuration: TaskConfiguration, session: String = "") throws(Rejection) {
        self.configuration = configuration
        self.session = session
        inlets = try Self.inlets(configuration, session)
        gripper = EntityTrack(configuration)
        target = EntityTrack(configuration)
        shaper = try Shaper(configuration: configuration.reward)
    }

    /// The reward that the event brings, or `nil` when it brings none.
    public func process(_ event: Event) -> Reward? {
        switch event {
        case .frame(let frame, let skipped):
            return process(frame, skipped: skipped)
        case .malformed(let stream, let rejection):
            silence.noteFrame()
            return reward(rejecting: rejection, stream: stream, frame: nil)
        case .detections(let detections):
            return accept(detections)
        case .tick(let now):
            return silence.isBroken(at: now, limit: configuration.staleAfterNanoseconds) ? staleReward() : nil
        case .setTarget(let description, let digest):
            replaceTarget(.description(description), digest: digest)
        case .resetEpisode:
            startsEpisode = true
        case .human(let event):
            accept(event)
        case .reload(let configuration):
            reload(configuration)
        }
        return nil
    }

    // MARK: Frames

    private func process(_ frame: Frame, skipped: Int) -> Reward? {
        silence.noteFrame()
        guard let index = inlets.firstIndex(where: { $0.stream == frame.stream }) else { return nil }
        let isPrimary = index == 0
        defer { inlets[index].view.end() }
        do throws(Rejection) {
            guard try admit(frame, inlets[index], isPrimary, skipped: skipped) else { return nil }
            if isPaused {
                return isPrimary ? reward(.paused, frame, reason: "paused by a human or the controller") : nil
            }
            let verdict = try observe(frame, inlets[index])
            return isPrimary ? measure(frame, verdict, up: inlets[index].view.up) : nil
        } catch {
            return reward(rejecting: error, stream: frame.stream, frame: frame)
        }
    }

    /// Decode: whether the frame can be true, and whether it begins an episode.
    /// - Returns: `false` for a secondary camera's frame that comes too late to be of use.
    private func admit(
        _ frame: Frame, _ inlet: StreamInlet, _ isPrimary: Bool, skipped: Int
    ) throws(Rejection) -> Bool {
        if let clock, clock != frame.clock {
            throw Rejection("clock", expected: "\(clock), as the task's other frames", found: "\(frame.clock)")
        }
        let admission = try inlet.admit(frame)
        clock = frame.clock
        if isPrimary {
            // What the receiver skipped left a gap in the sequence, unless an episode began meanwhile.
            skippedFrames += max(admission.lostFrames, skipped)
            if admission.startsEpisode || startsEpisode { beginEpisode(frame) }
        } else if newestNanoseconds > .min,
            newestNanoseconds - frame.captureTimeNanoseconds > Self.maxLatenessNanoseconds
        {
            return false
        }
        newestNanoseconds = max(newestNanoseconds, frame.captureTimeNanoseconds)
        return true
    }

    /// Ground → Lift → Track: both entities are looked for before either track changes, so that a bad frame changes none.
    private func observe(_ frame: Frame, _ inlet: StreamInlet) throws(Rejection) -> Verdict {
        adopt(try inlet.reference(frame, isFused: inlets.count > 1))
        let time = frame.captureTimeNanoseconds
        inlet.view.begin(frame, reference: reference)
        let gripperSighting = try inlet.gripper.look(
            at: frame, view: inlet.view, expecting: gripper.prediction(at: time)
        ).finite
        let targetSighting = try inlet.target.look(
            at: frame, view: inlet.view, expecting: target.prediction(at: time)
        ).finite
        gripper.update(gripperSighting, at: time)
        target.update(targetSighting, at: time)
        return max(
            Verdict(gripperSighting, gripper.state, of: .gripper), Verdict(targetSighting, target.state, of: .target))
    }

    /// Measure → Shape.
    private func measure(_ frame: Frame, _ verdict: Verdict, up: Vector3) -> Reward {
        var distance: Distance?
        if verdict.status.hasDistance, let gripperEnd = gripper.end(at: frame.captureTimeNanoseconds),
            let targetEnd = target.end(at: frame.captureTimeNanoseconds)
        {
            let ruler = Ruler(kind: configuration.distance, referenceFrame: reference, up: up)
            distance = ruler.measure(gripper: gripperEnd, target: targetEnd)
        }
        let terms = shaper.shape(
            distance: distance, status: verdict.status, step: frame.step ?? frame.sequence,
            isTerminated: frame.isTerminated, scalars: frame.scalars)
        var reward = reward(verdict.status, frame, reason: verdict.reason)
        reward.distance = distance
        reward.terms = terms
        return reward
    }

    // MARK: State

    private func beginEpisode(_ frame: Frame) {
        startsEpisode = false
        last = (frame.stream, frame.episode)
        newestNanoseconds = .min
        humanEvent = nil
        gripper.reset()
        target.reset()
        shaper.beginEpisode()
        for inlet in inlets { inlet.beginEpisode() }
    }

    /// A camera that begins or ceases to say where it stands changes what positions mean.
    private func adopt(_ reference: ReferenceFrame) {
        guard reference != self.reference else { return }
        self.reference = reference
        gripper.reset()
        target.reset()
        for inlet in inlets { inlet.view.forgetScene() }
    }

    private func accept(_ detections: Detections) -> Reward? {
        do throws(Rejection) {
            try FrameValidator.check(detections)
        } catch {
            return reward(rejecting: error, stream: detections.stream, frame: nil)
        }
        for inlet in inlets where inlet.stream == detections.stream { inlet.accept(detections) }
        return nil
    }

    private func accept(_ event: HumanEvent) {
        switch event {
        case .pause: isPaused = true
        case .resume: isPaused = false
        case .success, .failure, .intervention, .rerecord:
            humanEvent = event
            shaper.apply(event)
        }
    }

    /// A phrase that says nothing usable leaves the old target in force; the caller checks it before.
    private func replaceTarget(_ selector: EntitySelector, digest: String) {
        do throws(Rejection) {
            for inlet in inlets { try inlet.replaceTarget(selector) }
        } catch {
            return
        }
        configuration.target = selector
        configuration.digest = digest
        target.reset()
        shaper.beginEpisode()
    }

    private func reload(_ configuration: TaskConfiguration) {
        guard let fresh = try? Pipeline(configuration: configuration, session: session) else { return }
        self.configuration = configuration
        inlets = fresh.inlets
        shaper = fresh.shaper
        gripper = fresh.gripper
        target = fresh.target
        clock = nil
        startsEpisode = true
    }

    private static func inlets(
        _ configuration: TaskConfiguration, _ session: String
    ) throws(Rejection) -> [StreamInlet] {
        var inlets: [StreamInlet] = []
        switch configuration.streams {
        case .fused(let streams):
            for stream in streams { inlets.append(try StreamInlet(stream: stream, configuration: configuration)) }
        case .each:
            inlets.append(try StreamInlet(stream: session, configuration: configuration))
        }
        return inlets
    }

    // MARK: Rewards

    private func reward(_ status: RewardStatus, _ frame: Frame, reason: String?) -> Reward {
        var reward = numbered(status, stream: frame.stream, reason: reason)
        reward.episode = frame.episode
        reward.step = frame.step
        reward.frameSequence = frame.sequence
        reward.captureTimeNanoseconds = frame.captureTimeNanoseconds
        reward.clock = frame.clock
        reward.isTerminated = frame.isTerminated
        reward.isTruncated = frame.isTruncated
        return reward
    }

    private func reward(rejecting rejection: Rejection, stream: String, frame: Frame?) -> Reward {
        let reason = rejection.description
        var result = frame.map { reward(.rejected, $0, reason: reason) }
        if result == nil { result = numbered(.rejected, stream: stream, reason: reason) }
        guard var result else { return numbered(.rejected, stream: stream, reason: reason) }
        result.rejection = rejection
        return result
    }

    private func staleReward() -> Reward {
        let seconds = Double(configuration.staleAfterNanoseconds) / 1e9
        var reward = numbered(
            .stale, stream: last?.stream ?? inlets.first?.stream ?? session, reason: "no frame for \(seconds) s")
        reward.episode = last?.episode
        return reward
    }

    private func numbered(_ status: RewardStatus, stream: String, reason: String?) -> Reward {
        let reward = Reward(
            task: configuration.name, session: session, stream: stream, rewardSequence: nextSequence,
            skippedFrames: skippedFrames, status: status, reason: reason, discount: configuration.reward.discount,
            configurationDigest: configuration.digest, humanEvent: humanEvent)
        nextSequence += 1
        skippedFrames = 0
        return reward
    }
}
