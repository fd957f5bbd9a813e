internal import Fathom
public import FathomTransport
internal import FathomWire
internal import Foundation

/// `fathom watch`: rewards of a daemon onto standard output until Ctrl-C.
public struct Watcher: Sendable {
    public enum Output: Sendable {
        /// A table on a terminal, else a line a reward.
        case people
        /// A JSON object a line, as `fathom score` reads them.
        case json
    }

    public var attachment: Attachment
    /// `nil`: every task's rewards.
    public var task: String?
    public var output: Output
    /// Ends after so many rewards.
    public var count: Int?
    /// Gives up after so many seconds without a reward.
    public var timeoutSeconds: Double?

    public init(
        _ attachment: Attachment, task: String? = nil, output: Output = .people, count: Int? = nil,
        timeoutSeconds: Double? = nil
    ) {
        self.attachment = attachment
        self.task = task
        self.output = output
        self.count = count
        self.timeoutSeconds = timeoutSeconds
    }

    /// Watches until told to stop.
    /// - Returns: the exit code: 0 when stopped or `count` is reached, 1 when the time is over or something failed.
    public func run() -> Int32 {
        do {
            let run = try WatchRun(self)
            return try run.untilStopped() ? 0 : 1
        } catch {
            WatchRun.complain("\(error)")
            return 1
        }
    }
}

/// One run's sockets and state. Belongs to one thread.
private final class WatchRun {
    private let watcher: Watcher
    private let stream: RewardStream
    private let monitor: SocketMonitor
    private let json = RewardJSON()
    private var table = WatchTable()
    private var terminal: Terminal?
    private var silence: WatchSilence
    private var complainedNanoseconds = Int64.min
    private var drawnNanoseconds = Int64.min
    private var shown = 0

    private static let redrawNanoseconds: Int64 = 100_000_000

    init(_ watcher: Watcher) throws(TransportError) {
        self.watcher = watcher
        let context = try ZMQContext()
        stream = try RewardStream(context, nil)
        monitor = try SocketMonitor(stream.socket, context)
        try stream.socket.attach(watcher.attachment)
        if case .people = watcher.output { terminal = Terminal() }
        let isBound = if case .bind = watcher.attachment { true } else { false }
        silence = WatchSilence(
            endpoint: watcher.attachment.endpoint, isBound: isBound, task: watcher.task, at: Self.now())
    }

    /// - Returns: whether it ended as wished.
    func untilStopped() throws -> Bool {
        StopFlag.install()
        defer { try? draw(at: Self.now()) }
        while !StopFlag.isSet {
            let reward = next()
            let now = Self.now()
            if let reward { try take(reward, at: now) }
            if let count = watcher.count, shown >= count { return true }
            try followPeers()
            if now - drawnNanoseconds.clampedToZero >= Self.redrawNanoseconds { try draw(at: now) }
            if let advice = silence.advice(at: now) { complain(advice) }
            if let limit = watcher.timeoutSeconds, Double(silence.nanoseconds(at: now)) > limit * 1e9 {
                complain("no reward for \(limit) s")
                return false
            }
        }
        return true
    }

    /// The next reward; what cannot be read is reported, at most once a second.
    private func next() -> Reward? {
        do throws(TransportError) {
            return try stream.next(milliseconds: 100)
        } catch {
            let now = Self.now()
            if now - complainedNanoseconds.clampedToZero >= 1_000_000_000 {
                complainedNanoseconds = now
                complain("\(error)")
            }
            return nil
        }
    }

    private func take(_ reward: Reward, at now: Int64) throws {
        guard watcher.task ?? reward.task == reward.task else { return silence.noteOther(task: reward.task) }
        silence.noteReward(at: now)
        shown += 1
        if case .json = watcher.output {
            try Self.write(try json.line(reward) + "\n")
        } else if terminal == nil {
            try Self.write(reward.plainLine + "\n")
        } else {
            table.note(reward, at: now)
        }
    }

    private func followPeers() throws {
        while let event = try monitor.next() {
            switch event.kind {
            case .handshakeSucceeded: silence.peers += 1
            case .disconnected: silence.peers = max(0, silence.peers - 1)
            default: break
            }
        }
    }

    private func draw(at now: Int64) throws {
        guard var terminal, shown > 0 else { return }
        try Self.write(terminal.redraw(table.lines(at: now, terminal.format)))
        self.terminal = terminal
        drawnNanoseconds = now
    }

    private func complain(_ text: String) {
        Self.complain(text)
        terminal?.forget()
    }

    static func complain(_ text: String) {
        try? FileHandle.standardError.write(contentsOf: Data("fathom watch: \(text)\n".utf8))
    }

    /// At once and whole, so that a killed watcher leaves whole lines.
    private static func write(_ text: String) throws {
        try FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
    }

    private static func now() -> Int64 { Clocks.system.monotonic() }
}

extension Int64 {
    /// `min` stands for "never", and must not overflow a difference.
    fileprivate var clampedToZero: Int64 { Swift.max(self, 0) }
}
