import CFathomProto
import Fathom

extension Reward {
    init(wire message: Fathom__V1__Reward) throws(Rejection) {
        self.init(
            task: try String(wire: message.task, field: "task"),
            session: try String(wire: message.session, field: "session"),
            stream: try String(wire: message.stream, field: "stream"),
            episode: try String?(wire: message.episode, field: "episode"),
            step: present(message.has_step, message.step),
            frameSequence: present(message.has_frame_sequence, message.frame_sequence),
            captureTimeNanoseconds: present(message.has_capture_time_ns, message.capture_time_ns),
            clock: message.has_clock == 0 ? nil : try CaptureClock(wire: message.clock.rawValue, field: "clock"),
            receiveTimeNanoseconds: present(message.has_receive_time_ns, message.receive_time_ns),
            publishTimeNanoseconds: present(message.has_publish_time_ns, message.publish_time_ns),
            daemonEpoch: message.daemon_epoch,
            rewardSequence: message.reward_sequence,
            skippedFrames: Int(message.skipped_frames),
            status: try RewardStatus(wire: message.status.rawValue, field: "status"),
            reason: try String?(wire: message.reason, field: "reason"),
            rejection: try present(message.rejection, Rejection.init(wire:)),
            distance: try present(message.distance, Distance.init(wire:)),
            terms: RewardTerms(wire: message),
            discount: message.discount,
            isTerminated: message.terminated != 0,
            isTruncated: message.truncated != 0,
            configurationDigest: try String(wire: message.configuration_digest, field: "configuration_digest"),
            humanEvent: try HumanEvent?(wireName: message.human_event, field: "human_event"),
            episodeIndex: present(message.has_episode_index, message.episode_index))
    }
}

extension RewardTerms {
    fileprivate init(wire message: Fathom__V1__Reward) {
        self.init(
            value: present(message.has_value, message.value),
            potential: present(message.has_potential, message.potential),
            previousPotential: present(message.has_previous_potential, message.previous_potential),
            previousStep: present(message.has_previous_step, message.previous_step),
            shaping: present(message.has_shaping, message.shaping),
            progress: present(message.has_progress, message.progress),
            progressGain: present(message.has_progress_gain, message.progress_gain),
            success: present(message.has_success, message.success).map { $0 != 0 })
    }
}

extension Rejection {
    init(wire message: Fathom__V1__Rejection) throws(Rejection) {
        self.init(
            try String(wire: message.field, field: "rejection.field"),
            expected: try String(wire: message.expected, field: "rejection.expected"),
            found: try String(wire: message.found, field: "rejection.found"))
    }
}

extension Distance {
    fileprivate init(wire message: Fathom__V1__Distance) throws(Rejection) {
        guard let gripper = message.gripper?.pointee, let target = message.target?.pointee else {
            throw Rejection("distance", expected: "both end points", found: "fewer")
        }
        self.init(
            meters: message.metres,
            standardDeviation: message.standard_deviation,
            kind: try DistanceKind(wire: message.kind.rawValue, field: "distance.kind"),
            referenceFrame: try ReferenceFrame(
                wire: message.frame_of_reference.rawValue, field: "distance.frame_of_reference"),
            gripper: Vector3(gripper.x, gripper.y, gripper.z),
            target: Vector3(target.x, target.y, target.z))
    }
}

extension HumanEvent? {
    fileprivate init(wireName source: UnsafeMutablePointer<CChar>?, field: String) throws(Rejection) {
        self = nil
        guard let name = try String?(wire: source, field: field) else { return }
        guard let event = HumanEvent.allCases.first(where: { $0.name == name }) else {
            let names = HumanEvent.allCases.map(\.name).joined(separator: ", ")
            throw Rejection(field, expected: "one of \(names)", found: name)
        }
        self = event
    }
}

/// The value of a proto2 optional field.
func present<Value>(_ has: protobuf_c_boolean, _ value: Value) -> Value? {
    has == 0 ? nil : value
}

/// The message as a value; `nil` where the field was absent.
func present<Message, Value>(
    _ message: UnsafeMutablePointer<Message>?, _ read: (Message) throws(Rejection) -> Value
) throws(Rejection) -> Value? {
    guard let message else { return nil }
    return try read(message.pointee)
}
