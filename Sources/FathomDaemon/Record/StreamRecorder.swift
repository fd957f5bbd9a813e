internal import Fathom
public import FathomEpisodes
public import FathomTransport
internal import FathomWire
internal import Foundation
internal import Synchronization

/// `fathom record`: camera streams into files, without a daemon.
public struct StreamRecorder: Sendable {
    public var attachment: Attachment
    /// Names, which are recorded together with the first as the primary; or one pattern, whose streams are each recorded by
    /// themselves.
    public var streams: [String]
    /// Whether publishers push instead of publishing.
    public var pulls: Bool
    public var recording: RecordingConfiguration

    public init(_ attachment: Attachment, streams: [String], pulls: Bool, recording: RecordingConfiguration) {
        self.attachment = attachment
        self.streams = streams
        self.pulls = pulls
        self.recording = recording
    }

    /// Records until told to stop.
    /// - Returns: the exit status: 0 stopped, 1 failed, 3 stopped and something is missing.
    public func run() -> Int32 {
        StopFlag.install()
        do {
            return try StreamRecording(self).untilStopped()
        } catch {
            Self.tell("\(error)")
            return 1
        }
    }

    static func tell(_ text: String) {
        try? FileHandle.standardError.write(contentsOf: Data("fathom record: \(text)\n".utf8))
    }
}

/// One run's socket and sessions. Belongs to one thread.
private final class StreamRecording {
    private let recorder: Recorder
    private let source: ZeroMQFrameSource
    private let poller: Poller
    private let together: [String]
    private let decoder = FrameDecoder()
    private var sessions: [RecordedStreams] = []
    private var nextTick: Int64 = 0
    private let losses = Losses()

    private static let maxStreams = 1024

    init(_ configuration: StreamRecorder) throws {
        let streams = configuration.streams.isEmpty ? ["*"] : configuration.streams
        together = streams.contains { $0.contains("*") } ? [] : streams
        let context = try ZMQContext()
        source = try ZeroMQFrameSource(
            context, configuration.pulls ? .pull : .subscribe, [configuration.attachment],
            streams: streams.map { StreamPattern($0) }, delivery: .every, clock: Clocks.system.wall)
        poller = Poller([source.socket])
        recorder = try Recorder(configuration.recording) { [losses] notice in losses.note(notice) }
    }

    func untilStopped() throws -> Int32 {
        defer { recorder.finish() }
        while !StopFlag.isSet {
            while !StopFlag.isSet, let message = try source.receive() { take(message) }
            tickIfDue()
            _ = try poller.wait(milliseconds: 50)
        }
        try takeWhatCame()
        for session in sessions { session.recorder.close() }
        recorder.finish()
        let missed = sessions.reduce(0) { $0 + $1.missedFrames }
        if missed > 0 { StreamRecorder.tell("\(missed) frames never came, by their sequence numbers") }
        return missed > 0 || losses.isAny ? 3 : 0
    }

    /// What was sent before the stop, for a second at most, lest a busy publisher keep it.
    private func takeWhatCame() throws {
        let end = Clocks.system.monotonic() + 1_000_000_000
        while Clocks.system.monotonic() < end {
            if let message = try source.receive() {
                take(message)
            } else if try poller.wait(milliseconds: 50) == 0 {
                return
            }
        }
    }

    private func take(_ message: SourceMessage) {
        guard let stream = message.stream, let session = session(of: stream) else { return }
        switch message {
        case .frame(let frame): take(frame, session)
        case .detections(let stream, let bytes):
            session.record(.detections(stream: stream), parts: [bytes])
        case .malformedFrame(let stream, let rejection): session.record(.malformedFrame(stream: stream, rejection))
        case .malformedDetections(let stream, let rejection):
            session.record(.malformedDetections(stream: stream, rejection))
        case .decoded, .unroutable: break
        }
    }

    private func take(_ message: FrameMessage, _ session: RecordedStreams) {
        do throws(Rejection) {
            try decoder.decode(
                header: message.header.bytes, parts: message.planes, stream: message.stream, into: &session.frame)
        } catch {
            return session.record(.malformedFrame(stream: message.stream, error))
        }
        session.noteFrame()
        session.record(
            .frame(skipped: message.skipped), parts: [message.header] + message.planes,
            receivedAt: message.receiveTimeNanoseconds)
        for index in session.frame.planes.indices { session.frame.planes[index].storage = nil }
    }

    private func session(of stream: String) -> RecordedStreams? {
        let name = together.isEmpty ? stream : together[0]
        if let known = sessions.first(where: { $0.name == name }) { return known }
        guard sessions.count < Self.maxStreams else { return nil }
        let recorder = recorder.open(
            RecordedSession(
                source: .subscriber, version: Version.current, task: name, session: "", daemonEpoch: 0,
                configuration: ""),
            start: RecordedStart(digest: ""), now: Clocks.system.wall)
        let session = RecordedStreams(name, recorder)
        sessions.append(session)
        return session
    }

    private func tickIfDue() {
        let now = Clocks.system.monotonic()
        guard now >= nextTick else { return }
        nextTick = now + Lane.tickNanoseconds
        for session in sessions { session.record(.tick(monotonicNanoseconds: now)) }
    }
}

/// Streams that are recorded together.
private final class RecordedStreams {
    let name: String
    let recorder: SessionRecorder
    /// Headers are decoded into it again and again.
    var frame = Frame(stream: "")
    /// By gaps in the primary stream's numbers.
    private(set) var missedFrames: UInt64 = 0
    private var episodes: UInt64?
    private var last: (epoch: UInt64, episode: String, sequence: UInt64)?

    /// Ticks are left out once nothing has come for longer than any task waits before it calls a stream stale.
    private static let staleAfterNanoseconds: Int64 = 60_000_000_000

    init(_ name: String, _ recorder: SessionRecorder) {
        self.name = name
        self.recorder = recorder
    }

    func noteFrame() {
        guard frame.stream == name else { return }
        if let last, last.epoch == frame.publisherEpoch, last.episode == frame.episode {
            if frame.sequence > last.sequence { missedFrames += frame.sequence - last.sequence - 1 }
        } else {
            episodes = episodes.map { $0 + 1 } ?? 0
        }
        last = (frame.publisherEpoch, frame.episode, frame.sequence)
    }

    func record(_ body: EpisodeEvent.Body, parts: [any ByteStorage] = [], receivedAt: Int64? = nil) {
        recorder.record(
            body, parts: parts, receivedAt: receivedAt,
            SessionRecorder.State(
                checkpoint: nil, episodeIndex: episodes, staleAfterNanoseconds: Self.staleAfterNanoseconds),
            reward: nil)
    }
}

/// Whether something could not be recorded; told to people as it happens.
private final class Losses: Sendable {
    private let found = Mutex(false)

    var isAny: Bool { found.withLock { $0 } }

    func note(_ notice: Recorder.Notice) {
        switch notice {
        case .opened: return
        case .finished(let file, let events, let lost):
            StreamRecorder.tell("\(file): \(events) events" + (lost > 0 ? ", \(lost) lost" : ""))
            if lost == 0 { return }
        case .failed(_, let error):
            StreamRecorder.tell("\(error); it goes on with the next episode")
        case .behind(let task, _):
            StreamRecorder.tell("the disk is behind: frames of \(task) are not recorded")
        }
        found.withLock { $0 = true }
    }
}
