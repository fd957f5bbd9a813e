import CZeroMQ

/// Waits for any of several sockets. Belongs to their thread.
public final class Poller {
    private var items: [zmq_pollitem_t] = []
    private let sockets: [ZMQSocket]

    /// Waits for messages on all of these.
    public init(_ sockets: [ZMQSocket]) {
        self.sockets = sockets
        items = sockets.map {
            zmq_pollitem_t(socket: $0.pointer, fd: 0, events: Int16(ZMQ_POLLIN), revents: 0)
        }
    }

    /// Waits until a socket can be read or the time is over; -1 waits forever.
    ///
    /// A signal ends the wait early.
    /// - Returns: how many sockets can be read.
    /// - Throws: `TransportError.failed` when the context is shutting down.
    @discardableResult
    public func wait(milliseconds: Int) throws(TransportError) -> Int {
        let count = zmq_poll(&items, Int32(items.count), milliseconds)
        if count >= 0 { return Int(count) }
        for index in items.indices { items[index].revents = 0 }
        guard zmq_errno() == EINTR else { throw .last("poll") }
        return 0
    }

    /// Whether the last wait found something to read on the socket at `index`, in the order of `init`.
    public func isReadable(_ index: Int) -> Bool {
        items[index].revents & Int16(ZMQ_POLLIN) != 0
    }
}
