import CFathomProto
import Fathom

extension Arena {
    func message(from reward: Reward) throws(Rejection) -> UnsafeMutablePointer<Fathom__V1__Reward> {
        let message = try make(fathom__v1__reward__init)
        message.pointee.task = try string(reward.task, field: "task")
        message.pointee.session = try string(reward.session, field: "session")
        message.pointee.daemon_epoch = reward.daemonEpoch
        message.pointee.reward_sequence = reward.rewardSequence
        message.pointee.skipped_frames = UInt32(clamping: reward.skippedFrames)
        try fillOrigin(of: &message.pointee, from: reward)
        try fillStatus(of: &message.pointee, from: reward)
        if let distance = reward.distance { message.pointee.distance = try self.message(from: distance) }
        fillTerms(of: &message.pointee, from: reward.terms)
        message.pointee.discount = reward.discount
        message.pointee.configuration_digest = try string(reward.configurationDigest, field: "configuration_digest")
        message.pointee.human_event = try optionalString(reward.humanEvent?.name, field: "human_event")
        return message
    }

    private func fillOrigin(of message: inout Fathom__V1__Reward, from reward: Reward) throws(Rejection) {
        message.stream = try string(reward.stream, field: "stream")
        message.episode = try optionalString(reward.episode, field: "episode")
        (message.has_episode_index, message.episode_index) = optional(reward.episodeIndex)
        (message.has_step, message.step) = optional(reward.step)
        (message.has_frame_sequence, message.frame_sequence) = optional(reward.frameSequence)
        (message.has_capture_time_ns, message.capture_time_ns) = optional(reward.captureTimeNanoseconds)
        (message.has_receive_time_ns, message.receive_time_ns) = optional(reward.receiveTimeNanoseconds)
        (message.has_publish_time_ns, message.publish_time_ns) = optional(reward.publishTimeNanoseconds)
        if let clock = reward.clock {
            message.has_clock = 1
            message.clock = Fathom__V1__Clock(rawValue: clock.wireNumber)
        }
        (message.has_terminated, message.terminated) = reward.isTerminated ? (1, 1) : (0, 0)
        (message.has_truncated, message.truncated) = reward.isTruncated ? (1, 1) : (0, 0)
    }

    private func fillStatus(of message: inout Fathom__V1__Reward, from reward: Reward) throws(Rejection) {
        message.status = Fathom__V1__Status(rawValue: reward.status.wireNumber)
        message.reason = try optionalString(reward.reason, field: "reason")
        if let rejection = reward.rejection { message.rejection = try self.message(from: rejection) }
    }

    func message(from rejection: Rejection) throws(Rejection) -> UnsafeMutablePointer<Fathom__V1__Rejection> {
        let message = try make(fathom__v1__rejection__init)
        message.pointee.field = try string(rejection.field, field: "rejection.field")
        message.pointee.expected = try string(rejection.expected, field: "rejection.expected")
        message.pointee.found = try string(rejection.found, field: "rejection.found")
        return message
    }

    private func fillTerms(of message: inout Fathom__V1__Reward, from terms: RewardTerms) {
        (message.has_value, message.value) = optional(terms.value)
        (message.has_potential, message.potential) = optional(terms.potential)
        (message.has_previous_potential, message.previous_potential) = optional(terms.previousPotential)
        (message.has_previous_step, message.previous_step) = optional(terms.previousStep)
        (message.has_shaping, message.shaping) = optional(terms.shaping)
        (message.has_progress, message.progress) = optional(terms.progress)
        (message.has_progress_gain, message.progress_gain) = optional(terms.progressGain)
        (message.has_success, message.success) = optional(terms.success.map { $0 ? 1 : 0 })
    }

    func message(from distance: Distance) throws(Rejection) -> UnsafeMutablePointer<Fathom__V1__Distance> {
        let message = try make(fathom__v1__distance__init)
        message.pointee.metres = distance.meters
        message.pointee.standard_deviation = distance.standardDeviation
        message.pointee.kind = Fathom__V1__DistanceKind(rawValue: distance.kind.wireNumber)
        message.pointee.frame_of_reference = Fathom__V1__ReferenceFrame(rawValue: distance.referenceFrame.wireNumber)
        message.pointee.gripper = try self.message(from: distance.gripper)
        message.pointee.target = try self.message(from: distance.target)
        return message
    }

    func message(from point: Vector3) throws(Rejection) -> UnsafeMutablePointer<Fathom__V1__Point> {
        let message = try make(fathom__v1__point__init)
        message.pointee.x = point.x
        message.pointee.y = point.y
        message.pointee.z = point.z
        return message
    }
}

/// A proto2 `has_` flag and its value.
func optional<Value: Numeric>(_ value: Value?) -> (has: protobuf_c_boolean, value: Value) {
    value.map { (1, $0) } ?? (0, .zero)
}
