import Fathom

/// Frames of a program that speaks a protocol of its own, one message part each. Belongs to one thread.
///
/// Nothing waits and nothing grows, as in `ZeroMQFrameSource`.
public final class PeerFrameSource: SocketFrameSource {
    public let socket: ZMQSocket
    public let delivery: Delivery

    private let decoder: any PeerDecoder
    /// The receiver's wall clock.
    private let clock: (@Sendable () -> Int64)?
    private var multipart = Multipart()
    private var found: [PeerFrame] = []
    private var latest = LatestMailbox<DecodedFrame>()
    /// To be handed out, oldest last.
    private var pending: [SourceMessage] = []
    private static let maxDrained = 256

    /// - Parameters:
    ///   - pattern: the socket that the peer's own receivers use.
    ///   - clock: the receiver's wall clock in nanoseconds since the Unix epoch, which frames are stamped by.
    /// - Throws: `TransportError.failed` when an endpoint cannot be attached to.
    public init(
        _ context: ZMQContext, _ pattern: ZeroMQFrameSource.Pattern, _ attachments: [Attachment],
        decoder: any PeerDecoder, delivery: Delivery = .latest, options: SocketOptions = SocketOptions(),
        clock: (@Sendable () -> Int64)? = nil
    ) throws(TransportError) {
        self.decoder = decoder
        self.delivery = delivery
        self.clock = clock
        socket = try ZMQSocket(context, pattern == .subscribe ? .sub : .pull, options: options)
        if pattern == .subscribe { try socket.subscribe(prefix: "") }
        for attachment in attachments { try socket.attach(attachment) }
    }

    public func receive() throws(TransportError) -> SourceMessage? {
        if pending.isEmpty, latest.isEmpty {
            for _ in 0..<Self.maxDrained {
                guard delivery == .latest || pending.isEmpty, try take() else { break }
            }
            pending.reverse()
        }
        if let message = pending.popLast() { return message }
        guard let (newest, skipped) = latest.take() else { return nil }
        var frame = newest
        frame.skipped = skipped
        return .decoded(frame)
    }

    /// Takes one message off the socket; returns whether there was one.
    private func take() throws(TransportError) -> Bool {
        defer {
            multipart.removeAll()
            found.removeAll(keepingCapacity: true)
        }
        guard try socket.receive(into: &multipart) != .none else { return false }
        if multipart.parts.count == 1, let message = multipart.parts.first {
            decoder.decode(message, into: &found)
        } else {
            let count = multipart.parts.count + multipart.excessParts
            decoder.reject(Rejection("parts", expected: "1", found: "\(count)"), into: &found)
        }
        for item in found { sort(item) }
        return true
    }

    private func sort(_ item: PeerFrame) {
        switch item {
        case .frame(let frame):
            let decoded = DecodedFrame(frame, receiveTimeNanoseconds: clock?())
            guard delivery == .latest else { return pending.append(.decoded(decoded)) }
            if !latest.put(decoded, stream: frame.stream) { pending.append(.unroutable(.tooManyStreams)) }
        case .malformed(let stream, let rejection):
            pending.append(.malformedFrame(stream: stream, rejection))
        case .unroutable(let reason):
            pending.append(.unroutable(reason))
        }
    }
}
