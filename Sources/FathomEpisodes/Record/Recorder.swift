internal import Dispatch
internal import Fathom
internal import Foundation
internal import Synchronization

/// Records sessions to files on a thread of its own; whoever hands it events never waits.
public final class Recorder: Sendable {
    /// What a recorder tells of.
    public enum Notice: Sendable {
        case opened(file: String)
        case finished(file: String, events: UInt64, lost: UInt64)
        /// The session is not recorded until its next episode begins; what was written before stays.
        case failed(file: String?, EpisodeError)
        /// The disk takes less than comes; events are not recorded from here on, as `when_behind` says.
        case behind(task: String, session: String)
    }

    /// Makes the file of a path.
    public typealias MakeOutput = @Sendable (_ path: String) throws(EpisodeError) -> any EpisodeOutput

    let configuration: RecordingConfiguration
    let queue: RecordQueue
    let report: @Sendable (Notice) -> Void
    private let makeOutput: MakeOutput
    private let nextSession = Atomic<UInt64>(0)
    private let isDone = DispatchSemaphore(value: 0)

    /// Makes the folder and starts the thread.
    ///
    /// - Parameter report: called from the thread and from those that hand events over.
    /// - Throws: `EpisodeError.unwritable` when nothing can be written in the folder.
    public init(
        _ configuration: RecordingConfiguration,
        makeOutput: @escaping MakeOutput = { path throws(EpisodeError) in try FileOutput(path: path) },
        report: @escaping @Sendable (Notice) -> Void
    ) throws(EpisodeError) {
        self.configuration = configuration
        self.makeOutput = makeOutput
        self.report = report
        queue = RecordQueue(capacity: configuration.queueBytes, makesRoom: configuration.overflow == .dropOldest)
        try Self.prepare(configuration.folder)
        let thread = Thread { [self] in
            work()
            isDone.signal()
        }
        thread.name = "fathom-record"
        thread.start()
    }

    private static func prepare(_ folder: String) throws(EpisodeError) {
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw .unwritable(file: folder, reason: "no folder can be made there")
        }
        guard access(folder, W_OK | X_OK) == 0 else {
            throw .unwritable(file: folder, reason: String(cString: strerror(errno)))
        }
    }

    /// A session's recorder; belongs to the thread of that session.
    /// - Parameter now: the wall clock.
    public func open(
        _ session: RecordedSession, start: RecordedStart, now: @escaping @Sendable () -> Int64
    ) -> SessionRecorder {
        let id = nextSession.wrappingAdd(1, ordering: .relaxed).newValue
        _ = queue.offer(.open(session: id, session))
        return SessionRecorder(self, id: id, session, start: start, now: now)
    }

    /// Whether everything that has come is handed to the files.
    public var isIdle: Bool { queue.isEmpty }

    /// Writes what has come and finishes all files; nothing is recorded any more.
    public func finish() {
        queue.close()
        isDone.wait()
        // For whoever calls it again.
        isDone.signal()
    }

    private func work() {
        let codec = EpisodeCodecs()
        var sessions: [UInt64: SessionFiles] = [:]
        var batch: [RecordEntry] = []
        while queue.take(into: &batch, timeout: .milliseconds(200)) {
            for entry in batch {
                perform(entry, &sessions, codec)
                queue.release(entry.byteCount)
            }
            batch.removeAll(keepingCapacity: true)
            let now = Self.monotonic
            for session in sessions.values { session.tick(now: now) }
        }
        for (_, session) in sessions.sorted(by: { $0.key < $1.key }) { session.close(next: nil) }
    }

    private func perform(_ entry: RecordEntry, _ sessions: inout [UInt64: SessionFiles], _ codec: EpisodeCodecs) {
        switch entry {
        case .open(let id, let session):
            sessions[id] = SessionFiles(session, configuration, codec, makeOutput: makeOutput, report: report)
        case .event(let id, let recorded):
            sessions[id]?.write(recorded, now: Self.monotonic)
        case .close(let id, let next):
            sessions.removeValue(forKey: id)?.close(next: next)
        }
    }

    private static var monotonic: Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}
