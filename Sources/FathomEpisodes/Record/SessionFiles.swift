import Fathom
import Foundation

/// The files of one session, on the writer's thread: one an episode, continued in another where one grows too large.
final class SessionFiles {
    typealias Notice = Recorder.Notice

    private let session: RecordedSession
    private let configuration: RecordingConfiguration
    private let makeOutput: Recorder.MakeOutput
    private let codec: EpisodeCodecs
    private let report: (Notice) -> Void

    private var writer: EpisodeWriter?
    private var fileNumber = 0
    /// Of the episode's files, from 0.
    private var segment = 0
    private var start: RecordedStart?
    /// Nothing is written until the next episode begins, because a file could not be.
    private var isBroken = false
    /// When the open chunk is written and synchronized, however small it is.
    private var deadline: Int64 = .max

    /// Names that may be taken already.
    private static let maxNames = 100

    init(
        _ session: RecordedSession, _ configuration: RecordingConfiguration, _ codec: EpisodeCodecs,
        makeOutput: @escaping Recorder.MakeOutput, report: @escaping (Notice) -> Void
    ) {
        self.session = session
        self.configuration = configuration
        self.codec = codec
        self.makeOutput = makeOutput
        self.report = report
    }

    /// - Parameter now: monotonic nanoseconds.
    func write(_ recorded: RecordedEvent, now: Int64) {
        do throws(EpisodeError) {
            try place(recorded)
            guard let writer else { return }
            // Only the first event of a file says what came before it.
            try writer.write(recorded, keepsCheckpoint: writer.events == 0 && segment == 0)
            if deadline == .max { deadline = now + Int64(configuration.synchronization.seconds * 1e9) }
        } catch {
            fail(error)
        }
    }

    /// Sees to it that there is the right file for the event, or none.
    private func place(_ recorded: RecordedEvent) throws(EpisodeError) {
        if let start = recorded.start {
            // A session's first events, before its first episode, share that one's file.
            let sharesFile = segment == 0 && !isBroken && writer.map { !$0.hasEpisode } ?? false
            if recorded.beginsEpisode ? !sharesFile : fileNumber == 0 {
                // That the last one cannot be finished is no reason not to begin another.
                do throws(EpisodeError) { try finish(.episode, next: recorded.event.index) } catch { fail(error) }
                (segment, isBroken, self.start) = (0, false, start)
                try open(recorded)
                return
            }
        }
        if let writer, writer.bytesWritten >= configuration.rotateBytes {
            try finish(.rotation, next: recorded.event.index)
            segment += 1
            try open(recorded)
        }
    }

    private func open(_ recorded: RecordedEvent) throws(EpisodeError) {
        var output: (any EpisodeOutput)?
        if segment == 0 { fileNumber += 1 }
        let base = "\(configuration.folder)/\(name(recorded.logTimeNanoseconds))"
        for attempt in 1...Self.maxNames where output == nil {
            let path = attempt == 1 ? "\(base).mcap" : "\(base)-\(attempt).mcap"
            let isTaken = access(path, F_OK) == 0 || access("\(path).partial", F_OK) == 0
            if !isTaken || attempt == Self.maxNames { output = try makeOutput(path) }
        }
        guard let output else { return }
        let writer = try EpisodeWriter(
            to: output,
            options: MCAPWriter.Options(
                compression: configuration.compression, chunkSize: configuration.chunkBytes,
                synchronizesChunks: configuration.synchronization == .chunk),
            facts: facts(recorded), codec: codec)
        self.writer = writer
        report(.opened(file: output.name))
    }

    /// `reach-20260102T030405.678Z-0001`, with `-part2` for what continues it.
    private func name(_ nanoseconds: Int64) -> String {
        let time = RecordedTime.compact(nanoseconds)
        let session = session.session.isEmpty ? session.task : "\(session.task)-\(session.session)"
        let number = String(repeating: "0", count: max(4 - "\(fileNumber)".count, 0)) + "\(fileNumber)"
        return "\(session)-\(time)-\(number)" + (segment == 0 ? "" : "-part\(segment + 1)")
    }

    private func facts(_ recorded: RecordedEvent) -> [String: String] {
        var facts = [
            "source": session.source.rawValue, "version": session.version, "task": session.task,
            "session": session.session, "daemon_epoch": "\(session.daemonEpoch)",
            "configuration": session.configuration, "segment": "\(segment)", "first_event": "\(recorded.event.index)",
            "started": RecordedTime.readable(recorded.logTimeNanoseconds),
        ]
        facts["configuration_digest"] = start?.digest
        facts["target"] = start?.target
        return facts
    }

    /// Writes and synchronizes what has waited for long enough.
    func tick(now: Int64) {
        guard let writer, now >= deadline else { return }
        deadline = .max
        do throws(EpisodeError) {
            try writer.flush()
        } catch {
            fail(error)
        }
    }

    /// - Parameter next: index that the session's next event would have had, where it is known.
    func close(next: UInt64?) {
        do throws(EpisodeError) {
            try finish(.session, next: next)
        } catch {
            fail(error)
        }
    }

    private func finish(_ end: EpisodeWriter.End, next: UInt64?) throws(EpisodeError) {
        guard let writer else { return }
        self.writer = nil
        deadline = .max
        // A session that never had a frame.
        guard !writer.isEmpty || segment > 0 else { return writer.output.discard() }
        try writer.finish(end, next: next)
        report(.finished(file: writer.output.name, events: writer.events, lost: writer.lost))
    }

    private func fail(_ error: EpisodeError) {
        let file = writer?.output.name
        (writer, isBroken) = (nil, true)
        deadline = .max
        report(.failed(file: file, error))
    }
}

extension RecordingConfiguration.Synchronization {
    /// After which a chunk ends though it is not full.
    fileprivate var seconds: Double {
        if case .seconds(let seconds) = self { seconds } else { 1 }
    }
}

/// Wall-clock times as a recording writes them, UTC.
enum RecordedTime {
    /// `20260102T030405.678Z`.
    static func compact(_ nanoseconds: Int64) -> String {
        format(nanoseconds, "%04d%02d%02dT%02d%02d%02d.%03dZ")
    }

    /// `2026-01-02T03:04:05.678Z`.
    static func readable(_ nanoseconds: Int64) -> String {
        format(nanoseconds, "%04d-%02d-%02dT%02d:%02d:%02d.%03dZ")
    }

    private static func format(_ nanoseconds: Int64, _ format: String) -> String {
        var seconds = time_t(nanoseconds / 1_000_000_000)
        var parts = tm()
        gmtime_r(&seconds, &parts)
        return String(
            format: format, Int(parts.tm_year) + 1900, Int(parts.tm_mon) + 1, Int(parts.tm_mday), Int(parts.tm_hour),
            Int(parts.tm_min), Int(parts.tm_sec), Int(nanoseconds / 1_000_000 % 1000))
    }
}
