import CFathomProto
import Fathom

extension EpisodeEvent.Body {
    init(wire message: Fathom__V1__EpisodeEvent) throws(Rejection) {
        switch message.event_case {
        case FATHOM__V1__EPISODE_EVENT__EVENT_FRAME:
            let frame = message.frame.pointee
            let swapped = UnsafeBufferPointer(start: frame.red_blue_swapped, count: frame.n_red_blue_swapped)
            self = .frame(skipped: Int(clamping: frame.skipped), redBlueSwapped: swapped.map { Int($0) })
        case FATHOM__V1__EPISODE_EVENT__EVENT_STEP:
            let step = message.step.pointee
            self = .step(planes: Array(UnsafeBufferPointer(start: step.planes, count: step.n_planes)))
        case FATHOM__V1__EPISODE_EVENT__EVENT_MALFORMED_FRAME:
            let (stream, rejection) = try Self.rejection(message.malformed_frame.pointee)
            self = .malformedFrame(stream: stream, rejection)
        case FATHOM__V1__EPISODE_EVENT__EVENT_MALFORMED_DETECTIONS:
            let (stream, rejection) = try Self.rejection(message.malformed_detections.pointee)
            self = .malformedDetections(stream: stream, rejection)
        case FATHOM__V1__EPISODE_EVENT__EVENT_DETECTIONS:
            self = .detections(stream: try String(wire: message.detections.pointee.stream, field: "detections.stream"))
        case FATHOM__V1__EPISODE_EVENT__EVENT_TICK:
            self = .tick(
                monotonicNanoseconds: try sensible(message.tick.pointee.monotonic_ns, field: "tick.monotonic_ns"))
        case FATHOM__V1__EPISODE_EVENT__EVENT_SET_TARGET:
            let target = message.set_target.pointee
            self = .setTarget(
                description: try String(wire: target.description, field: "set_target.description"),
                digest: try String(wire: target.configuration_digest, field: "set_target.configuration_digest"))
        case FATHOM__V1__EPISODE_EVENT__EVENT_RESET_EPISODE:
            self = .resetEpisode
        case FATHOM__V1__EPISODE_EVENT__EVENT_HUMAN:
            self = .human(try HumanEvent(wire: message.human.rawValue, field: "human"))
        default:
            throw Rejection("event", expected: "a kind of event that this version knows", found: "another or none")
        }
    }

    private static func rejection(
        _ message: Fathom__V1__LoggedRejection
    ) throws(Rejection) -> (stream: String, Rejection) {
        let stream = try String(wire: message.stream, field: "malformed.stream")
        return (stream, try Rejection(wire: message.rejection.pointee))
    }
}

/// A count or a time that leaves room to count on.
///
/// - Throws: `Rejection` beyond ±2⁶², which no recorder can have come to.
func sensible<Number: FixedWidthInteger>(_ number: Number, field: String) throws(Rejection) -> Number {
    guard number.magnitude <= 1 << 62 else {
        throw Rejection(field, expected: "at most 2⁶²", found: "\(number)")
    }
    return number
}

extension PipelineCheckpoint {
    init(wire message: Fathom__V1__Checkpoint) throws(Rejection) {
        let index = present(message.has_episode_index, message.episode_index)
        self.init(
            nextSequence: try sensible(message.next_reward_sequence, field: "checkpoint.next_reward_sequence"),
            episodeIndex: try index.map { index throws(Rejection) in
                try sensible(index, field: "checkpoint.episode_index")
            }, isPaused: message.paused != 0)
        for index in 0..<message.n_streams {
            guard let stream = message.streams[index] else { continue }
            streams.append(try StreamCheckpoint(wire: stream.pointee))
        }
        for index in 0..<message.n_camera_pairs {
            guard let pair = message.camera_pairs[index]?.pointee, let offset = pair.offset?.pointee else { continue }
            // Metres, as far as any coordinate may go.
            guard [offset.x, offset.y, offset.z].allSatisfy({ abs($0) <= 1e8 }) else {
                throw Rejection(
                    "checkpoint.camera_pairs[\(index)].offset", expected: "at most 1e8 m", found: "more, or no number")
            }
            cameras.pairs.append(
                CamerasCheckpoint.Pair(
                    one: try String(wire: pair.one, field: "checkpoint.one"),
                    other: try String(wire: pair.other, field: "checkpoint.other"), strikes: Int(pair.strikes),
                    offset: Vector3(offset.x, offset.y, offset.z)))
        }
        guard let doubt = message.camera_doubt?.pointee else { return }
        cameras.told = CamerasCheckpoint.Told(
            camera: try String(wire: doubt.camera, field: "checkpoint.camera"),
            other: try String(wire: doubt.other, field: "checkpoint.other"),
            millimeters: Int(try sensible(doubt.millimetres, field: "checkpoint.camera_doubt.millimetres")))
    }
}

extension StreamCheckpoint {
    fileprivate init(wire message: Fathom__V1__StreamCheckpoint) throws(Rejection) {
        let since = present(message.has_silent_since_ns, message.silent_since_ns)
        self.init(
            stream: try String(wire: message.stream, field: "checkpoint.stream"),
            last: try present(message.last, FrameValidator.Position.init(wire:)),
            retiredEpochs: Array(UnsafeBufferPointer(start: message.retired_epochs, count: message.n_retired_epochs)),
            setBack: message.set_back.map {
                FrameValidator.SetBack(
                    sequence: $0.pointee.sequence, captureTimeNanoseconds: $0.pointee.capture_time_ns,
                    count: Int($0.pointee.count))
            },
            silence: Silence(
                hasFrame: message.has_frame != 0,
                sinceNanoseconds: try since.map { since throws(Rejection) in
                    try sensible(since, field: "checkpoint.silent_since_ns")
                },
                isReported: message.silence_is_reported != 0),
            admittedSequence: present(message.has_admitted_sequence, message.admitted_sequence),
            rejected: Int(clamping: try sensible(message.rejected, field: "checkpoint.rejected")))
    }
}

extension FrameValidator.Position {
    fileprivate init(wire message: Fathom__V1__StreamCheckpoint__Position) throws(Rejection) {
        self.init(
            publisherEpoch: message.publisher_epoch,
            episode: try String(wire: message.episode, field: "checkpoint.last.episode"),
            step: present(message.has_step, message.step), sequence: message.sequence,
            captureTimeNanoseconds: message.capture_time_ns,
            clock: try CaptureClock(wire: message.clock.rawValue, field: "checkpoint.last.clock"))
    }
}
