public import Fathom
public import FathomWire

/// A trainer's end of the control socket: requests go out without waiting for the replies to earlier ones. Belongs to one
/// thread.
public final class LockstepClient {
    /// What came back to one request.
    public struct Answer {
        public var requestID: UInt64
        public var body: ControlReply.Body
        /// Columns of a batch.
        public var attachments: [ReceivedMessage]
    }

    public let socket: ZMQSocket
    private let poller: Poller
    private let requests = ControlCodec()
    private let frames = FrameEncoder()
    private var buffer: [UInt8] = []
    private var multipart = Multipart()
    private var lastID: UInt64 = 0

    /// - Throws: `TransportError.failed` when the endpoint cannot be connected to.
    public init(
        _ context: ZMQContext, _ endpoint: String, options: SocketOptions = SocketOptions()
    ) throws(TransportError) {
        socket = try ZMQSocket(context, .dealer, options: options)
        try socket.connect(endpoint)
        poller = Poller([socket])
    }

    /// Sends a request, with attachments behind it.
    ///
    /// - Returns: the id that its answer will carry.
    /// - Throws: `TransportError.message` for a text that cannot be sent.
    @discardableResult
    public func send(
        _ body: ControlRequest.Body, attachments: [any ByteStorage] = []
    ) throws(TransportError) -> UInt64 {
        lastID += 1
        do throws(Rejection) {
            try requests.encode(ControlRequest(requestID: lastID, body: body), into: &buffer)
        } catch {
            throw .message(error)
        }
        _ = try socket.send(buffer, attachments.isEmpty ? .last : .more, isWaiting: true)
        for (index, part) in attachments.enumerated() {
            _ = try socket.send(part, index == attachments.count - 1 ? .last : .more, isWaiting: true)
        }
        return lastID
    }

    /// Sends the frames of one control step; the planes of each must name the parts 2, 3 … and hold their bytes.
    ///
    /// - Returns: the id that its answer will carry.
    @discardableResult
    public func send(
        step frames: [Frame], session: UInt64, deadlineNanoseconds: Int64? = nil
    ) throws(TransportError) -> UInt64 {
        var attachments: [any ByteStorage] = []
        for frame in frames {
            var header: [UInt8] = []
            do throws(Rejection) {
                try self.frames.encode(frame, into: &header)
            } catch {
                throw .message(error)
            }
            attachments.append(OwnedBytes(header))
            attachments += try frame.partsInOrder()
        }
        let request = StepRequest(
            sessionID: session, planes: frames.map { UInt32($0.planes.count) },
            deadlineNanoseconds: deadlineNanoseconds)
        return try send(.step(request), attachments: attachments)
    }

    /// The next answer, or `nil` when none comes in time.
    ///
    /// - Throws: `TransportError.message` for what is no reply.
    public func receive(milliseconds: Int) throws(TransportError) -> Answer? {
        while try socket.receive(into: &multipart) == .none {
            guard try poller.wait(milliseconds: milliseconds) > 0 else { return nil }
        }
        defer { multipart.removeAll() }
        guard let head = multipart.parts.first else { return nil }
        do throws(Rejection) {
            let reply = try requests.decodeReply(head.bytes)
            return Answer(
                requestID: reply.requestID, body: reply.body, attachments: Array(multipart.parts.dropFirst()))
        } catch {
            throw .message(error)
        }
    }
}
