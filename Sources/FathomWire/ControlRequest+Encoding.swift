import CFathomProto
import Fathom

extension Arena {
    func message(
        from request: ControlRequest
    ) throws(Rejection) -> UnsafeMutablePointer<Fathom__V1__ControlRequest> {
        let message = try make(fathom__v1__control_request__init)
        message.pointee.has_version = 1
        message.pointee.version = request.version
        message.pointee.has_request_id = 1
        message.pointee.request_id = request.requestID
        try fillBody(of: &message.pointee, from: request.body)
        return message
    }

    private func fillBody(
        of message: inout Fathom__V1__ControlRequest, from body: ControlRequest.Body
    ) throws(Rejection) {
        switch body {
        case .status:
            message.request_case = FATHOM__V1__CONTROL_REQUEST__REQUEST_STATUS
            message.status = try make(fathom__v1__status_request__init)
        case .rewardsSince(let task, let session, let daemonEpoch, let rewardSequence, let limit):
            let wanted = try make(fathom__v1__rewards_since__init)
            wanted.pointee.task = try string(task, field: "rewards_since.task")
            wanted.pointee.session = try string(session, field: "rewards_since.session")
            wanted.pointee.daemon_epoch = daemonEpoch
            wanted.pointee.reward_sequence = rewardSequence
            wanted.pointee.has_limit = 1
            wanted.pointee.limit = limit
            message.request_case = FATHOM__V1__CONTROL_REQUEST__REQUEST_REWARDS_SINCE
            message.rewards_since = wanted
        case .setTarget(let task, let session, let description):
            let target = try make(fathom__v1__set_target__init)
            target.pointee.task = try string(task, field: "set_target.task")
            target.pointee.session = try optionalString(session, field: "set_target.session")
            target.pointee.description = try string(description, field: "set_target.description")
            message.request_case = FATHOM__V1__CONTROL_REQUEST__REQUEST_SET_TARGET
            message.set_target = target
        case .resetEpisode(let task, let session):
            let reset = try make(fathom__v1__reset_episode__init)
            reset.pointee.task = try string(task, field: "reset_episode.task")
            reset.pointee.session = try optionalString(session, field: "reset_episode.session")
            message.request_case = FATHOM__V1__CONTROL_REQUEST__REQUEST_RESET_EPISODE
            message.reset_episode = reset
        case .humanEvent(let task, let session, let kind):
            let event = try make(fathom__v1__human_event__init)
            event.pointee.task = try string(task, field: "human_event.task")
            event.pointee.session = try optionalString(session, field: "human_event.session")
            event.pointee.kind = Fathom__V1__HumanEventKind(rawValue: kind.wireNumber)
            message.request_case = FATHOM__V1__CONTROL_REQUEST__REQUEST_HUMAN_EVENT
            message.human_event = event
        default:
            try fillLockstepBody(of: &message, from: body)
        }
    }

    private func fillLockstepBody(
        of message: inout Fathom__V1__ControlRequest, from body: ControlRequest.Body
    ) throws(Rejection) {
        switch body {
        case .describe:
            message.request_case = FATHOM__V1__CONTROL_REQUEST__REQUEST_DESCRIBE
            message.describe = try make(fathom__v1__describe_request__init)
        case .openSession(let task, let name, let target):
            let session = try make(fathom__v1__open_session__init)
            session.pointee.task = try string(task, field: "open_session.task")
            session.pointee.session = try optionalString(name, field: "open_session.session")
            session.pointee.target = try optionalString(target, field: "open_session.target")
            message.request_case = FATHOM__V1__CONTROL_REQUEST__REQUEST_OPEN_SESSION
            message.open_session = session
        case .closeSession(let id):
            let session = try make(fathom__v1__close_session__init)
            session.pointee.session_id = id
            message.request_case = FATHOM__V1__CONTROL_REQUEST__REQUEST_CLOSE_SESSION
            message.close_session = session
        case .step(let request):
            message.request_case = FATHOM__V1__CONTROL_REQUEST__REQUEST_STEP
            message.step = try self.message(from: request)
        case .batch(let request):
            message.request_case = FATHOM__V1__CONTROL_REQUEST__REQUEST_BATCH
            message.batch = try self.message(from: request)
        case .status, .rewardsSince, .setTarget, .resetEpisode, .humanEvent:
            break
        }
    }

    private func message(from request: StepRequest) throws(Rejection) -> UnsafeMutablePointer<Fathom__V1__Step> {
        let step = try make(fathom__v1__step__init)
        step.pointee.session_id = request.sessionID
        step.pointee.n_planes = request.planes.count
        step.pointee.planes = try array(of: UInt32.self, count: request.planes.count)
        for index in request.planes.indices { step.pointee.planes[index] = request.planes[index] }
        (step.pointee.has_deadline_ns, step.pointee.deadline_ns) = optional(request.deadlineNanoseconds)
        return step
    }

    private func message(from request: BatchRequest) throws(Rejection) -> UnsafeMutablePointer<Fathom__V1__FrameBatch> {
        let batch = try make(fathom__v1__frame_batch__init)
        batch.pointee.session_id = request.sessionID
        batch.pointee.count = request.count
        (batch.pointee.n_poses, batch.pointee.poses) = (request.poses.count, try strings(request.poses))
        (batch.pointee.n_scalars, batch.pointee.scalars) = (request.scalars.count, try strings(request.scalars))
        (batch.pointee.has_deadline_ns, batch.pointee.deadline_ns) = optional(request.deadlineNanoseconds)
        return batch
    }
}
