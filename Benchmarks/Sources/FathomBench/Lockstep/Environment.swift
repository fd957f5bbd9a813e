import Fathom
import FathomTransport
import FathomWire

/// Something that sends the bytes of a control step and takes what comes back.
protocol Environment: AnyObject {
    func send() throws
    func finish() throws
}

/// Steps of a session of the daemon, from recorded frames.
final class RewardedEnvironment: Environment {
    private let trainer: Trainer
    private var sequence: FrameSequence
    private let cameras: [String]
    private(set) var answered = 0
    private(set) var measured = 0
    private(set) var reason: String?

    /// - Parameter cameras: streams, which all show the same picture.
    init(
        _ context: ZMQContext, _ daemon: Daemon, _ frames: [Frame], task: String = "reach",
        cameras: [String] = ["front"]
    ) throws {
        trainer = try Trainer(context, daemon.control, task: task)
        sequence = FrameSequence(frames)
        self.cameras = cameras
    }

    func send() throws {
        let frame = sequence.next()
        try trainer.send(
            cameras.map { stream in
                var frame = frame
                frame.stream = stream
                return frame
            })
    }

    func finish() throws {
        let reward = try trainer.reward()
        answered += 1
        if reward.status == .measured { measured += 1 }
        reason = reason ?? reward.reason
    }

    var summary: String { [self].summary }
}

extension [RewardedEnvironment] {
    /// "100 of 100 measured", or the first reason why not.
    var summary: String {
        let (measured, answered) = (map(\.measured).reduce(0, +), map(\.answered).reduce(0, +))
        return "\(measured) of \(answered) measured" + (compactMap(\.reason).first.map { " (\($0))" } ?? "")
    }
}

/// The same bytes to a bare ROUTER: nothing is encoded, nothing decoded.
final class BareEnvironment: Environment {
    private let socket: ZMQSocket
    private let poller: Poller
    private let messages: [[any ByteStorage]]
    private var multipart = Multipart()
    private var position = 0

    init(_ context: ZMQContext, _ echo: Daemon, _ frames: [Frame]) throws {
        socket = try ZMQSocket(context, .dealer)
        try socket.connect(echo.control)
        poller = Poller([socket])
        let encoder = FrameEncoder()
        let request = OwnedBytes([UInt8](repeating: 0, count: 24))
        messages = try frames.map { frame in
            var header: [UInt8] = []
            try encoder.encode(frame, into: &header)
            return [request, OwnedBytes(header)] + frame.planes.compactMap(\.storage)
        }
    }

    func send() throws {
        let message = messages[position % messages.count]
        position += 1
        for (index, part) in message.enumerated() {
            _ = try socket.send(part, index == message.count - 1 ? .last : .more, isWaiting: true)
        }
    }

    func finish() throws {
        while try socket.receive(into: &multipart) == .none {
            guard try poller.wait(milliseconds: 20_000) > 0 else { throw Failure("no echo within 20 s") }
        }
        multipart.removeAll()
    }
}

extension Environment {
    /// A contestant that takes `count` steps a turn, each as soon as the one before was answered, or every `period`
    /// nanoseconds.
    func contestant(_ name: String, count: Int, period: UInt64 = 0) -> Contestant {
        Contestant(name) { samples in
            var due = now() + period
            for _ in 0..<count {
                if period > 0 { sleep(until: due) }
                let start = now()
                try self.send()
                try self.finish()
                samples.append(now() - start)
                due = max(due + period, now())
            }
        }
    }
}
