import CZeroMQ

/// A libzmq context: its I/O thread and its `inproc://` names. Sockets keep it alive.
public final class ZMQContext: Sendable {
    // libzmq contexts may be used from any thread; the pointer is never changed.
    nonisolated(unsafe) let pointer: UnsafeMutableRawPointer

    /// - Throws: `TransportError.failed` when the process has no file descriptors left.
    public init() throws(TransportError) {
        guard let pointer = zmq_ctx_new() else { throw .last("zmq_ctx_new") }
        self.pointer = pointer
    }

    deinit {
        // Every socket of ours is closed by now, and their linger is bounded. A signal only interrupts the wait.
        while zmq_ctx_term(pointer) != 0, zmq_errno() == EINTR {}
    }
}
