import Fathom
import FathomTransport
import FathomWire
import Testing

/// A REQ peer of the control socket.
final class Controller {
    private let socket: ZMQSocket
    private let poller: Poller
    private let codec = ControlCodec()
    private var lastID: UInt64 = 0

    init(_ context: ZMQContext, _ endpoint: String) throws {
        socket = try ZMQSocket(context, .req)
        try socket.connect(endpoint)
        poller = Poller([socket])
    }

    /// What the daemon answers to a request.
    func ask(_ body: ControlRequest.Body) throws -> ControlReply.Body {
        lastID += 1
        var bytes: [UInt8] = []
        try codec.encode(ControlRequest(requestID: lastID, body: body), into: &bytes)
        let reply = try ask(bytes: bytes)
        #expect(reply.requestID == lastID)
        return reply.body
    }

    /// What the daemon answers to bytes that need not be a request.
    func ask(bytes: [UInt8]) throws -> ControlReply {
        try ask(parts: [bytes])
    }

    /// What the daemon answers to a request with attachments.
    func ask(parts: [[UInt8]]) throws -> ControlReply {
        for (index, part) in parts.enumerated() {
            try #require(try socket.send(part, index == parts.count - 1 ? .last : .more, isWaiting: true))
        }
        var multipart = Multipart()
        while try socket.receive(into: &multipart) == .none {
            try #require(try poller.wait(milliseconds: patience) > 0, "no reply")
        }
        return try codec.decodeReply(try #require(multipart.parts.last).bytes)
    }

    func status() throws -> DaemonStatus {
        guard case .status(let status) = try ask(.status) else { throw Unexpected.reply }
        return status
    }

    func rewards(_ task: String = "reach", _ session: String = "", since: UInt64, limit: UInt32 = 1024) throws
        -> RewardPage
    {
        let reply = try ask(
            .rewardsSince(
                task: task, session: session, daemonEpoch: RunningLane.epoch, rewardSequence: since, limit: limit))
        guard case .rewards(let page) = reply else { throw Unexpected.reply }
        return page
    }

    func refusal(_ body: ControlRequest.Body) throws -> Rejection {
        guard case .error(let rejection) = try ask(body) else { throw Unexpected.reply }
        return rejection
    }

    enum Unexpected: Error {
        case reply
    }
}

extension DaemonStatus {
    func session(_ task: String, _ name: String = "") throws -> SessionStatus {
        try #require(sessions.first { $0.task == task && $0.session == name })
    }
}
