import CFathomProto
import Fathom

extension Arena {
    func message(
        from description: DaemonDescription
    ) throws(Rejection) -> UnsafeMutablePointer<Fathom__V1__DaemonDescription> {
        let message = try make(fathom__v1__daemon_description__init)
        message.pointee.version = try string(description.version, field: "description.version")
        message.pointee.daemon_epoch = description.daemonEpoch
        message.pointee.oldest_contract = description.contracts.lowerBound
        message.pointee.newest_contract = description.contracts.upperBound
        message.pointee.n_tasks = description.tasks.count
        message.pointee.tasks = try messages(description.tasks, self.message(from:))
        message.pointee.rewards = try optionalString(description.rewards, field: "description.rewards")
        message.pointee.n_frames = description.frames.count
        message.pointee.frames = try strings(description.frames)
        message.pointee.n_streams = description.streams.count
        message.pointee.streams = try strings(description.streams)
        return message
    }

    func message(from opened: SessionOpened) throws(Rejection) -> UnsafeMutablePointer<Fathom__V1__SessionOpened> {
        let message = try make(fathom__v1__session_opened__init)
        message.pointee.session_id = opened.sessionID
        message.pointee.session = try string(opened.session, field: "session.session")
        message.pointee.daemon_epoch = opened.daemonEpoch
        message.pointee.task = try self.message(from: opened.task)
        return message
    }

    func message(from batch: RewardBatch) throws(Rejection) -> UnsafeMutablePointer<Fathom__V1__RewardBatch> {
        let message = try make(fathom__v1__reward_batch__init)
        message.pointee.count = batch.count
        message.pointee.batch_sequence = batch.batchSequence
        message.pointee.configuration_digest = try string(
            batch.configurationDigest, field: "batch.configuration_digest")
        message.pointee.discount = batch.discount
        message.pointee.n_reasons = batch.reasons.count
        message.pointee.reasons = try strings(batch.reasons)
        return message
    }

    private func message(
        from task: TaskDescription
    ) throws(Rejection) -> UnsafeMutablePointer<Fathom__V1__TaskDescription> {
        let message = try make(fathom__v1__task_description__init)
        message.pointee.name = try string(task.name, field: "task.name")
        message.pointee.n_streams = task.streams.count
        message.pointee.streams = try strings(task.streams)
        message.pointee.each = task.isEach ? 1 : 0
        message.pointee.gripper = try string(task.gripper, field: "task.gripper")
        message.pointee.target = try string(task.target, field: "task.target")
        message.pointee.distance = Fathom__V1__DistanceKind(rawValue: task.distance.wireNumber)
        message.pointee.configuration_digest = try string(task.digest, field: "task.configuration_digest")
        try fill(&message.pointee, from: task.reward)
        return message
    }

    private func fill(
        _ message: inout Fathom__V1__TaskDescription, from reward: RewardConfiguration
    ) throws(Rejection) {
        message.signal = try string(reward.signal.rawValue, field: "task.signal")
        message.curve = try string(reward.curve.rawValue, field: "task.curve")
        message.length = reward.length
        message.weight = reward.weight
        message.discount = reward.discount
        message.max_distance = reward.maxDistance
        message.time_penalty = reward.timePenalty
        (message.has_failure_penalty, message.failure_penalty) = optional(reward.failurePenalty)
        message.progress_required = UInt32(clamping: reward.progressRequired)
        message.progress_window = UInt32(clamping: reward.progressWindow)
        message.adds_to_base_reward = reward.isAddedToBaseReward ? 1 : 0
        if let success = reward.success { message.success = try self.message(from: success) }
    }

    private func message(
        from success: SuccessConfiguration
    ) throws(Rejection) -> UnsafeMutablePointer<Fathom__V1__SuccessDescription> {
        let message = try make(fathom__v1__success_description__init)
        message.pointee.within = success.within
        message.pointee.required = UInt32(clamping: success.required)
        message.pointee.window = UInt32(clamping: success.window)
        message.pointee.bonus = success.bonus
        message.pointee.n_gates = success.gates.count
        message.pointee.gates = try strings(
            success.gates.map { "\($0.scalar) \($0.relation.rawValue) \($0.threshold)" })
        return message
    }
}
