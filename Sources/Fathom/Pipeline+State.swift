extension Pipeline {
    /// The receiver's clock: what is silent turns stale, and a silent publisher's predecessor may come back.
    func tick(at now: Int64) -> Reward? {
        for inlet in inlets { inlet.tick(at: now, limit: configuration.staleAfterNanoseconds) }
        return silence.isBroken(at: now, limit: configuration.staleAfterNanoseconds) ? staleReward() : nil
    }

    func beginEpisode(_ frame: Frame) {
        startsEpisode = false
        episodeIndex = episodeIndex.map { $0 + 1 } ?? 0
        last = (frame.stream, frame.episode)
        newestNanoseconds = .min
        lastMoment = nil
        humanEvent = nil
        gripper.reset()
        target.reset()
        cameras.beginEpisode()
        hasPrimaryLooked = false
        shaper.beginEpisode()
        trace?.begin(configuration)
        for inlet in inlets { inlet.beginEpisode() }
    }

    /// The gripper as this frame shows it; `nil` when it is hidden.
    func grip(_ frame: Frame, _ sighting: Sighting) -> Grip? {
        var opening: Double?
        for scalar in frame.scalars where scalar.name == Grip.scalar { opening = scalar.value }
        if case .pose(let name) = configuration.gripper {
            for pose in frame.poses where pose.name == name {
                return Grip(pose: pose.worldFromEntity, opening: opening)
            }
            return nil
        }
        guard case .seen(let seen, _) = sighting else { return nil }
        return Grip(pose: Transform(rotation: .identity, translation: seen.center), opening: opening)
    }

    /// Whether `frame` shows the same moment of the same control step as the one before. Without steps nobody can tell a
    /// frozen clock from a repeated frame.
    func isRepeated(_ frame: Frame) -> Bool {
        guard let step = frame.step else { return false }
        defer { lastMoment = (step, frame.captureTimeNanoseconds) }
        return lastMoment.map { $0 == (step, frame.captureTimeNanoseconds) } ?? false
    }

    /// A camera that begins or ceases to say where it stands changes what positions mean.
    func adopt(_ reference: ReferenceFrame) {
        guard reference != self.reference else { return }
        self.reference = reference
        gripper.reset()
        target.reset()
        for inlet in inlets { inlet.view.forgetScene() }
    }

    func accept(_ detections: Detections) -> Reward? {
        do throws(Rejection) {
            try FrameValidator.check(detections)
        } catch {
            return reward(rejecting: error, stream: detections.stream, frame: nil)
        }
        for inlet in inlets where inlet.stream == detections.stream { inlet.accept(detections) }
        return nil
    }

    func accept(_ event: HumanEvent) {
        switch event {
        case .pause: isPaused = true
        case .resume: isPaused = false
        case .success, .failure:
            humanEvent = event
            shaper.apply(event)
        case .intervention, .rerecord:
            // A verdict stays in force to the end of the episode.
            if humanEvent != .success && humanEvent != .failure { humanEvent = event }
        }
    }

    /// A phrase that says nothing usable leaves the old target in force; the caller checks it before.
    func replaceTarget(_ selector: EntitySelector, digest: String) {
        do throws(Rejection) {
            for inlet in inlets { try inlet.replaceTarget(selector) }
        } catch {
            return
        }
        cameras.beginEpisode()
        configuration.target = selector
        configuration.digest = digest
        episodeIndex? += 1
        target.reset()
        shaper.beginEpisode()
        trace?.begin(configuration)
    }

    static func inlets(
        _ configuration: TaskConfiguration, _ session: String
    ) throws(Rejection) -> [StreamInlet] {
        var inlets: [StreamInlet] = []
        switch configuration.streams {
        case .fused(let streams):
            for (index, stream) in streams.enumerated() {
                inlets.append(try StreamInlet(stream: stream, index: index, configuration: configuration))
            }
        case .each:
            inlets.append(try StreamInlet(stream: session, index: 0, configuration: configuration))
        }
        return inlets
    }
}
