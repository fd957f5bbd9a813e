import Fathom
import FathomTransport
import FathomWire

/// What goes back to a peer of the control socket.
struct ControlAnswer {
    /// A packed `ControlReply`.
    var head: [UInt8]
    /// The columns of a batch, which follow as attachments.
    var columns: RewardColumns?
    /// The session that the answer is about to tell its opener of.
    fileprivate var opened: UInt64?
}

/// Answers control requests from the lane's sessions: one reply a request, errors included.
final class ControlService {
    private let table: SessionTable
    private let lockstep: LockstepService
    private let configuration: DaemonConfiguration
    private let facts: () -> Facts
    private let codec = ControlCodec()
    private var reply: [UInt8] = []
    /// Rewards in one page at most.
    private static let maxPage = 1024

    /// What a request is answered from, beside the sessions.
    struct Facts {
        var daemonEpoch: UInt64
        var uptimeSeconds: Double
        var unroutable: [ReasonCount]
    }

    init(
        _ table: SessionTable, _ lockstep: LockstepService, _ configuration: DaemonConfiguration,
        facts: @escaping () -> Facts
    ) {
        self.table = table
        self.lockstep = lockstep
        self.configuration = configuration
        self.facts = facts
    }

    func answer(_ message: ControlMessage) -> ControlAnswer {
        var requestID: UInt64 = 0
        var answer = ControlAnswer(head: [])
        let body: ControlReply.Body
        do throws(Rejection) {
            let request = try codec.decodeRequest(message.request.bytes, requestID: &requestID)
            let taken = message.attachments.count
            guard message.excessParts == 0 else {
                throw Rejection("attachments", expected: "at most \(taken)", found: "\(taken + message.excessParts)")
            }
            body = try perform(request.body, message, &answer)
        } catch {
            body = .error(error)
        }
        answer.head = encoded(ControlReply(requestID: requestID, body: body))
        return answer
    }

    /// Undoes what an answer that could not be sent was to tell of: nobody knows the session's id.
    func retract(_ answer: ControlAnswer, to client: ControlClient) {
        guard let id = answer.opened else { return }
        try? lockstep.close(id, of: client)
    }

    /// Frees what the peer behind a lost connection had opened.
    func forget(connection: Int32) {
        lockstep.table.closeAll(connection: connection)
    }

    private func encoded(_ answer: ControlReply) -> [UInt8] {
        do throws(Rejection) {
            try codec.encode(answer, into: &reply)
        } catch {
            // Only a text with a NUL in it cannot be sent; say so instead.
            let refusal = ControlReply(requestID: answer.requestID, body: .error(error))
            guard (try? codec.encode(refusal, into: &reply)) != nil else { return [] }
        }
        return reply
    }

    private func perform(
        _ request: ControlRequest.Body, _ message: ControlMessage, _ answer: inout ControlAnswer
    ) throws(Rejection) -> ControlReply.Body {
        switch request {
        case .step(let step):
            return .reward(try lockstep.step(step, message.attachments, of: message.client))
        case .batch(let batch):
            let (head, columns) = try lockstep.take(batch, message.attachments, of: message.client)
            answer.columns = columns
            return .batch(head)
        case .openSession(let task, let name, let target):
            let opened = try lockstep.open(
                task: task, name: name, target: target, by: message.client, daemonEpoch: facts().daemonEpoch)
            answer.opened = opened.sessionID
            return .session(opened)
        case .closeSession(let id):
            try lockstep.close(id, of: message.client)
            return .done
        default:
            return try perform(request)
        }
    }

    /// What any peer may ask, of any session.
    private func perform(_ request: ControlRequest.Body) throws(Rejection) -> ControlReply.Body {
        switch request {
        case .status:
            return .status(status)
        case .describe:
            return .description(description)
        case .rewardsSince(let task, let session, _, let sequence, let limit):
            return .rewards(
                page(try one(task, session), since: sequence, limit: Int(limit), facts().daemonEpoch))
        case .setTarget(let task, let session, let phrase):
            _ = try Description(phrase, lexicon: try table.task(named: task).lexicon)
            let isForAll = session == nil && table.replaceTarget(of: task, by: .description(phrase))
            if isForAll, table.find(task: task, session: nil).allSatisfy(\.takesBatches) { return .done }
            return try tell(task, session) { session in
                var changed = session.pipeline.configuration
                changed.target = .description(phrase)
                return .setTarget(description: phrase, digest: changed.computedDigest)
            }
        case .resetEpisode(let task, let session):
            return try tell(task, session) { _ in .resetEpisode }
        case .humanEvent(let task, let session, let event):
            return try tell(task, session) { _ in .human(event) }
        case .step, .batch, .openSession, .closeSession:
            throw Rejection("request", expected: "one that any peer may ask", found: "one of a session's owner")
        }
    }

    private var status: DaemonStatus {
        let facts = facts()
        return DaemonStatus(
            version: Version.current, daemonEpoch: facts.daemonEpoch, uptimeSeconds: facts.uptimeSeconds,
            sessions: table.sessions.map(\.status), unroutable: facts.unroutable)
    }

    private var description: DaemonDescription {
        DaemonDescription(
            version: Version.current, daemonEpoch: facts().daemonEpoch, tasks: table.tasks.map { TaskDescription($0) },
            rewards: configuration.rewards.address, frames: configuration.frames.endpoints.map(\.address),
            streams: table.streams)
    }

    private func page(_ session: Session, since sequence: UInt64, limit: Int, _ epoch: UInt64) -> RewardPage {
        RewardPage(
            daemonEpoch: epoch, oldestSequence: session.ring.oldestSequence, nextSequence: session.nextSequence,
            rewards: session.ring.rewards(since: sequence, limit: min(limit, Self.maxPage)))
    }

    private func tell(
        _ task: String, _ session: String?, _ event: (Session) -> Event
    ) throws(Rejection) -> ControlReply.Body {
        let listeners = try some(task, session).filter { !$0.takesBatches }
        guard !listeners.isEmpty else {
            throw Rejection(
                "session", expected: "one of frames: batches say with their flags what begins and ends",
                found: "one of batches")
        }
        for session in listeners {
            // None of these events brings a reward of its own.
            _ = session.process(event(session), receivedAt: nil, now: { 0 })
        }
        return .done
    }

    private func one(_ task: String, _ session: String) throws(Rejection) -> Session {
        guard let session = try some(task, session).first else { throw unknown(task, session) }
        return session
    }

    private func some(_ task: String, _ session: String?) throws(Rejection) -> [Session] {
        let sessions = table.find(task: task, session: session)
        guard !sessions.isEmpty else { throw unknown(task, session) }
        return sessions
    }

    private func unknown(_ task: String, _ session: String?) -> Rejection {
        let sessions = table.sessions.map { $0.name.isEmpty ? $0.task : "\($0.task)/\($0.name)" }
        let known = (sessions.isEmpty ? table.tasks.map(\.name) : sessions).prefix(16)
        let found = session.map { $0.isEmpty ? task : "\(task)/\($0)" } ?? task
        return Rejection("task", expected: "one of \(known.joined(separator: ", "))", found: found)
    }
}
