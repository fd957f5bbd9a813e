import CZeroMQ
public import Fathom

extension ZMQSocket {
    /// Whether there are further parts of the same message to come. Once the first part has gone the others have room:
    /// send them waiting, so that a message is never left half written.
    public enum Continuation: Sendable {
        case more, last
    }

    /// Sends a copy of the bytes as one part.
    ///
    /// - Parameter isWaiting: waits for room, as long as the send timeout allows; else never blocks.
    /// - Returns: false when there is no room, or no peer, for the message.
    /// - Throws: `TransportError.failed`.
    public func send(
        _ bytes: UnsafeRawBufferPointer, _ continuation: Continuation, isWaiting: Bool = false
    ) throws(TransportError) -> Bool {
        let flags = flags(continuation, isWaiting)
        while true {
            if zmq_send(pointer, bytes.baseAddress, bytes.count, flags) >= 0 { return true }
            if try !mustRetry(isWaiting: isWaiting) { return false }
        }
    }

    public func send(
        _ bytes: [UInt8], _ continuation: Continuation, isWaiting: Bool = false
    ) throws(TransportError) -> Bool {
        try bytes.withUnsafeBytes { bytes in
            Result { () throws(TransportError) in try send(bytes, continuation, isWaiting: isWaiting) }
        }.get()
    }

    /// Sends the stored bytes as one part without copying them; libzmq holds the storage until they are gone.
    public func send(
        _ storage: any ByteStorage, _ continuation: Continuation, isWaiting: Bool = false
    ) throws(TransportError) -> Bool {
        var message = zmq_msg_t()
        let bytes = storage.bytes
        let hint = Unmanaged.passRetained(storage as AnyObject)
        // zmq_msg_init_data wants mutable bytes and never writes to them.
        let start = UnsafeMutableRawPointer(mutating: bytes.baseAddress)
        let release: @convention(c) (UnsafeMutableRawPointer?, UnsafeMutableRawPointer?) -> Void = { _, hint in
            guard let hint else { return }
            Unmanaged<AnyObject>.fromOpaque(hint).release()
        }
        guard zmq_msg_init_data(&message, start, bytes.count, release, hint.toOpaque()) == 0 else {
            hint.release()
            throw .last("send", endpoint: endpoint)
        }
        let flags = flags(continuation, isWaiting)
        while zmq_msg_send(&message, pointer, flags) < 0 {
            do throws(TransportError) {
                if try mustRetry(isWaiting: isWaiting) { continue }
            } catch {
                zmq_msg_close(&message)
                throw error
            }
            zmq_msg_close(&message)
            return false
        }
        return true
    }

    private func flags(_ continuation: Continuation, _ isWaiting: Bool) -> Int32 {
        (continuation == .more ? ZMQ_SNDMORE : 0) | (isWaiting ? 0 : ZMQ_DONTWAIT)
    }

    /// Whether a failed send was only interrupted by a signal; false when there was no room.
    private func mustRetry(isWaiting: Bool) throws(TransportError) -> Bool {
        let code = zmq_errno()
        if code == EINTR { return true }
        // A ROUTER whose peer has gone says EHOSTUNREACH.
        if code == EAGAIN || code == EHOSTUNREACH { return false }
        throw .failed(operation: "send", endpoint: endpoint, reason: TransportError.text(of: code), code: code)
    }
}
