import FathomTransport
import Synchronization

/// The one way into a lane from other threads: a bounded queue with a wake-up. Full means refused, and the sender is told.
final class Mailbox: Sendable {
    enum Command: Sendable {
        case stop
    }

    private static let capacity = 64
    private let queue = Mutex<[Command]>([])
    private let wakeup: Wakeup

    init(_ context: ZMQContext) throws(TransportError) {
        wakeup = try Wakeup(context)
    }

    /// - Returns: whether there was room.
    @discardableResult
    func post(_ command: Command) -> Bool {
        let hasRoom = queue.withLock { queue in
            guard queue.count < Self.capacity else { return false }
            queue.append(command)
            return true
        }
        // A wake that fails leaves the command for the lane's next turn, a tick away.
        try? wakeup.wake()
        return hasRoom
    }

    /// Everything posted since the last call, in order.
    func take() -> [Command] {
        queue.withLock { queue in
            defer { queue.removeAll(keepingCapacity: true) }
            return queue
        }
    }

    /// The lane's end, to poll.
    func makeReceiver() throws(TransportError) -> ZMQSocket {
        try wakeup.makeReceiver()
    }
}
