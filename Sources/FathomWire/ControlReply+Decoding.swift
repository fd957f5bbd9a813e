import CFathomProto
import Fathom

extension ControlReply.Body {
    init(wire message: Fathom__V1__ControlReply) throws(Rejection) {
        switch message.reply_case {
        case FATHOM__V1__CONTROL_REPLY__REPLY_STATUS:
            self = .status(try DaemonStatus(wire: message.status.pointee))
        case FATHOM__V1__CONTROL_REPLY__REPLY_REWARDS:
            self = .rewards(try RewardPage(wire: message.rewards.pointee))
        case FATHOM__V1__CONTROL_REPLY__REPLY_DONE:
            self = .done
        case FATHOM__V1__CONTROL_REPLY__REPLY_ERROR:
            let error = message.error.pointee
            self = .error(
                Rejection(
                    try String(wire: error.field, field: "error.field"),
                    expected: try String(wire: error.expected, field: "error.expected"),
                    found: try String(wire: error.found, field: "error.found")))
        case FATHOM__V1__CONTROL_REPLY__REPLY_DESCRIPTION:
            self = .description(try DaemonDescription(wire: message.description.pointee))
        case FATHOM__V1__CONTROL_REPLY__REPLY_SESSION:
            self = .session(try SessionOpened(wire: message.session.pointee))
        case FATHOM__V1__CONTROL_REPLY__REPLY_REWARD:
            self = .reward(try Reward(wire: message.reward.pointee))
        case FATHOM__V1__CONTROL_REPLY__REPLY_BATCH:
            self = .batch(try RewardBatch(wire: message.batch.pointee))
        default:
            throw Rejection(
                "reply", expected: "one of status, rewards, done, error, description, session, reward, batch",
                found: "none that this version knows")
        }
    }
}

extension RewardPage {
    fileprivate init(wire message: Fathom__V1__Rewards) throws(Rejection) {
        self.init(
            daemonEpoch: message.daemon_epoch,
            oldestSequence: present(message.has_oldest_sequence, message.oldest_sequence),
            nextSequence: message.next_sequence,
            rewards: try elements(message.rewards, count: message.n_rewards, Reward.init(wire:)))
    }
}

extension DaemonStatus {
    fileprivate init(wire message: Fathom__V1__DaemonStatus) throws(Rejection) {
        self.init(
            version: try String(wire: message.version, field: "status.version"),
            daemonEpoch: message.daemon_epoch,
            uptimeSeconds: message.uptime_seconds,
            sessions: try elements(message.sessions, count: message.n_sessions, SessionStatus.init(wire:)),
            unroutable: try elements(message.unroutable, count: message.n_unroutable, ReasonCount.init(wire:)))
    }
}

extension SessionStatus {
    fileprivate init(wire message: Fathom__V1__SessionStatus) throws(Rejection) {
        self.init(
            task: try String(wire: message.task, field: "sessions.task"),
            session: try String(wire: message.session, field: "sessions.session"),
            stream: try String(wire: message.stream, field: "sessions.stream"),
            episode: try String?(wire: message.episode, field: "sessions.episode"),
            nextSequence: message.next_sequence,
            lastStatus: message.has_last_status == 0
                ? nil : try RewardStatus(wire: message.last_status.rawValue, field: "sessions.last_status"),
            lastReceiveTimeNanoseconds: present(message.has_last_receive_time_ns, message.last_receive_time_ns),
            frames: message.frames,
            skippedFrames: message.skipped_frames,
            rejected: try elements(message.rejected, count: message.n_rejected, ReasonCount.init(wire:)))
    }
}

extension ReasonCount {
    fileprivate init(wire message: Fathom__V1__Count) throws(Rejection) {
        self.init(reason: try String(wire: message.reason, field: "counts.reason"), count: message.count)
    }
}

/// The elements of a repeated field.
func elements<Message, Element>(
    _ messages: UnsafeMutablePointer<UnsafeMutablePointer<Message>?>?, count: Int,
    _ read: (Message) throws(Rejection) -> Element
) throws(Rejection) -> [Element] {
    var elements: [Element] = []
    elements.reserveCapacity(count)
    for index in 0..<count {
        guard let message = messages?[index] else { continue }
        elements.append(try read(message.pointee))
    }
    return elements
}
