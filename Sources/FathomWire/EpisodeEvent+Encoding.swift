import CFathomProto
import Fathom

extension Arena {
    func message(from event: EpisodeEvent) throws(Rejection) -> UnsafeMutablePointer<Fathom__V1__EpisodeEvent> {
        let message = try make(fathom__v1__episode_event__init)
        message.pointee.index = event.index
        (message.pointee.has_receive_time_ns, message.pointee.receive_time_ns) = optional(event.receiveTimeNanoseconds)
        if let checkpoint = event.checkpoint { message.pointee.checkpoint = try self.message(from: checkpoint) }
        try fill(&message.pointee, from: event.body)
        return message
    }

    private func fill(_ message: inout Fathom__V1__EpisodeEvent, from body: EpisodeEvent.Body) throws(Rejection) {
        switch body {
        case .frame(let skipped, let swapped):
            message.event_case = FATHOM__V1__EPISODE_EVENT__EVENT_FRAME
            message.frame = try frame(skipped, swapped)
        case .step(let planes):
            message.event_case = FATHOM__V1__EPISODE_EVENT__EVENT_STEP
            message.step = try make(fathom__v1__logged_step__init)
            (message.step.pointee.n_planes, message.step.pointee.planes) = (planes.count, try numbers(planes))
        case .malformedFrame(let stream, let rejection):
            message.event_case = FATHOM__V1__EPISODE_EVENT__EVENT_MALFORMED_FRAME
            message.malformed_frame = try self.rejection(rejection, of: stream)
        case .malformedDetections(let stream, let rejection):
            message.event_case = FATHOM__V1__EPISODE_EVENT__EVENT_MALFORMED_DETECTIONS
            message.malformed_detections = try self.rejection(rejection, of: stream)
        case .detections(let stream):
            message.event_case = FATHOM__V1__EPISODE_EVENT__EVENT_DETECTIONS
            message.detections = try make(fathom__v1__logged_detections__init)
            message.detections.pointee.stream = try string(stream, field: "stream")
        case .tick(let now):
            message.event_case = FATHOM__V1__EPISODE_EVENT__EVENT_TICK
            message.tick = try make(fathom__v1__logged_tick__init)
            message.tick.pointee.monotonic_ns = now
        default:
            try fillControl(&message, from: body)
        }
    }

    /// What people and controllers said.
    private func fillControl(
        _ message: inout Fathom__V1__EpisodeEvent, from body: EpisodeEvent.Body
    ) throws(Rejection) {
        switch body {
        case .setTarget(let description, let digest):
            message.event_case = FATHOM__V1__EPISODE_EVENT__EVENT_SET_TARGET
            message.set_target = try make(fathom__v1__logged_target__init)
            message.set_target.pointee.description = try string(description, field: "description")
            message.set_target.pointee.configuration_digest = try string(digest, field: "configuration_digest")
        case .resetEpisode:
            message.event_case = FATHOM__V1__EPISODE_EVENT__EVENT_RESET_EPISODE
            message.reset_episode = try make(fathom__v1__logged_reset__init)
        case .human(let event):
            message.event_case = FATHOM__V1__EPISODE_EVENT__EVENT_HUMAN
            message.human = Fathom__V1__HumanEventKind(rawValue: event.wireNumber)
        default:
            break
        }
    }

    private func frame(
        _ skipped: Int, _ swapped: [Int]
    ) throws(Rejection) -> UnsafeMutablePointer<Fathom__V1__LoggedFrame> {
        let frame = try make(fathom__v1__logged_frame__init)
        (frame.pointee.has_skipped, frame.pointee.skipped) = skipped == 0 ? (0, 0) : (1, UInt64(clamping: skipped))
        frame.pointee.n_red_blue_swapped = swapped.count
        frame.pointee.red_blue_swapped = try numbers(swapped.map { UInt32(clamping: $0) })
        return frame
    }

    private func rejection(
        _ rejection: Rejection, of stream: String
    ) throws(Rejection) -> UnsafeMutablePointer<Fathom__V1__LoggedRejection> {
        let message = try make(fathom__v1__logged_rejection__init)
        message.pointee.stream = try string(stream, field: "stream")
        message.pointee.rejection = try self.message(from: rejection)
        return message
    }

    private func numbers<Number: FixedWidthInteger>(
        _ values: [Number]
    ) throws(Rejection) -> UnsafeMutablePointer<Number>? {
        guard !values.isEmpty else { return nil }
        let copy = try array(of: Number.self, count: values.count)
        for index in values.indices { copy[index] = values[index] }
        return copy
    }

    private func message(
        from checkpoint: PipelineCheckpoint
    ) throws(Rejection) -> UnsafeMutablePointer<Fathom__V1__Checkpoint> {
        let message = try make(fathom__v1__checkpoint__init)
        message.pointee.next_reward_sequence = checkpoint.nextSequence
        (message.pointee.has_episode_index, message.pointee.episode_index) = optional(checkpoint.episodeIndex)
        message.pointee.paused = checkpoint.isPaused ? 1 : 0
        message.pointee.n_streams = checkpoint.streams.count
        message.pointee.streams = try messages(checkpoint.streams, self.message(from:))
        message.pointee.n_camera_pairs = checkpoint.cameras.pairs.count
        message.pointee.camera_pairs = try messages(checkpoint.cameras.pairs, self.message(from:))
        if let told = checkpoint.cameras.told {
            let doubt = try make(fathom__v1__camera_doubt_checkpoint__init)
            doubt.pointee.camera = try string(told.camera, field: "camera")
            doubt.pointee.other = try string(told.other, field: "other")
            doubt.pointee.millimetres = Int64(told.millimeters)
            message.pointee.camera_doubt = doubt
        }
        return message
    }

    private func message(
        from pair: CamerasCheckpoint.Pair
    ) throws(Rejection) -> UnsafeMutablePointer<Fathom__V1__CameraPairCheckpoint> {
        let message = try make(fathom__v1__camera_pair_checkpoint__init)
        message.pointee.one = try string(pair.one, field: "one")
        message.pointee.other = try string(pair.other, field: "other")
        message.pointee.strikes = UInt32(clamping: pair.strikes)
        message.pointee.offset = try self.message(from: pair.offset)
        return message
    }

    private func message(
        from stream: StreamCheckpoint
    ) throws(Rejection) -> UnsafeMutablePointer<Fathom__V1__StreamCheckpoint> {
        let message = try make(fathom__v1__stream_checkpoint__init)
        message.pointee.stream = try string(stream.stream, field: "stream")
        if let last = stream.last { message.pointee.last = try self.message(from: last) }
        message.pointee.n_retired_epochs = stream.retiredEpochs.count
        message.pointee.retired_epochs = try numbers(stream.retiredEpochs)
        if let run = stream.setBack {
            let setBack = try make(fathom__v1__stream_checkpoint__set_back__init)
            setBack.pointee.sequence = run.sequence
            setBack.pointee.capture_time_ns = run.captureTimeNanoseconds
            setBack.pointee.count = UInt32(clamping: run.count)
            message.pointee.set_back = setBack
        }
        message.pointee.has_frame = stream.silence.hasFrame ? 1 : 0
        (message.pointee.has_silent_since_ns, message.pointee.silent_since_ns) = optional(
            stream.silence.sinceNanoseconds)
        message.pointee.silence_is_reported = stream.silence.isReported ? 1 : 0
        (message.pointee.has_admitted_sequence, message.pointee.admitted_sequence) = optional(stream.admittedSequence)
        message.pointee.rejected = UInt64(clamping: stream.rejected)
        return message
    }

    private func message(
        from position: FrameValidator.Position
    ) throws(Rejection) -> UnsafeMutablePointer<Fathom__V1__StreamCheckpoint__Position> {
        let message = try make(fathom__v1__stream_checkpoint__position__init)
        message.pointee.publisher_epoch = position.publisherEpoch
        message.pointee.episode = try string(position.episode, field: "episode")
        (message.pointee.has_step, message.pointee.step) = optional(position.step)
        message.pointee.sequence = position.sequence
        message.pointee.capture_time_ns = position.captureTimeNanoseconds
        message.pointee.clock = Fathom__V1__Clock(rawValue: position.clock.wireNumber)
        return message
    }
}
