import Fathom
import FathomTransport

/// Sends frames to a daemon and takes its rewards, in one thread.
final class Link {
    private let publisher: ZeroMQFramePublisher
    private let replies: ZMQSocket
    private let poller: Poller
    private var multipart = Multipart()

    init(_ daemon: Daemon) throws {
        let context = try ZMQContext()
        publisher = try ZeroMQFramePublisher(context, .push, .connect(daemon.frames))
        replies = try ZMQSocket(context, .sub, options: .rewards)
        try replies.subscribe(prefix: "rewards/")
        try replies.connect(daemon.rewards)
        poller = Poller([replies])
    }

    /// Sends a frame, waiting for room.
    func send(_ frame: Frame) throws {
        guard try publisher.send(frame) else { throw Failure("the daemon takes no frames") }
    }

    /// Sends a frame and waits for the first reply.
    /// - Returns: nanoseconds between the two, or `nil` when none came in time.
    func exchange(_ frame: Frame, milliseconds: Int = 1_000) throws -> UInt64? {
        let start = now()
        try send(frame)
        guard try receive(milliseconds: milliseconds) else { return nil }
        return now() - start
    }

    /// Sends frames until one is answered: sockets connect in their own time.
    func open(_ frame: () -> Frame) throws {
        for _ in 0..<200 {
            if try exchange(frame(), milliseconds: 100) != nil {
                // What was queued meanwhile is answered too.
                while try receive(milliseconds: 200) {}
                return
            }
        }
        throw Failure("no reply within 20 s")
    }

    /// Takes the next reply, if there is one in time; `nil` milliseconds do not wait.
    func receive(milliseconds: Int = 0) throws -> Bool {
        while try replies.receive(into: &multipart) == .none {
            guard milliseconds > 0, try poller.wait(milliseconds: milliseconds) > 0 else { return false }
        }
        return true
    }

    /// The reward in the reply taken last.
    func reward(_ codec: RewardDecoding) throws -> Reward {
        guard multipart.parts.count == 3 else { throw Failure("a reply that is no reward") }
        return try codec(multipart.parts[1].bytes)
    }

    typealias RewardDecoding = (UnsafeRawBufferPointer) throws -> Reward
}
