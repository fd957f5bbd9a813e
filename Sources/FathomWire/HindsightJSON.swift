import CFathomProto
public import Fathom

/// What is known of frames afterwards, as JSON lines of `fathom.v1.Hindsight`. Belongs to one thread.
public final class HindsightJSON {
    private let arena: Arena

    public init() {
        arena = Arena()
    }

    /// One line without its end, UTF-8.
    ///
    /// - Throws: `Rejection` when a text holds a NUL.
    public func encode(_ hindsight: Hindsight) throws(Rejection) -> [UInt8] {
        arena.rewind()
        var writer = MessageJSONWriter()
        writer.write(try arena.message(from: hindsight))
        return writer.bytes
    }
}

extension Arena {
    fileprivate func message(
        from hindsight: Hindsight
    ) throws(Rejection) -> UnsafeMutablePointer<Fathom__V1__Hindsight> {
        let message = try make(fathom__v1__hindsight__init)
        let reward = hindsight.reward
        message.pointee.causal = 0
        message.pointee.task = try string(reward.task, field: "task")
        message.pointee.session = try string(reward.session, field: "session")
        message.pointee.stream = try string(reward.stream, field: "stream")
        message.pointee.episode = try optionalString(reward.episode, field: "episode")
        (message.pointee.has_episode_index, message.pointee.episode_index) = optional(reward.episodeIndex)
        (message.pointee.has_step, message.pointee.step) = optional(reward.step)
        (message.pointee.has_frame_sequence, message.pointee.frame_sequence) = optional(reward.frameSequence)
        (message.pointee.has_capture_time_ns, message.pointee.capture_time_ns) = optional(reward.captureTimeNanoseconds)
        message.pointee.daemon_epoch = reward.daemonEpoch
        message.pointee.reward_sequence = reward.rewardSequence
        message.pointee.configuration_digest = try string(reward.configurationDigest, field: "configuration_digest")
        message.pointee.status = Fathom__V1__Status(rawValue: reward.status.wireNumber)
        message.pointee.filled = hindsight.isFilled ? 1 : 0
        if let distance = hindsight.distance { message.pointee.distance = try self.message(from: distance) }
        (message.pointee.has_potential, message.pointee.potential) = optional(hindsight.potential)
        (message.pointee.has_progress, message.pointee.progress) = optional(hindsight.progress)
        return message
    }
}
