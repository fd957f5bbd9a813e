import CFathomProto
import Fathom

extension Arena {
    func message(from reply: ControlReply) throws(Rejection) -> UnsafeMutablePointer<Fathom__V1__ControlReply> {
        let message = try make(fathom__v1__control_reply__init)
        message.pointee.version = reply.version
        message.pointee.request_id = reply.requestID
        switch reply.body {
        case .status(let status):
            message.pointee.reply_case = FATHOM__V1__CONTROL_REPLY__REPLY_STATUS
            message.pointee.status = try self.message(from: status)
        case .rewards(let page):
            message.pointee.reply_case = FATHOM__V1__CONTROL_REPLY__REPLY_REWARDS
            message.pointee.rewards = try self.message(from: page)
        case .description(let description):
            message.pointee.reply_case = FATHOM__V1__CONTROL_REPLY__REPLY_DESCRIPTION
            message.pointee.description = try self.message(from: description)
        case .session(let opened):
            message.pointee.reply_case = FATHOM__V1__CONTROL_REPLY__REPLY_SESSION
            message.pointee.session = try self.message(from: opened)
        case .reward(let reward):
            message.pointee.reply_case = FATHOM__V1__CONTROL_REPLY__REPLY_REWARD
            message.pointee.reward = try self.message(from: reward)
        case .batch(let batch):
            message.pointee.reply_case = FATHOM__V1__CONTROL_REPLY__REPLY_BATCH
            message.pointee.batch = try self.message(from: batch)
        case .done:
            message.pointee.reply_case = FATHOM__V1__CONTROL_REPLY__REPLY_DONE
            message.pointee.done = try make(fathom__v1__done__init)
        case .error(let rejection):
            let error = try make(fathom__v1__control_error__init)
            error.pointee.field = try string(rejection.field, field: "error.field")
            error.pointee.expected = try string(rejection.expected, field: "error.expected")
            error.pointee.found = try string(rejection.found, field: "error.found")
            message.pointee.reply_case = FATHOM__V1__CONTROL_REPLY__REPLY_ERROR
            message.pointee.error = error
        }
        return message
    }

    private func message(from page: RewardPage) throws(Rejection) -> UnsafeMutablePointer<Fathom__V1__Rewards> {
        let message = try make(fathom__v1__rewards__init)
        message.pointee.daemon_epoch = page.daemonEpoch
        (message.pointee.has_oldest_sequence, message.pointee.oldest_sequence) = optional(page.oldestSequence)
        message.pointee.next_sequence = page.nextSequence
        message.pointee.n_rewards = page.rewards.count
        message.pointee.rewards = try messages(page.rewards, self.message(from:))
        return message
    }

    private func message(from status: DaemonStatus) throws(Rejection) -> UnsafeMutablePointer<Fathom__V1__DaemonStatus>
    {
        let message = try make(fathom__v1__daemon_status__init)
        message.pointee.version = try string(status.version, field: "status.version")
        message.pointee.daemon_epoch = status.daemonEpoch
        message.pointee.uptime_seconds = status.uptimeSeconds
        message.pointee.n_sessions = status.sessions.count
        message.pointee.sessions = try messages(status.sessions, self.message(from:))
        message.pointee.n_unroutable = status.unroutable.count
        message.pointee.unroutable = try messages(status.unroutable, self.message(from:))
        return message
    }

    private func message(
        from session: SessionStatus
    ) throws(Rejection) -> UnsafeMutablePointer<Fathom__V1__SessionStatus> {
        let message = try make(fathom__v1__session_status__init)
        message.pointee.task = try string(session.task, field: "sessions.task")
        message.pointee.session = try string(session.session, field: "sessions.session")
        message.pointee.stream = try string(session.stream, field: "sessions.stream")
        message.pointee.episode = try optionalString(session.episode, field: "sessions.episode")
        message.pointee.next_sequence = session.nextSequence
        if let status = session.lastStatus {
            message.pointee.has_last_status = 1
            message.pointee.last_status = Fathom__V1__Status(rawValue: status.wireNumber)
        }
        (message.pointee.has_last_receive_time_ns, message.pointee.last_receive_time_ns) = optional(
            session.lastReceiveTimeNanoseconds)
        message.pointee.frames = session.frames
        message.pointee.skipped_frames = session.skippedFrames
        message.pointee.n_rejected = session.rejected.count
        message.pointee.rejected = try messages(session.rejected, self.message(from:))
        return message
    }

    private func message(from count: ReasonCount) throws(Rejection) -> UnsafeMutablePointer<Fathom__V1__Count> {
        let message = try make(fathom__v1__count__init)
        message.pointee.reason = try string(count.reason, field: "counts.reason")
        message.pointee.count = count.count
        return message
    }
}
