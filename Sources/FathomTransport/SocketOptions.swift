/// What every socket is told; libzmq's own defaults wait forever, accept any size and never notice a dead peer.
public struct SocketOptions: Sendable, Equatable {
    /// How long a closing socket may go on sending. Bounded, so that a peer that reads nothing cannot stop an exit.
    public var lingerMilliseconds: Int32 = 500
    /// Whole messages queued for a peer, for sending and for receiving each. A PUB drops beyond, a PUSH waits.
    public var sendHighWaterMark: Int32 = 64
    public var receiveHighWaterMark: Int32 = 64
    /// Bytes that one part may have; a peer that sends more is disconnected. The default holds 4096×4096 float depth.
    public var maxMessageBytes: Int64 = 64 << 20
    /// A TCP peer that is silent for so long is probed once a second, and dropped after so many probes without an answer.
    ///
    /// The kernel's probes, not ZeroMQ's heartbeats: while received messages wait at the high-water mark, libzmq 4.3 aborts
    /// the whole process when a heartbeat is due on a connection that broke (libzmq issues 3937, 4364 and 4767).
    public var keepaliveIdleSeconds: Int32 = 3
    public var keepaliveProbes: Int32 = 3
    /// A peer that connects and does not complete ZeroMQ's handshake in time is dropped.
    public var handshakeMilliseconds: Int32 = 5_000
    /// First wait before connecting again, and the most to which it doubles.
    public var reconnectMilliseconds: Int32 = 100
    public var maxReconnectMilliseconds: Int32 = 5_000

    public init() {}
}
