/// What every socket is told; libzmq's own defaults wait forever, accept any size and never notice a dead peer.
public struct SocketOptions: Sendable, Equatable {
    /// How long a closing socket may go on sending. Bounded, so that a peer that reads nothing cannot stop an exit.
    public var lingerMilliseconds: Int32 = 500
    /// Whole messages queued for a peer, for sending and for receiving each. A PUB drops beyond, a PUSH waits.
    public var sendHighWaterMark: Int32 = 64
    public var receiveHighWaterMark: Int32 = 64
    /// Bytes that one part may have; a peer that sends more is disconnected. The default holds 4096×4096 float depth.
    public var maxMessageBytes: Int64 = 64 << 20
    /// A ping so often; a peer silent for `heartbeatTimeout` is dropped, and told to drop us after `heartbeatLifetime`.
    public var heartbeatIntervalMilliseconds: Int32 = 2_000
    public var heartbeatTimeoutMilliseconds: Int32 = 6_000
    public var heartbeatLifetimeMilliseconds: Int32 = 6_000
    /// A peer that connects and does not complete ZeroMQ's handshake in time is dropped.
    public var handshakeMilliseconds: Int32 = 5_000
    /// First wait before connecting again, and the most to which it doubles.
    public var reconnectMilliseconds: Int32 = 100
    public var maxReconnectMilliseconds: Int32 = 5_000

    public init() {}
}
