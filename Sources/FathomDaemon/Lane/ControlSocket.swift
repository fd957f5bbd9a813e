import Fathom
import FathomTransport
import FathomWire

/// The control socket: takes requests of REQ and DEALER peers, sends each its reply, and frees what a lost peer had opened.
final class ControlSocket {
    let socket: ZMQSocket
    /// Tells which peers were lost.
    let monitor: SocketMonitor
    private let service: ControlService
    private var multipart = Multipart(limit: ControlMessage.maxParts)
    /// File descriptors of connections that were lost, until others take them.
    private var lost: Set<Int32> = []
    private static let maxBatch = 16

    /// - Parameter maxMessageBytes: of one part; a peer that sends more is disconnected.
    init(
        _ context: ZMQContext, _ attachment: Attachment, _ service: ControlService, maxMessageBytes: Int
    ) throws(TransportError) {
        var options = SocketOptions()
        options.maxMessageBytes = Int64(maxMessageBytes)
        // Steps are large and wait for one another; replies are small.
        options.receiveHighWaterMark = 16
        options.sendHighWaterMark = 256
        socket = try ZMQSocket(context, .router, options: options)
        try socket.setMandatoryRouting()
        monitor = try SocketMonitor(socket, context)
        try socket.attach(attachment)
        self.service = service
    }

    /// Answers what is pending, a bounded number at once.
    ///
    /// - Parameters:
    ///   - onUnreadable: told of what is no request and gets no reply.
    ///   - onUnsent: told of a reply that its peer is not there for, or has no room for.
    ///   - onLoss: told of each lost or refused peer.
    func answerPending(
        onUnreadable: () -> Void, onUnsent: () -> Void, onLoss: (SocketEvent) -> Void
    ) throws(TransportError) {
        try noteLosses(onLoss)
        for _ in 0..<Self.maxBatch {
            guard try socket.receive(into: &multipart) != .none else { return }
            defer { multipart.removeAll() }
            // A file descriptor that a lost peer had may be a new one's by now. libzmq tells of the loss first.
            try noteLosses(onLoss)
            guard let message = ControlMessage(multipart) else {
                onUnreadable()
                continue
            }
            let answer = service.answer(message)
            // libzmq may still take a reply to a peer whose loss it has told of already, and will not tell again.
            let isLost = message.client.connection.map { lost.contains($0) } ?? false
            let isSent = try isLost ? false : send(answer, to: message)
            guard !isSent else { continue }
            service.retract(answer, to: message.client)
            onUnsent()
        }
    }

    private func noteLosses(_ onLoss: (SocketEvent) -> Void) throws(TransportError) {
        while let event = try monitor.next() {
            if let connection = event.connection {
                if event.kind == .disconnected {
                    lost.insert(connection)
                    service.forget(connection: connection)
                } else {
                    lost.remove(connection)
                }
            }
            if event.isLoss { onLoss(event) }
        }
    }

    /// - Returns: false when the peer is gone, or has no room for it.
    private func send(_ answer: ControlAnswer, to message: ControlMessage) throws(TransportError) -> Bool {
        guard try socket.send(message.client.identity, .more) else { return false }
        if message.hasDelimiter { _ = try socket.send([], .more) }
        guard let columns = answer.columns else { return try socket.send(answer.head, .last) }
        _ = try socket.send(answer.head, .more)
        return try columns.send(over: socket)
    }
}

extension RewardColumns {
    /// Sends them as the last parts of a message.
    fileprivate func send(over socket: ZMQSocket) throws(TransportError) -> Bool {
        _ = try socket.send(wireStatuses, .more)
        _ = try socket.send(presence, .more)
        _ = try socket.send(successes, .more)
        for (index, column) in numbers.enumerated() {
            let isLast = index == numbers.count - 1
            _ = try column.withUnsafeBytes { bytes in
                Result { () throws(TransportError) in try socket.send(bytes, isLast ? .last : .more) }
            }.get()
        }
        return true
    }
}
