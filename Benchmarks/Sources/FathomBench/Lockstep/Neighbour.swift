import Fathom
import FathomTransport
import FathomWire

/// A client that behaves, or one of those that do not.
enum Neighbour: String {
    /// Steps with images, and with poses alone.
    case seeing = "steps with images"
    case posing = "steps with poses"
    /// Breaks its connection in the middle of a message, and connects again.
    case half = "half a message"
    /// Steps with poses, and never reads an answer.
    case deaf = "steps without reading"
    /// A header that is none, with images behind it.
    case garbage = "garbage headers"
    /// Goes on after the episode's last step.
    case late = "steps after the end"

    /// Connects.
    /// - Returns: what it does again and again.
    func begin(_ context: ZMQContext, _ control: String, _ frames: [Frame]) throws -> () throws -> Void {
        switch self {
        case .seeing: try steps(Trainer(context, control, task: "reach"), frames)
        case .posing: try steps(Trainer(context, control, task: "state"), Self.posed(frames))
        case .half: try Self.halfMessages(control)
        case .deaf: try Self.unread(context, control, Self.posed(frames))
        case .garbage: try Self.garbage(Trainer(context, control, task: "reach"), frames[0])
        case .late: try Self.late(Trainer(context, control, task: "reach"), frames)
        }
    }

    private static func posed(_ frames: [Frame]) -> [Frame] {
        frames.map { frame in
            var frame = frame
            (frame.planes, frame.camera) = ([], nil)
            return frame
        }
    }

    private func steps(_ trainer: Trainer, _ frames: [Frame]) -> () throws -> Void {
        var sequence = FrameSequence(frames)
        return {
            try trainer.send([sequence.next()])
            _ = try trainer.reward()
        }
    }

    private static func halfMessages(_ control: String) throws -> () throws -> Void {
        var connections = [try HalfMessage(control)]
        return {
            // The one before breaks off only now: the daemon has had time to read what there was.
            connections = [connections[connections.count - 1], try HalfMessage(control)]
        }
    }

    private static func unread(_ context: ZMQContext, _ control: String, _ frames: [Frame]) throws -> () throws -> Void
    {
        var options = SocketOptions()
        (options.receiveHighWaterMark, options.lingerMilliseconds) = (1, 0)
        let trainer = try Trainer(context, control, task: "state", options: options)
        var sequence = FrameSequence(frames)
        // So many that every queue on the way back is full before it counts.
        for _ in 0..<20_000 { try trainer.send([sequence.next()]) }
        return { try trainer.send([sequence.next()]) }
    }

    private static func garbage(_ trainer: Trainer, _ frame: Frame) throws -> () throws -> Void {
        let planes = frame.planes.compactMap(\.storage)
        let header = OwnedBytes((0..<200).map { UInt8(truncatingIfNeeded: $0 &* 151 &+ 7) })
        let request = StepRequest(sessionID: trainer.session.sessionID, planes: [UInt32(planes.count)])
        return {
            try trainer.client.send(.step(request), attachments: [header] + planes)
            guard try trainer.reward().status == .rejected else { throw Failure("garbage was rewarded") }
        }
    }

    private static func late(_ trainer: Trainer, _ frames: [Frame]) throws -> () throws -> Void {
        var sequence = FrameSequence(frames)
        var last = sequence.next()
        last.isTerminated = true
        try trainer.send([last])
        _ = try trainer.reward()
        return {
            try trainer.send([sequence.next()])
            guard case .error = try trainer.answer().body else { throw Failure("a step after the end was rewarded") }
        }
    }
}
