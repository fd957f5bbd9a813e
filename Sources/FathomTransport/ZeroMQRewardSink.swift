public import Fathom
import FathomWire

/// Rewards to any number of subscribers, as `[topic, Reward, capture time as ASCII seconds]`. Belongs to one thread.
///
/// A subscriber that does not keep up loses rewards at its high-water mark; it sees that by `reward_sequence`. The third
/// part is what PlotJuggler reads and always a number: where no frame stands behind a reward, it is the publish time,
/// and 0 where that is not set either.
public final class ZeroMQRewardSink: RewardSink {
    public let socket: ZMQSocket
    private let codec = RewardCodec()
    private var topic: [UInt8] = []
    private var message: [UInt8] = []
    private var seconds: [UInt8] = []

    /// - Throws: `TransportError.failed` when an endpoint cannot be attached to.
    public init(
        _ context: ZMQContext, _ attachments: [Attachment], options: SocketOptions = .rewards
    ) throws(TransportError) {
        socket = try ZMQSocket(context, .pub, options: options)
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
        _ = try socket.send(topic, .more)
        _ = try socket.send(message, .more)
        _ = try socket.send(seconds, .last)
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
