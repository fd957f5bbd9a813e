import Fathom
import FathomEpisodes
import FathomTransport
import Logging

/// A lane with its sockets: poll → frames → ticks → control, until it is told to stop.
///
/// Made and used on one thread. Only the poll waits, and that no longer than to the next tick.
final class LaneLoop {
    private let lane: Lane
    private let control: ControlSocket?
    private let mailbox: Mailbox
    private let wakeups: ZMQSocket
    private let monitors: LaneMonitors
    private let poller: Poller
    /// Frames and requests only.
    private let arrivals: Poller
    private let clocks: Clocks
    private let table: SessionTable
    private let recorder: Recorder?

    private static let maxLastBatches = 64
    /// How long a frame that was already sent may be under way.
    private static let lastMilliseconds = 50
    /// How long all of them may take.
    private static let lastNanoseconds: Int64 = 1_000_000_000

    /// - Throws: `TransportError` when a socket cannot be made, bound or connected; `Rejection` for a task that cannot be
    ///   put in force; `EpisodeError` when nothing can be recorded.
    init(
        _ configuration: DaemonConfiguration, context: ZMQContext, mailbox: Mailbox, daemonEpoch: UInt64,
        clocks: Clocks = .system, log: Logger
    ) throws {
        let recorder = try configuration.record.map { record in
            try Recorder(record) { notice in Recording.log(notice, to: log) }
        }
        let table = try SessionTable(
            tasks: configuration.tasks, maxStreams: configuration.frames.maxStreams,
            ringCapacity: configuration.rewardRing, daemonEpoch: daemonEpoch,
            recording: recorder.map { Recording($0, configuration, now: clocks.wall) })
        let sink = try ZeroMQRewardSink(context, [Attachment(configuration.rewards)])
        let source = try configuration.makeFrameSource(context, clock: clocks.wall)
        let lane = Lane(table, source: source, sink: sink, daemonEpoch: daemonEpoch, clocks: clocks, log: log)
        let control = try configuration.control.map { endpoint in
            let lockstep = LockstepService(
                LockstepTable(table, maxSessions: configuration.maxSessions), clocks: clocks, publish: lane.publish)
            let service = ControlService(table, lockstep, configuration) { lane.facts }
            return try ControlSocket(
                context, Attachment(endpoint), service, maxMessageBytes: configuration.frames.maxMessageBytes)
        }
        self.lane = lane
        self.control = control
        self.mailbox = mailbox
        self.clocks = clocks
        self.table = table
        self.recorder = recorder
        wakeups = try mailbox.makeReceiver()
        let controls = control.map { [$0.socket, $0.monitor.events] } ?? []
        monitors = try LaneMonitors([("frames", source.socket), ("rewards", sink.socket)], context)
        arrivals = Poller([source.socket] + controls.prefix(1))
        poller = Poller([wakeups, source.socket] + controls + monitors.sockets)
    }

    /// Works until the mailbox says stop, then finishes what has already arrived.
    func run() throws {
        defer {
            table.endRecording()
            recorder?.finish()
        }
        var isStopping = false
        while !isStopping {
            let hasMore = try lane.takeMessages()
            lane.tickIfDue()
            try answerPending()
            try monitors.forEachLoss { socket, event in lane.logLoss(socket, event) }
            try wakeups.drain()
            for command in mailbox.take() {
                switch command {
                case .stop: isStopping = true
                }
            }
            if !hasMore, !isStopping {
                let wait = max(lane.nextTick - clocks.monotonic(), 0) / 1_000_000 + 1
                try poller.wait(milliseconds: Int(wait))
            }
        }
        try finish()
    }

    private func answerPending() throws(TransportError) {
        try control?.answerPending(
            onUnreadable: { lane.reject(.unreadableRequest) }, onUnsent: lane.noteUnsentReply,
            onLoss: { lane.logLoss("control", $0) })
    }

    /// Takes what was sent before the stop, until nothing more comes; for a second at most, lest a busy publisher keep it.
    private func finish() throws {
        let end = clocks.monotonic() + Self.lastNanoseconds
        for _ in 0..<Self.maxLastBatches where clocks.monotonic() < end {
            let hasMore = try lane.takeMessages()
            try answerPending()
            if hasMore { continue }
            guard try arrivals.wait(milliseconds: Self.lastMilliseconds) > 0 else { return }
        }
    }
}
