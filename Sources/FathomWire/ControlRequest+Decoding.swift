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
        case FATHOM__V1__CONTROL_REQUEST__REQUEST_DESCRIBE:
            self = .describe
        case FATHOM__V1__CONTROL_REQUEST__REQUEST_OPEN_SESSION:
            let session = message.open_session.pointee
            self = .openSession(
                task: try String(wire: session.task, field: "open_session.task"),
                session: try String?(wire: session.session, field: "open_session.session"),
                target: try String?(wire: session.target, field: "open_session.target"))
        case FATHOM__V1__CONTROL_REQUEST__REQUEST_CLOSE_SESSION:
            self = .closeSession(id: message.close_session.pointee.session_id)
        case FATHOM__V1__CONTROL_REQUEST__REQUEST_STEP:
            self = .step(StepRequest(wire: message.step.pointee))
        case FATHOM__V1__CONTROL_REQUEST__REQUEST_BATCH:
            self = .batch(try BatchRequest(wire: message.batch.pointee))
        default:
            throw Rejection(
                "request",
                expected: """
                    one of status, rewards_since, set_target, reset_episode, human_event, describe, open_session, \
                    close_session, step, batch
                    """,
                found: "none that this version knows")
        }
    }
}

extension StepRequest {
    fileprivate init(wire message: Fathom__V1__Step) {
        self.init(
            sessionID: message.session_id,
            planes: Array(UnsafeBufferPointer(start: message.planes, count: message.n_planes)),
            deadlineNanoseconds: present(message.has_deadline_ns, message.deadline_ns))
    }
}

extension BatchRequest {
    fileprivate init(wire message: Fathom__V1__FrameBatch) throws(Rejection) {
        self.init(
            sessionID: message.session_id, count: message.count,
            poses: try texts(message.poses, count: message.n_poses, field: "batch.poses"),
            scalars: try texts(message.scalars, count: message.n_scalars, field: "batch.scalars"),
            deadlineNanoseconds: present(message.has_deadline_ns, message.deadline_ns))
    }
}
