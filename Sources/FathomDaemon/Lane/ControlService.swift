import Fathom
import FathomTransport
import FathomWire

/// Answers control requests from the lane's sessions: one reply a request, errors included.
final class ControlService {
    private let table: SessionTable
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

    init(_ table: SessionTable) {
        self.table = table
    }

    /// The reply's bytes to a request's bytes.
    func answer(_ request: UnsafeRawBufferPointer, facts: Facts) -> [UInt8] {
        var requestID: UInt64 = 0
        let body: ControlReply.Body
        do throws(Rejection) {
            let decoded = try codec.decodeRequest(request)
            requestID = decoded.requestID
            guard decoded.version == ControlRequest.currentVersion else {
                throw Rejection(
                    "version", expected: "\(ControlRequest.currentVersion)", found: "\(decoded.version)")
            }
            body = try perform(decoded.body, facts)
        } catch {
            body = .error(error)
        }
        return encoded(ControlReply(requestID: requestID, body: body))
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

    private func perform(_ request: ControlRequest.Body, _ facts: Facts) throws(Rejection) -> ControlReply.Body {
        switch request {
        case .status:
            return .status(
                DaemonStatus(
                    version: Version.current, daemonEpoch: facts.daemonEpoch, uptimeSeconds: facts.uptimeSeconds,
                    sessions: table.sessions.map(\.status), unroutable: facts.unroutable))
        case .rewardsSince(let task, let session, _, let sequence, let limit):
            return .rewards(page(try one(task, session), since: sequence, limit: Int(limit), facts.daemonEpoch))
        case .setTarget(let task, let session, let phrase):
            _ = try Description(phrase)
            let isForAll = session == nil && table.replaceTarget(of: task, by: .description(phrase))
            if isForAll, table.find(task: task, session: nil).isEmpty { return .done }
            return try tell(task, session) { session in
                var changed = session.pipeline.configuration
                changed.target = .description(phrase)
                return .setTarget(description: phrase, digest: changed.computedDigest)
            }
        case .resetEpisode(let task, let session):
            return try tell(task, session) { _ in .resetEpisode }
        case .humanEvent(let task, let session, let event):
            return try tell(task, session) { _ in .human(event) }
        }
    }

    private func page(_ session: Session, since sequence: UInt64, limit: Int, _ epoch: UInt64) -> RewardPage {
        RewardPage(
            daemonEpoch: epoch, oldestSequence: session.ring.oldestSequence, nextSequence: session.nextSequence,
            rewards: session.ring.rewards(since: sequence, limit: min(limit, Self.maxPage)))
    }

    private func tell(
        _ task: String, _ session: String?, _ event: (Session) -> Event
    ) throws(Rejection) -> ControlReply.Body {
        for session in try some(task, session) {
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
        let known = table.sessions.prefix(16).map { $0.name.isEmpty ? $0.task : "\($0.task)/\($0.name)" }
        let found = session.map { $0.isEmpty ? task : "\(task)/\($0)" } ?? task
        return Rejection("task", expected: "one of \(known.joined(separator: ", "))", found: found)
    }
}
