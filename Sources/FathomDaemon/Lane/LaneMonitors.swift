import FathomTransport

/// Watches a lane's sockets for peers that come and go.
final class LaneMonitors {
    private let monitors: [(name: String, monitor: SocketMonitor)]

    init(_ sockets: [(String, ZMQSocket)], _ context: ZMQContext) throws(TransportError) {
        var monitors: [(name: String, monitor: SocketMonitor)] = []
        for (name, socket) in sockets { monitors.append((name, try SocketMonitor(socket, context))) }
        self.monitors = monitors
    }

    /// To poll.
    var sockets: [ZMQSocket] { monitors.map(\.monitor.events) }

    /// Reads every pending event and hands on those that mean a lost or refused peer.
    func forEachLoss(_ body: (_ socket: String, SocketEvent) -> Void) throws(TransportError) {
        for (name, monitor) in monitors {
            while let event = try monitor.next() {
                if event.isLoss { body(name, event) }
            }
        }
    }
}
