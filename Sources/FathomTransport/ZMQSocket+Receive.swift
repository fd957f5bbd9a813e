import CZeroMQ

extension ZMQSocket {
    /// Refills `multipart` with the next pending message, without waiting and without copying its bytes.
    ///
    /// - Throws: `TransportError.failed` when the context is shutting down or the socket kind cannot receive.
    public func receive(into multipart: inout Multipart) throws(TransportError) -> Receipt {
        multipart.removeAll()
        guard let first = try receivePart() else { return .none }
        var hasMore = zmq_msg_more(first) != 0
        multipart.parts.append(ReceivedMessage(adopting: first))
        // libzmq delivers messages whole, so the rest is there.
        while hasMore, let part = try receivePart() {
            hasMore = zmq_msg_more(part) != 0
            let message = ReceivedMessage(adopting: part)
            if multipart.parts.count < multipart.limit {
                multipart.parts.append(message)
            } else {
                multipart.excessParts += 1
            }
        }
        return multipart.excessParts == 0 ? .message : .tooManyParts
    }

    /// One part, or `nil` when nothing is pending.
    private func receivePart() throws(TransportError) -> UnsafeMutablePointer<zmq_msg_t>? {
        let message = UnsafeMutablePointer<zmq_msg_t>.allocate(capacity: 1)
        zmq_msg_init(message)
        while zmq_msg_recv(message, pointer, ZMQ_DONTWAIT) < 0 {
            let code = zmq_errno()
            if code == EINTR { continue }
            zmq_msg_close(message)
            message.deallocate()
            if code == EAGAIN { return nil }
            throw .failed(operation: "receive", endpoint: endpoint, reason: TransportError.text(of: code), code: code)
        }
        return message
    }
}
