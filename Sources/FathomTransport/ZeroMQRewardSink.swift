public import Fathom
import FathomWire

/// Rewards to any number of subscribers, as `[topic, Reward, capture time as ASCII seconds]`. Belongs to one thread.
///
/// A subscriber that does not keep up loses rewards at its high-water mark; it sees that by `reward_sequence`. The third
/// part is what PlotJuggler reads and always a number: where no frame stands behind a reward, it is the publish time,
/// and 0 where that is not set either.
public final class ZeroMQRewardSink: RewardSink {
    public let socket: ZMQSocket
    private let isWaiting: Bool
    private let codec = RewardCodec()
    private var topic: [UInt8] = []
    private var message: [UInt8] = []
    private var seconds: [UInt8] = []

    /// - Parameter isWaiting: waits for subscribers that do not keep up instead of dropping: for a replay, whose source can
    ///   wait as well.
    /// - Throws: `TransportError.failed` when an endpoint cannot be attached to.
    public init(
        _ context: ZMQContext, _ attachments: [Attachment], options: SocketOptions = .rewards, isWaiting: Bool = false
    ) throws(TransportError) {
        self.isWaiting = isWaiting
        socket = try ZMQSocket(context, isWaiting ? .xpub : .pub, options: options)
        if isWaiting { try socket.setNoDrop() }
        for attachment in attachments { try socket.attach(attachment) }
    }

    /// - Throws: `TransportError.message` when a text of the reward holds a NUL.
    public func publish(_ reward: Reward) throws(TransportError) {
        do throws(Rejection) {
            try codec.encode(reward, into: &message)
        } catch {
            throw .message(error)
        }
        RewardTopic.write(task: reward.task, session: reward.session, into: &topic)
        writeSeconds(
            nanoseconds: reward.captureTimeNanoseconds ?? reward.publishTimeNanoseconds ?? 0, into: &seconds)
        // A PUB never waits; what a subscriber has no room for is dropped for that subscriber.
        _ = try socket.send(topic, .more, isWaiting: isWaiting)
        _ = try socket.send(message, .more, isWaiting: isWaiting)
        _ = try socket.send(seconds, .last, isWaiting: isWaiting)
    }

    /// Waits until a subscriber has told what it wants; only for a sink that waits.
    /// - Returns: false when none came in time.
    public func waitForSubscription(milliseconds: Int) throws(TransportError) -> Bool {
        guard isWaiting, try Poller([socket]).wait(milliseconds: milliseconds) > 0 else { return false }
        var multipart = Multipart()
        return try socket.receive(into: &multipart) != .none
    }
}

extension SocketOptions {
    /// Rewards are small: more of them are queued for a subscriber that stalls.
    public static var rewards: SocketOptions {
        var options = SocketOptions()
        options.sendHighWaterMark = 4096
        options.receiveHighWaterMark = 4096
        options.maxMessageBytes = 1 << 20
        return options
    }
}
