import Synchronization

/// Wakes a lane out of its poll from any other thread: an inproc pair of sockets.
///
/// Wakes that come before the lane looks are one wake. None is lost, not even before the lane has made its end.
public final class Wakeup: Sendable {
    private static let count = Atomic<UInt64>(0)

    private let context: ZMQContext
    private let endpoint: String
    private let sender: Mutex<ZMQSocket>

    /// - Throws: `TransportError.failed` when libzmq has no sockets left.
    public init(_ context: ZMQContext) throws(TransportError) {
        self.context = context
        endpoint = "inproc://fathom-wakeup-\(Self.count.add(1, ordering: .relaxed).newValue)"
        let socket = try ZMQSocket(context, .pair, options: Self.options)
        try socket.connect(endpoint)
        sender = Mutex(socket)
    }

    /// Makes the lane's poll return. Full means that a wake is pending already.
    public func wake() throws(TransportError) {
        try sender.withLock { socket throws(TransportError) in
            _ = try socket.send([], .last)
        }
    }

    /// The lane's end, to poll; made once, on the lane's thread.
    public func makeReceiver() throws(TransportError) -> ZMQSocket {
        let socket = try ZMQSocket(context, .pair, options: Self.options)
        try socket.bind(endpoint)
        return socket
    }

    private static var options: SocketOptions {
        var options = SocketOptions()
        options.sendHighWaterMark = 1
        options.receiveHighWaterMark = 1
        options.lingerMilliseconds = 0
        return options
    }
}

extension ZMQSocket {
    /// Takes and forgets everything pending.
    public func drain() throws(TransportError) {
        var multipart = Multipart()
        while try receive(into: &multipart) != .none {}
    }
}
