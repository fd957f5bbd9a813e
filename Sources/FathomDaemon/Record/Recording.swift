import Fathom
import FathomEpisodes
import FathomTransport
import FathomWire
import Logging

/// What every session of a lane is recorded with.
struct Recording {
    private let recorder: Recorder
    private let configuration: String
    /// As the file has them: a session may have another target.
    private let tasks: [TaskConfiguration]
    private let now: @Sendable () -> Int64

    init(_ recorder: Recorder, _ configuration: DaemonConfiguration, now: @escaping @Sendable () -> Int64) {
        self.recorder = recorder
        self.configuration = configuration.record?.configurationText ?? ""
        self.now = now
        tasks = configuration.tasks
    }

    func open(_ task: TaskConfiguration, session: String, daemonEpoch: UInt64) -> SessionRecorder {
        var start = RecordedStart(digest: task.digest)
        let original = tasks.first { $0.name == task.name }
        if task.target != original?.target, case .description(let phrase) = task.target { start.target = phrase }
        return recorder.open(
            RecordedSession(
                source: .daemon, version: Version.current, task: task.name, session: session, daemonEpoch: daemonEpoch,
                configuration: configuration),
            start: start, now: now)
    }

    static func log(_ notice: Recorder.Notice, to log: Logger) {
        switch notice {
        case .opened(let file):
            log.debug("recording", metadata: ["file": "\(file)"])
        case .finished(let file, let events, let lost):
            let level = lost == 0 ? Logger.Level.info : .warning
            log.log(
                level: level, "recorded", metadata: ["file": "\(file)", "events": "\(events)", "lost": "\(lost)"])
        case .failed(let file, let error):
            log.error(
                "recording failed; it goes on with the next episode",
                metadata: ["file": "\(file ?? "none")", "error": "\(error)"])
        case .behind(let task, let session):
            log.warning(
                "the disk is behind: events are not recorded", metadata: ["task": "\(task)", "session": "\(session)"])
        }
    }
}

/// The message that an event was read from.
enum EventOrigin {
    /// None: the event says all.
    case itself
    case message(FrameMessage)
    /// For each camera its number of planes; headers and planes.
    case step(planes: [UInt32], ArraySlice<ReceivedMessage>)
    case detections(any ByteStorage)
}

extension SessionRecorder {
    func record(
        _ event: Event, from origin: EventOrigin, receivedAt: Int64?, _ state: State, reward: Reward?
    ) {
        var parts: [any ByteStorage] = []
        var frame: Frame?
        let body: EpisodeEvent.Body
        switch event {
        case .frame(let received, let skipped):
            body = .frame(skipped: skipped)
            switch origin {
            case .message(let message): parts = [message.header] + message.planes
            case .step(_, let attachments): parts = Array(attachments)
            case .itself, .detections: frame = received
            }
        case .step:
            guard case .step(let planes, let attachments) = origin else { return miss() }
            (body, parts) = (.step(planes: planes), Array(attachments))
        case .detections(let detections):
            guard case .detections(let bytes) = origin else { return miss() }
            (body, parts) = (.detections(stream: detections.stream), [bytes])
        case .malformedFrame(let stream, let rejection): body = .malformedFrame(stream: stream, rejection)
        case .malformedDetections(let stream, let rejection): body = .malformedDetections(stream: stream, rejection)
        case .tick(let now): body = .tick(monotonicNanoseconds: now)
        case .setTarget(let description, let digest): body = .setTarget(description: description, digest: digest)
        case .resetEpisode: body = .resetEpisode
        case .human(let event): body = .human(event)
        }
        record(body, parts: parts, frame: frame, receivedAt: receivedAt, state, reward: reward)
    }
}
