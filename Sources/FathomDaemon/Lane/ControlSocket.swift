import FathomTransport

/// The control socket: takes requests of REQ and DEALER peers, sends each its reply.
final class ControlSocket {
    let socket: ZMQSocket
    private let service: ControlService
    private var multipart = Multipart()
    private static let maxBatch = 64

    init(_ context: ZMQContext, _ attachment: Attachment, _ table: SessionTable) throws(TransportError) {
        var options = SocketOptions()
        options.maxMessageBytes = 1 << 20
        socket = try ZMQSocket(context, .router, options: options)
        try socket.attach(attachment)
        service = ControlService(table)
    }

    /// Answers what is pending, a bounded number at once. `facts` is asked for only when there is a request; what is no
    /// request gets no reply, and `onUnreadable` is told.
    func answerPending(
        facts: @autoclosure () -> ControlService.Facts, onUnreadable: () -> Void
    ) throws(TransportError) {
        for _ in 0..<Self.maxBatch {
            guard try socket.receive(into: &multipart) != .none else { return }
            defer { multipart.removeAll() }
            // A REQ peer's message is [identity, empty, request], a DEALER's may lack the empty part.
            guard multipart.excessParts == 0, (2...3).contains(multipart.parts.count),
                let request = multipart.parts.last
            else {
                onUnreadable()
                continue
            }
            let reply = service.answer(request.bytes, facts: facts())
            for part in multipart.parts.dropLast() { _ = try socket.send(Array(part.bytes), .more) }
            _ = try socket.send(reply, .last)
        }
    }
}
