import Fathom
import FathomTransport
import FathomWire

/// A connection to the daemon's control socket with one session.
final class Trainer {
    let client: LockstepClient
    let session: SessionOpened
    private static let patience = 20_000

    /// - Parameter name: `nil` lets the daemon choose one.
    init(_ context: ZMQContext, _ control: String, task: String, name: String? = nil, options: SocketOptions? = nil)
        throws
    {
        client = try LockstepClient(context, control, options: options ?? SocketOptions())
        try client.send(.openSession(task: task, session: name, target: nil))
        guard case .session(let opened) = try Self.answer(client).body else {
            throw Failure("\(task): the daemon opens no session")
        }
        session = opened
    }

    @discardableResult
    func send(_ frames: [Frame]) throws -> UInt64 {
        try client.send(step: frames, session: session.sessionID)
    }

    func answer() throws -> LockstepClient.Answer {
        try Self.answer(client)
    }

    private static func answer(_ client: LockstepClient) throws -> LockstepClient.Answer {
        guard let answer = try client.receive(milliseconds: patience) else {
            throw Failure("no reply within \(patience / 1_000) s")
        }
        return answer
    }

    /// The next answer, which must be a reward.
    func reward() throws -> Reward {
        let answer = try answer()
        guard case .reward(let reward) = answer.body else { throw Failure("a step was answered with \(answer.body)") }
        return reward
    }
}
