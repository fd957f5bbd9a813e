public import Fathom
public import FathomTransport
import FathomWire

/// Messages that a test or a tool hands to a lane without a socket, in order.
///
/// Frames take the wire's way: their headers are encoded here and decoded by the lane. Bounded: what does not fit is
/// refused. Belongs to one thread.
public final class InMemoryFrameSource: FrameSource {
    private let capacity: Int
    private let encoder = FrameEncoder()
    private var buffer: [UInt8] = []
    private var messages: [SourceMessage] = []
    private var next = 0

    public init(capacity: Int = 4096) {
        self.capacity = capacity
    }

    /// Messages not yet received.
    public var pending: Int { messages.count - next }

    /// - Returns: false when there is no room.
    @discardableResult
    public func send(_ message: SourceMessage) -> Bool {
        guard pending < capacity else { return false }
        messages.append(message)
        return true
    }

    /// - Returns: false when there is no room.
    /// - Throws: `Rejection` for a frame that no encoder can write.
    @discardableResult
    public func send(_ frame: Frame, skipped: Int = 0) throws(Rejection) -> Bool {
        try encoder.encode(frame, into: &buffer)
        return send(
            .frame(
                FrameMessage(
                    stream: frame.stream, header: OwnedBytes(buffer), planes: frame.planes.compactMap(\.storage),
                    skipped: skipped)))
    }

    public func receive() -> SourceMessage? {
        guard next < messages.count else { return nil }
        let message = messages[next]
        next += 1
        if next == messages.count {
            messages.removeAll(keepingCapacity: true)
            next = 0
        }
        return message
    }
}
