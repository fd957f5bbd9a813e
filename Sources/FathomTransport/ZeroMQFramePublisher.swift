public import Fathom
import FathomWire

/// Sends frames and detections as a camera or simulator would, planes without copying. Belongs to one thread.
public final class ZeroMQFramePublisher {
    public enum Pattern: Sendable {
        /// XPUB that waits for its subscribers instead of dropping.
        case publish
        /// PUSH: each frame to one receiver.
        case push
    }

    public let socket: ZMQSocket
    /// Where receivers connect to, with the real port of a `tcp://…:*`.
    public var endpoint: String { socket.endpoint }

    private let pattern: Pattern
    private let frames = FrameEncoder()
    private let detections = DetectionsCodec()
    private var buffer: [UInt8] = []

    /// - Throws: `TransportError.failed` when the endpoint cannot be attached to.
    public init(
        _ context: ZMQContext, _ pattern: Pattern, _ attachment: Attachment, options: SocketOptions = SocketOptions()
    ) throws(TransportError) {
        self.pattern = pattern
        socket = try ZMQSocket(context, pattern == .publish ? .xpub : .push, options: options)
        if pattern == .publish { try socket.setNoDrop() }
        try socket.attach(attachment)
    }

    /// Waits until a subscriber has told what it wants, so that the first frame is not lost.
    ///
    /// - Returns: false when none came in time, or for PUSH, which has no subscriptions.
    public func waitForSubscription(milliseconds: Int) throws(TransportError) -> Bool {
        guard pattern == .publish, try Poller([socket]).wait(milliseconds: milliseconds) > 0 else { return false }
        var multipart = Multipart()
        return try socket.receive(into: &multipart) != .none
    }

    /// Sends a frame; its planes must name the parts 2, 3 … and hold their bytes.
    ///
    /// - Parameter isWaiting: waits for room, the back-pressure of `every`; else never blocks.
    /// - Returns: false when there was no room and nothing was sent.
    /// - Throws: `TransportError.message` for a frame that receivers could not read.
    public func send(_ frame: Frame, isWaiting: Bool = true) throws(TransportError) -> Bool {
        let parts = try frame.partsInOrder()
        do throws(Rejection) {
            try frames.encode(frame, into: &buffer)
        } catch {
            throw .message(error)
        }
        let topic = Array(Topic.frames(stream: frame.stream).text.utf8)
        guard try socket.send(topic, .more, isWaiting: isWaiting) else { return false }
        _ = try socket.send(buffer, parts.isEmpty ? .last : .more, isWaiting: true)
        for (index, part) in parts.enumerated() {
            _ = try socket.send(part, index == parts.count - 1 ? .last : .more, isWaiting: true)
        }
        return true
    }

    /// Sends what a detector found.
    ///
    /// - Returns: false when there was no room and nothing was sent.
    public func send(_ found: Detections, isWaiting: Bool = true) throws(TransportError) -> Bool {
        do throws(Rejection) {
            try detections.encode(found, into: &buffer)
        } catch {
            throw .message(error)
        }
        let topic = Array(Topic.detections(stream: found.stream).text.utf8)
        guard try socket.send(topic, .more, isWaiting: isWaiting) else { return false }
        return try socket.send(buffer, .last, isWaiting: true)
    }
}

extension Frame {
    /// The planes' bytes in the order in which they stand behind the header.
    func partsInOrder() throws(TransportError) -> [any ByteStorage] {
        var parts: [any ByteStorage] = []
        for plane in planes.sorted(by: { $0.part < $1.part }) {
            let expected = FrameDecoder.firstPlanePart + parts.count
            guard plane.part == expected, let storage = plane.storage else {
                let found = plane.storage == nil ? "part \(plane.part) without bytes" : "part \(plane.part)"
                throw .message(Rejection("planes.part", expected: "part \(expected) with its bytes", found: found))
            }
            parts.append(storage)
        }
        return parts
    }
}
