import CZeroMQ
import Synchronization

/// Tells what happens to a socket's connections. Belongs to the socket's thread.
///
/// Read it in every cycle: libzmq's I/O thread waits once some thousand events are unread.
public final class SocketMonitor {
    /// To poll together with the socket.
    public let events: ZMQSocket
    private let monitored: ZMQSocket
    private var multipart = Multipart()
    private static let count = Atomic<UInt64>(0)

    /// - Throws: `TransportError.failed`.
    public init(_ socket: ZMQSocket, _ context: ZMQContext) throws(TransportError) {
        monitored = socket
        var options = SocketOptions()
        options.receiveHighWaterMark = 4096
        events = try ZMQSocket(context, .pair, options: options)
        let endpoint = "inproc://fathom-monitor-\(Self.count.add(1, ordering: .relaxed).newValue)"
        guard zmq_socket_monitor(socket.pointer, endpoint, Self.watched) == 0 else {
            throw .last("monitor", endpoint: socket.endpoint)
        }
        try events.connect(endpoint)
    }

    deinit {
        zmq_socket_monitor(monitored.pointer, nil, 0)
    }

    /// The next event, or `nil` when there is none.
    public func next() throws(TransportError) -> SocketEvent? {
        while try events.receive(into: &multipart) != .none {
            if let event = decoded() { return event }
        }
        return nil
    }

    private static let watched =
        ZMQ_EVENT_LISTENING | ZMQ_EVENT_BIND_FAILED | ZMQ_EVENT_ACCEPTED | ZMQ_EVENT_ACCEPT_FAILED
        | ZMQ_EVENT_CONNECTED | ZMQ_EVENT_CLOSED | ZMQ_EVENT_DISCONNECTED | ZMQ_EVENT_HANDSHAKE_SUCCEEDED
        | ZMQ_EVENT_HANDSHAKE_FAILED_NO_DETAIL | ZMQ_EVENT_HANDSHAKE_FAILED_PROTOCOL
        | ZMQ_EVENT_HANDSHAKE_FAILED_AUTH

    /// Part 0 is the event's number (16 bits) and value (32 bits), part 1 the endpoint.
    private func decoded() -> SocketEvent? {
        guard multipart.parts.count == 2, multipart.parts[0].bytes.count == 6 else { return nil }
        let bytes = multipart.parts[0].bytes
        let number = Int32(bytes.loadUnaligned(fromByteOffset: 0, as: UInt16.self))
        let value = bytes.loadUnaligned(fromByteOffset: 2, as: Int32.self)
        let endpoint = multipart.parts[1].text ?? ""
        guard let (kind, reason) = Self.meaning(of: number, value: value, options: monitored.options) else {
            return nil
        }
        let isOfConnection = [.accepted, .connected, .disconnected].contains(kind)
        return SocketEvent(
            kind: kind, endpoint: endpoint, reason: reason, connection: isOfConnection ? value : nil)
    }

    private static func meaning(
        of number: Int32, value: Int32, options: SocketOptions
    ) -> (SocketEvent.Kind, reason: String)? {
        switch number {
        case ZMQ_EVENT_LISTENING: (.listening, "")
        case ZMQ_EVENT_BIND_FAILED: (.bindFailed, TransportError.text(of: value))
        case ZMQ_EVENT_ACCEPTED: (.accepted, "")
        case ZMQ_EVENT_ACCEPT_FAILED: (.acceptFailed, TransportError.text(of: value))
        case ZMQ_EVENT_CONNECTED: (.connected, "")
        case ZMQ_EVENT_CLOSED: (.closed, "")
        case ZMQ_EVENT_DISCONNECTED: (.disconnected, lossReason(options))
        case ZMQ_EVENT_HANDSHAKE_SUCCEEDED: (.handshakeSucceeded, "")
        case ZMQ_EVENT_HANDSHAKE_FAILED_NO_DETAIL: (.handshakeFailed, TransportError.text(of: value))
        case ZMQ_EVENT_HANDSHAKE_FAILED_PROTOCOL:
            (.handshakeFailed, "the peer broke ZeroMQ's protocol (0x\(String(value, radix: 16)))")
        case ZMQ_EVENT_HANDSHAKE_FAILED_AUTH: (.handshakeFailed, "authentication answered \(value)")
        default: nil
        }
    }

    /// libzmq does not say which of these it was.
    private static func lossReason(_ options: SocketOptions) -> String {
        """
        the peer closed the connection, its machine was silent for \
        \(options.keepaliveIdleSeconds + options.keepaliveProbes) s, or it sent a part of more than \
        \(options.maxMessageBytes) bytes
        """
    }
}
