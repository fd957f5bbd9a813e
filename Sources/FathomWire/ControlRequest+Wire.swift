import CFathomProto
import Fathom

extension ControlRequest.Body {
    init(wire message: Fathom__V1__ControlRequest) throws(Rejection) {
        switch message.request_case {
        case FATHOM__V1__CONTROL_REQUEST__REQUEST_STATUS:
            self = .status
        case FATHOM__V1__CONTROL_REQUEST__REQUEST_REWARDS_SINCE:
            let wanted = message.rewards_since.pointee
            self = .rewardsSince(
                task: try String(wire: wanted.task, field: "rewards_since.task"),
                session: try String(wire: wanted.session, field: "rewards_since.session"),
                daemonEpoch: wanted.daemon_epoch, rewardSequence: wanted.reward_sequence, limit: wanted.limit)
        case FATHOM__V1__CONTROL_REQUEST__REQUEST_SET_TARGET:
            let target = message.set_target.pointee
            self = .setTarget(
                task: try String(wire: target.task, field: "set_target.task"),
                session: try String?(wire: target.session, field: "set_target.session"),
                description: try String(wire: target.description, field: "set_target.description"))
        case FATHOM__V1__CONTROL_REQUEST__REQUEST_RESET_EPISODE:
            let reset = message.reset_episode.pointee
            self = .resetEpisode(
                task: try String(wire: reset.task, field: "reset_episode.task"),
                session: try String?(wire: reset.session, field: "reset_episode.session"))
        case FATHOM__V1__CONTROL_REQUEST__REQUEST_HUMAN_EVENT:
            let event = message.human_event.pointee
            self = .humanEvent(
                task: try String(wire: event.task, field: "human_event.task"),
                session: try String?(wire: event.session, field: "human_event.session"),
                try HumanEvent(wire: event.kind.rawValue, field: "human_event.kind"))
        default:
            throw Rejection(
                "request", expected: "one of status, rewards_since, set_target, reset_episode, human_event",
                found: "none that this version knows")
        }
    }
}

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
        }
    }
}
