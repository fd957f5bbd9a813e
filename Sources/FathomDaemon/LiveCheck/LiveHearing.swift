internal import Fathom
internal import FathomTransport

/// What came in while a check listened: the frames of the tasks' streams, and what explains that others are missing.
///
/// Pure and bounded: messages and socket events in, lines out.
struct LiveHearing {
    let frames: FramesConfiguration
    let tasks: [TaskConfiguration]
    /// The newest of each wanted stream, in the order in which they came.
    private(set) var heard: [Frame] = []
    private(set) var detections: [Detections] = []
    /// Connections that stand.
    private(set) var peers = 0
    private var malformed: [(stream: String, rejection: Rejection, count: Int)] = []
    private var others: [String] = []
    private var unroutable: [(reason: UnroutableReason, count: Int)] = []
    private var lastLoss: SocketEvent?
    private var skewNanoseconds: [(stream: String, lag: Int64)] = []

    private static let maxStreams = 64
    /// So many unreadable messages of a stream are enough to stop waiting for a readable one.
    private static let enough = 3

    init(_ configuration: DaemonConfiguration) {
        frames = configuration.frames
        tasks = configuration.tasks
    }

    // MARK: What comes in

    /// - Parameter now: nanoseconds since the Unix epoch, when it came.
    mutating func note(_ frame: Frame, at now: Int64) {
        guard tasks.contains(where: { $0.takes(frame.stream) }) else { return note(other: frame.stream) }
        if let index = heard.firstIndex(where: { $0.stream == frame.stream }) {
            heard[index] = frame
        } else if heard.count < Self.maxStreams {
            heard.append(frame)
            let (lag, isOverflow) = now.subtractingReportingOverflow(frame.captureTimeNanoseconds)
            if frame.clock == .realtime, !isOverflow { skewNanoseconds.append((frame.stream, lag)) }
        }
    }

    mutating func note(_ found: Detections) {
        guard tasks.contains(where: { $0.takes(found.stream) }) else { return note(other: found.stream) }
        if let index = detections.firstIndex(where: { $0.stream == found.stream }) {
            detections[index] = found
        } else if detections.count < Self.maxStreams {
            detections.append(found)
        }
    }

    mutating func note(malformed stream: String, _ rejection: Rejection) {
        guard tasks.contains(where: { $0.takes(stream) }) else { return note(other: stream) }
        if let index = malformed.firstIndex(where: { $0.stream == stream }) {
            malformed[index].count += 1
            malformed[index].rejection = rejection
        } else if malformed.count < Self.maxStreams {
            malformed.append((stream, rejection, 1))
        }
    }

    mutating func note(_ reason: UnroutableReason) {
        if let index = unroutable.firstIndex(where: { $0.reason == reason }) {
            unroutable[index].count += 1
        } else {
            unroutable.append((reason, 1))
        }
    }

    mutating func note(_ event: SocketEvent) {
        switch event.kind {
        case .handshakeSucceeded: peers += 1
        case .disconnected: peers = max(0, peers - 1)
        default: break
        }
        if event.isLoss { lastLoss = event }
    }

    private mutating func note(other stream: String) {
        guard !others.contains(stream), others.count < Self.maxStreams else { return }
        others.append(stream)
    }

    // MARK: What it means

    /// Whether waiting on would bring nothing new.
    var isComplete: Bool {
        tasks.allSatisfy { task in
            missing(of: task).allSatisfy { name in
                malformed.contains { $0.count >= Self.enough && StreamPattern(name).matches($0.stream) }
            } && missingDetections(of: task).isEmpty
        }
    }

    /// Streams, or the pattern, of which no frame came.
    func missing(of task: TaskConfiguration) -> [String] {
        task.streamNames.filter { name in !heard.contains { StreamPattern(name).matches($0.stream) } }
    }

    private func missingDetections(of task: TaskConfiguration) -> [String] {
        let isAsked = task.entities.contains { if case .detections = $0.selector { true } else { false } }
        guard isAsked else { return [] }
        return task.streamNames.filter { name in !detections.contains { StreamPattern(name).matches($0.stream) } }
    }

    /// Why streams of the task are missing, and what is odd about when the others came.
    func lines(for task: TaskConfiguration) -> [CheckLine] {
        var lines = missing(of: task).map { CheckLine(.wrong, "stream \($0): \(cause($0))") }
        lines += missingDetections(of: task).map { CheckLine(.wrong, "nothing came on detections/\($0)") }
        lines += skewNanoseconds.filter { task.takes($0.stream) && abs(Double($0.lag)) > 1e9 }.map {
            CheckLine(
                .doubtful,
                "stream \($0.stream): its realtime clock and this machine's are \(Double($0.lag) / 1e9) s apart")
        }
        return lines
    }

    private func cause(_ stream: String) -> String {
        if let bad = malformed.first(where: { StreamPattern(stream).matches($0.stream) }) {
            return "\(bad.count) messages came and none can be read: \(bad.rejection)"
        }
        let other = others.isEmpty ? nil : "heard instead: streams \(FrameExamination.list(others))"
        let strange = unroutable.map { "\($0.count) × \($0.reason.rawValue)" }
        let heard = ([other].compactMap { $0 } + strange).joined(separator: ", ")
        if !heard.isEmpty {
            let hint = Spelling.nearest(to: stream, among: others).map { ". Is '\($0)' meant?" } ?? ""
            return "no frame of it; \(heard)\(hint)"
        }
        return peers == 0 && self.heard.isEmpty ? nobody : silent
    }

    private var addresses: String { frames.endpoints.map(\.address).joined(separator: ", ") }

    private var nobody: String {
        let isBound = frames.endpoints.first?.attachment == .bind
        let question =
            isBound
            ? "no publisher has connected to \(addresses). Is it running, and does it connect to this address?"
            : "no publisher answers at \(addresses). Is it running, and does it bind this address?"
        return question + (lastLoss.map { " Last: \($0)" } ?? "")
    }

    private var silent: String {
        let kind = frames.socket == .sub ? "PUB or XPUB" : "PUSH"
        return "a publisher is connected and sends nothing of it. Is it paused, and is its socket a \(kind)?"
    }
}

extension TaskConfiguration {
    /// Names, or the one pattern.
    fileprivate var streamNames: [String] { streams.patterns.map(\.text) }

    func takes(_ stream: String) -> Bool {
        streams.patterns.contains { $0.matches(stream) }
    }
}
