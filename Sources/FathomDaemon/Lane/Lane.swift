import Fathom
import FathomTransport
import FathomWire
import Logging

/// One thread's work: its sockets and sessions, poll → pipeline → publish, inline.
///
/// Made and used on one thread. Nothing here waits but the poll, and that no longer than to the next tick.
final class Lane {
    private let source: any FrameSource
    private let sink: any RewardSink
    private let control: ControlSocket?
    private let mailbox: Mailbox
    private let wakeups: ZMQSocket
    private let poller: Poller
    private let monitors: LaneMonitors
    private let table: SessionTable
    private let decoder = FrameDecoder()
    private let detectionsCodec = DetectionsCodec()
    private let clocks: Clocks
    private let log: Logger
    private var limiter = LogLimiter()
    private var unroutable = Counters()
    private let daemonEpoch: UInt64
    private let startNanoseconds: Int64
    private var nextTick: Int64

    static let tickNanoseconds: Int64 = 100_000_000
    /// Messages taken from the source before control and ticks get their turn.
    private static let maxBatch = 64

    /// - Throws: `TransportError` when a socket cannot be made, bound or connected; `Rejection` for a task that cannot be
    ///   put in force.
    init(
        _ configuration: DaemonConfiguration, context: ZMQContext, mailbox: Mailbox, daemonEpoch: UInt64,
        clocks: Clocks = .system, log: Logger
    ) throws {
        self.mailbox = mailbox
        self.clocks = clocks
        self.log = log
        self.daemonEpoch = daemonEpoch
        let table = try SessionTable(
            tasks: configuration.tasks, maxStreams: configuration.frames.maxStreams,
            ringCapacity: configuration.rewardRing, daemonEpoch: daemonEpoch)
        let sink = try ZeroMQRewardSink(context, [Attachment(configuration.rewards)])
        let control = try configuration.control.map { try ControlSocket(context, Attachment($0), table) }
        let source = try ZeroMQFrameSource(context, configuration)
        self.table = table
        self.sink = sink
        self.control = control
        self.source = source
        wakeups = try mailbox.makeReceiver()
        monitors = try LaneMonitors(
            [("frames", source.socket), ("rewards", sink.socket)] + (control.map { [("control", $0.socket)] } ?? []),
            context)
        poller = Poller([wakeups, source.socket] + (control.map { [$0.socket] } ?? []) + monitors.sockets)
        startNanoseconds = clocks.monotonic()
        nextTick = startNanoseconds
    }

    /// Works until the mailbox says stop, then finishes what has already arrived.
    func run() throws {
        var isStopping = false
        while !isStopping {
            let hasMore = try takeMessages()
            tickIfDue()
            try control?.answerPending(facts: facts)
            try monitors.forEachLoss { socket, event in logLoss(socket, event) }
            try wakeups.drain()
            for command in mailbox.take() {
                switch command {
                case .stop: isStopping = true
                }
            }
            if !hasMore, !isStopping {
                let wait = max(nextTick - clocks.monotonic(), 0) / 1_000_000 + 1
                try poller.wait(milliseconds: Int(wait))
            }
        }
        _ = try takeMessages()
    }

    /// Takes a batch from the source; returns whether more may be waiting.
    private func takeMessages() throws -> Bool {
        for _ in 0..<Self.maxBatch {
            guard let message = try source.receive() else { return false }
            handle(message, receivedAt: clocks.wall())
        }
        return true
    }

    private func handle(_ message: SourceMessage, receivedAt: Int64) {
        switch message {
        case .frame(let frame):
            handle(frame, receivedAt)
        case .detections(let stream, let bytes):
            guard let route = table.route(stream) else { return reject(.unwantedStream) }
            process(event(detections: bytes, stream), route, receivedAt)
        case .malformed(let stream, let rejection):
            guard let route = table.route(stream) else { return reject(.unwantedStream) }
            process(.malformed(stream: stream, rejection), route, receivedAt)
        case .unroutable(let reason):
            reject(reason)
        }
    }

    private func event(detections bytes: any ByteStorage, _ stream: String) -> Event {
        do throws(Rejection) {
            return .detections(try detectionsCodec.decode(bytes.bytes, stream: stream))
        } catch {
            return .malformed(stream: stream, error)
        }
    }

    private func handle(_ message: FrameMessage, _ receivedAt: Int64) {
        guard let route = table.route(message.stream) else { return reject(.unwantedStream) }
        defer { route.releasePlanes() }
        do throws(Rejection) {
            try decoder.decode(
                header: message.header.bytes, parts: message.planes, stream: message.stream, into: &route.frame)
        } catch {
            return process(.malformed(stream: message.stream, error), route, receivedAt)
        }
        process(.frame(route.frame, skipped: message.skipped), route, receivedAt)
    }

    private func process(_ event: Event, _ route: SessionTable.Route, _ receivedAt: Int64) {
        for session in route.sessions {
            guard let reward = session.process(event, receivedAt: receivedAt, now: clocks.wall) else { continue }
            publish(reward)
        }
    }

    private func tickIfDue() {
        let now = clocks.monotonic()
        guard now >= nextTick else { return }
        nextTick = now + Self.tickNanoseconds
        for session in table.sessions {
            let event = Event.tick(monotonicNanoseconds: now)
            guard let reward = session.process(event, receivedAt: nil, now: clocks.wall) else { continue }
            publish(reward)
        }
    }

    private func publish(_ reward: Reward) {
        do throws(TransportError) {
            try sink.publish(reward)
        } catch {
            logLimited("publish", "a reward could not be published", ["error": "\(error)", "task": "\(reward.task)"])
        }
        if let rejection = reward.rejection {
            logLimited(
                "\(reward.stream) \(rejection.reason)", "frame rejected",
                [
                    "stream": "\(reward.stream)", "field": "\(rejection.field)", "expected": "\(rejection.expected)",
                    "found": "\(rejection.found)",
                ])
        } else if reward.status == .stale {
            logLimited(
                "\(reward.stream) stale", "stream is stale",
                ["stream": "\(reward.stream)", "reason": "\(reward.reason ?? "")"])
        }
    }

    private func reject(_ reason: UnroutableReason) {
        unroutable.count(reason.rawValue)
        logLimited(reason.rawValue, "message not taken", ["reason": "\(reason.rawValue)"])
    }

    private func logLoss(_ socket: String, _ event: SocketEvent) {
        logLimited(
            "\(socket) \(event.kind.rawValue)", event.kind == .disconnected ? "peer gone" : "peer refused",
            // Peers come and go; one that is refused needs a look.
            level: event.kind == .disconnected ? .notice : .warning,
            [
                "socket": "\(socket)", "endpoint": "\(event.endpoint)", "event": "\(event.kind.rawValue)",
                "reason": "\(event.reason)",
            ])
    }

    /// At most one line a second for each reason.
    private func logLimited(
        _ reason: String, _ message: Logger.Message, level: Logger.Level = .warning, _ metadata: Logger.Metadata
    ) {
        guard let heldBack = limiter.admit(reason, at: clocks.monotonic()) else { return }
        var metadata = metadata
        if heldBack > 0 { metadata["held_back"] = "\(heldBack)" }
        log.log(level: level, message, metadata: metadata)
    }

    private var facts: ControlService.Facts {
        ControlService.Facts(
            daemonEpoch: daemonEpoch, uptimeSeconds: Double(clocks.monotonic() - startNanoseconds) / 1e9,
            unroutable: unroutable.report)
    }
}
