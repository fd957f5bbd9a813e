import Fathom
import FathomTransport
import FathomWire
import Logging

/// One thread's work without its sockets: takes messages, runs the sessions, publishes.
///
/// Made and used on one thread. Nothing here waits.
final class Lane {
    let table: SessionTable
    /// When the sessions are next told the time; monotonic.
    private(set) var nextTick: Int64

    private let source: any FrameSource
    private let sink: any RewardSink
    private let decoder = FrameDecoder()
    private let detectionsCodec = DetectionsCodec()
    private let clocks: Clocks
    private let log: Logger
    private var limiter = LogLimiter()
    private var unroutable = Counters()
    private let daemonEpoch: UInt64
    private let startNanoseconds: Int64

    static let tickNanoseconds: Int64 = 100_000_000
    /// Messages taken from the source before control and ticks get their turn.
    private static let maxBatch = 64

    init(
        _ table: SessionTable, source: any FrameSource, sink: any RewardSink, daemonEpoch: UInt64, clocks: Clocks,
        log: Logger
    ) {
        self.table = table
        self.source = source
        self.sink = sink
        self.daemonEpoch = daemonEpoch
        self.clocks = clocks
        self.log = log
        startNanoseconds = clocks.monotonic()
        nextTick = startNanoseconds
    }

    /// Takes a batch from the source; returns whether more may be waiting.
    func takeMessages() throws -> Bool {
        for _ in 0..<Self.maxBatch {
            guard let message = try source.receive() else { return false }
            handle(message, receivedAt: clocks.wall())
        }
        return true
    }

    private func handle(_ message: SourceMessage, receivedAt: Int64) {
        do throws(UnroutableReason) {
            switch message {
            case .frame(let frame):
                handle(frame, try table.route(frame.stream), receivedAt)
            case .decoded(let decoded):
                process(
                    .frame(decoded.frame, skipped: decoded.skipped), try table.route(decoded.frame.stream),
                    decoded.receiveTimeNanoseconds ?? receivedAt)
            case .detections(let stream, let bytes):
                process(event(detections: bytes, stream), from: .detections(bytes), try table.route(stream), receivedAt)
            case .malformedFrame(let stream, let rejection):
                process(.malformedFrame(stream: stream, rejection), try table.route(stream), receivedAt)
            case .malformedDetections(let stream, let rejection):
                process(.malformedDetections(stream: stream, rejection), try table.route(stream), receivedAt)
            case .unroutable(let reason):
                throw reason
            }
        } catch {
            reject(error)
        }
    }

    private func event(detections bytes: any ByteStorage, _ stream: String) -> Event {
        do throws(Rejection) {
            return .detections(try detectionsCodec.decode(bytes.bytes, stream: stream))
        } catch {
            return .malformedDetections(stream: stream, error)
        }
    }

    private func handle(_ message: FrameMessage, _ route: SessionTable.Route, _ receivedAt: Int64) {
        defer { route.releasePlanes() }
        do throws(Rejection) {
            try decoder.decode(
                header: message.header.bytes, parts: message.planes, stream: message.stream, into: &route.frame)
        } catch {
            return process(.malformedFrame(stream: message.stream, error), route, receivedAt)
        }
        process(
            .frame(route.frame, skipped: message.skipped), from: .message(message), route,
            message.receiveTimeNanoseconds ?? receivedAt)
    }

    private func process(
        _ event: Event, from origin: EventOrigin = .itself, _ route: SessionTable.Route, _ receivedAt: Int64
    ) {
        for session in route.sessions {
            guard let reward = session.process(event, from: origin, receivedAt: receivedAt, now: clocks.wall) else {
                continue
            }
            publish(reward)
        }
    }

    /// Tells the sessions the time, ten times a second; what is silent turns stale.
    func tickIfDue() {
        let now = clocks.monotonic()
        guard now >= nextTick else { return }
        nextTick = now + Self.tickNanoseconds
        for session in table.sessions where !session.isLockstep {
            let event = Event.tick(monotonicNanoseconds: now)
            guard let reward = session.process(event, receivedAt: nil, now: clocks.wall) else { continue }
            publish(reward)
        }
    }

    func publish(_ reward: Reward) {
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

    /// Counts a message that concerns nobody.
    func reject(_ reason: UnroutableReason) {
        unroutable.count(reason.rawValue)
        logLimited(reason.rawValue, "message not taken", ["reason": "\(reason.rawValue)"])
    }

    /// Counts a reply that its asker was not there for, or did not make room for by reading.
    func noteUnsentReply() {
        reject(.unreadReply)
    }

    func logLoss(_ socket: String, _ event: SocketEvent) {
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

    /// What `status` reports of the lane itself.
    var facts: ControlService.Facts {
        ControlService.Facts(
            daemonEpoch: daemonEpoch, uptimeSeconds: Double(clocks.monotonic() - startNanoseconds) / 1e9,
            unroutable: unroutable.report)
    }
}
