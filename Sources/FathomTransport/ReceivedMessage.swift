import CZeroMQ
public import Fathom

/// One received message part, read in place: owns its `zmq_msg_t` and closes it with the last reference.
///
/// The one `@unchecked Sendable` of Fathom. It is sound because the `zmq_msg_t` is heap-allocated and never moves,
/// nothing writes to it between `init` and `deinit`, and libzmq counts references to shared content atomically.
public final class ReceivedMessage: ByteStorage, @unchecked Sendable {
    public let bytes: UnsafeRawBufferPointer
    private let message: UnsafeMutablePointer<zmq_msg_t>

    /// Takes over a message that `zmq_msg_recv` filled; `message` must be allocated and initialized, and belongs to the
    /// object from here on.
    init(adopting message: UnsafeMutablePointer<zmq_msg_t>) {
        self.message = message
        bytes = UnsafeRawBufferPointer(start: zmq_msg_data(message), count: zmq_msg_size(message))
    }

    /// The file descriptor of the connection that it came over, as a `SocketEvent` names it; `nil` within one process.
    public var connection: Int32? {
        let descriptor = zmq_msg_get(message, ZMQ_SRCFD)
        return descriptor >= 0 ? descriptor : nil
    }

    deinit {
        zmq_msg_close(message)
        message.deallocate()
    }
}
