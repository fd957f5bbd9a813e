public import Fathom
import FathomWire

/// Rewards as a subscriber gets them. Belongs to one thread.
public final class RewardStream {
    public let socket: ZMQSocket
    private let poller: Poller
    private let codec = RewardCodec()
    private let task: String?
    private let session: String?
    private var multipart = Multipart()

    /// - Parameters:
    ///   - attachment: `nil` where the caller attaches `socket`, so that a monitor sees all that happens to it.
    ///   - task: only its rewards; `nil` for those of every task.
    ///   - session: only its rewards; `nil` for those of every session.
    /// - Throws: `TransportError.failed` when the endpoint cannot be attached to.
    public init(
        _ context: ZMQContext, _ attachment: Attachment?, task: String? = nil, session: String? = nil,
        options: SocketOptions = .rewards
    ) throws(TransportError) {
        self.task = task
        self.session = session
        socket = try ZMQSocket(context, .sub, options: options)
        try socket.subscribe(prefix: RewardTopic.prefix + (task ?? ""))
        if let attachment { try socket.attach(attachment) }
        poller = Poller([socket])
    }

    /// The next reward, or `nil` when none came in time, or a signal interrupted the wait.
    ///
    /// - Throws: `TransportError.message` for a message that is no reward or whose topic is another one's.
    public func next(milliseconds: Int) throws(TransportError) -> Reward? {
        while true {
            if try socket.receive(into: &multipart) == .none {
                guard try poller.wait(milliseconds: milliseconds) > 0 else { return nil }
                continue
            }
            let reward = try decoded()
            if task ?? reward.task == reward.task, session ?? reward.session == reward.session { return reward }
        }
    }

    private func decoded() throws(TransportError) -> Reward {
        guard multipart.excessParts == 0, multipart.parts.count == 3 else {
            let found = "\(multipart.parts.count + multipart.excessParts)"
            throw .message(Rejection("parts", expected: "topic, Reward and seconds", found: found))
        }
        let reward: Reward
        do throws(Rejection) {
            reward = try codec.decode(multipart.parts[1].bytes)
        } catch {
            throw .message(error)
        }
        let topic = RewardTopic.text(task: reward.task, session: reward.session)
        guard multipart.parts[0].bytes.elementsEqual(topic.utf8) else {
            let found = multipart.parts[0].text ?? "\(multipart.parts[0].bytes.count) bytes that are not UTF-8"
            throw .message(Rejection("topic", expected: topic, found: found))
        }
        return reward
    }
}
