import Fathom
import FathomTransport
import FathomWire
import Testing

@testable import FathomDaemon

/// A lockstep client that waits for what it sent.
final class Trainer {
    let client: LockstepClient

    init(_ context: ZMQContext, _ endpoint: String) throws {
        client = try LockstepClient(context, endpoint)
    }

    convenience init(_ lane: RunningLane) throws {
        try self.init(lane.context, try #require(lane.configuration.control).address)
    }

    func receive() throws -> LockstepClient.Answer {
        try #require(try client.receive(milliseconds: patience), "no reply")
    }

    func ask(_ body: ControlRequest.Body, attachments: [[UInt8]] = []) throws -> LockstepClient.Answer {
        let id = try client.send(body, attachments: attachments.map { OwnedBytes($0) })
        let answer = try receive()
        #expect(answer.requestID == id)
        return answer
    }

    func refusal(_ body: ControlRequest.Body, attachments: [[UInt8]] = []) throws -> Rejection {
        guard case .error(let rejection) = try ask(body, attachments: attachments).body else { throw Unexpected.reply }
        return rejection
    }

    func open(_ task: String = "reach", _ session: String? = nil, target: String? = nil) throws -> SessionOpened {
        let answer = try ask(.openSession(task: task, session: session, target: target))
        guard case .session(let opened) = answer.body else { throw Unexpected.reply }
        return opened
    }

    func answer(
        _ frames: Frame..., session: SessionOpened, deadline: Int64? = nil
    ) throws -> ControlReply.Body {
        let id = try client.send(step: frames, session: session.sessionID, deadlineNanoseconds: deadline)
        let answer = try receive()
        #expect(answer.requestID == id)
        return answer.body
    }

    func step(_ frame: Frame, session: SessionOpened) throws -> Reward {
        guard case .reward(let reward) = try answer(frame, session: session) else { throw Unexpected.reply }
        return reward
    }

    func refusal(of frames: Frame..., session: SessionOpened) throws -> Rejection {
        try client.send(step: frames, session: session.sessionID)
        guard case .error(let rejection) = try receive().body else { throw Unexpected.reply }
        return rejection
    }

    enum Unexpected: Error {
        case reply
    }
}
