/// Frames and detections over a ZeroMQ socket. Belongs to one thread.
///
/// Nothing waits and nothing grows: the socket's high-water mark bounds what is queued; with `latest` each cycle takes
/// at most `maxDrained` messages off the socket and hands out what is left of them before it takes more.
public final class ZeroMQFrameSource: SocketFrameSource {
    public enum Pattern: String, Sendable, CaseIterable {
        /// SUB: publishers do not wait unless they are Fathom's own (XPUB_NODROP).
        case subscribe
        /// PULL: publishers wait for us.
        case pull
    }

    /// What a lane polls.
    public let socket: ZMQSocket
    public let delivery: Delivery

    private let pattern: Pattern
    private var topics: TopicTable
    /// The receiver's wall clock.
    private let clock: (@Sendable () -> Int64)?
    private var multipart = Multipart()
    private var latest = LatestMailbox<FrameMessage>()
    /// Messages of this cycle that must not be skipped, oldest last.
    private var others: [SourceMessage] = []
    private static let maxDrained = 256

    /// - Parameters:
    ///   - streams: which streams to take.
    ///   - clock: the receiver's wall clock in nanoseconds since the Unix epoch, which frames are stamped by.
    /// - Throws: `TransportError.failed` when an endpoint cannot be attached to.
    public init(
        _ context: ZMQContext, _ pattern: Pattern, _ attachments: [Attachment],
        streams: [StreamPattern] = [StreamPattern("*")], delivery: Delivery = .latest,
        options: SocketOptions = SocketOptions(), clock: (@Sendable () -> Int64)? = nil
    ) throws(TransportError) {
        self.pattern = pattern
        self.delivery = delivery
        self.clock = clock
        topics = TopicTable(streams)
        socket = try ZMQSocket(context, pattern == .subscribe ? .sub : .pull, options: options)
        if pattern == .subscribe {
            for stream in streams {
                try socket.subscribe(prefix: Topic.frames(stream: stream.prefix).text)
                try socket.subscribe(prefix: Topic.detections(stream: stream.prefix).text)
            }
        }
        for attachment in attachments { try socket.attach(attachment) }
    }

    public func receive() throws(TransportError) -> SourceMessage? {
        guard delivery == .latest else { return try receiveNext() }
        if others.isEmpty, latest.isEmpty { try drain() }
        if let message = others.popLast() { return message }
        guard let (newest, skipped) = latest.take() else { return nil }
        var frame = newest
        frame.skipped = skipped
        return .frame(frame)
    }

    /// Sorts what is pending on the socket, as far as one cycle allows.
    private func drain() throws(TransportError) {
        for _ in 0..<Self.maxDrained {
            guard let message = try receiveNext() else { break }
            if case .frame(let frame) = message {
                if !latest.put(frame, stream: frame.stream) { others.append(.unroutable(.tooManyStreams)) }
            } else {
                others.append(message)
            }
        }
        others.reverse()
    }

    /// The next message off the socket that concerns somebody.
    private func receiveNext() throws(TransportError) -> SourceMessage? {
        defer { multipart.removeAll() }
        while true {
            let receipt = try socket.receive(into: &multipart)
            guard receipt != .none else { return nil }
            let topic = multipart.parts.first?.bytes ?? UnsafeRawBufferPointer(start: nil, count: 0)
            switch topics.verdict(on: topic) {
            case .wanted(let topic): return stamped(SourceMessage(topic, multipart))
            case .unroutable(let reason): return .unroutable(reason)
            // ZeroMQ subscribes by prefix, so a neighbour's frames are no mistake of the publisher.
            case .unwanted: if pattern == .pull { return .unroutable(.unwantedStream) }
            }
        }
    }

    private func stamped(_ message: SourceMessage) -> SourceMessage {
        guard let clock, case .frame(var frame) = message else { return message }
        frame.receiveTimeNanoseconds = clock()
        return .frame(frame)
    }
}
