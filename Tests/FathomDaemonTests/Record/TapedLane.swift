import Fathom
import FathomEpisodes
import FathomTestKit
import FathomTransport
import FathomWire
import Foundation
import Synchronization

@testable import FathomDaemon

/// A lane without sockets or a thread, recorded to files.
final class TapedLane {
    let folder = TemporaryFolder()
    let source = InMemoryFrameSource(capacity: 1 << 16)
    let sink = InMemoryRewardSink()
    let clock = ManualClock()
    let recorder: Recorder
    let table: SessionTable
    let lane: Lane
    /// All that was rewarded.
    private(set) var live: [Reward] = []
    private let noted = Notices()

    final class Notices: Sendable {
        let all = Mutex<[Recorder.Notice]>([])
    }

    /// - Parameters:
    ///   - sockets: what the recorded configuration says of them.
    ///   - makeOutput: makes the files; ordinary ones unless given.
    init(
        _ tasks: String = RecordedRun.posed, sockets: String = "frames: { connect: \"inproc://unused\" }",
        change: (inout RecordingConfiguration) -> Void = { _ in },
        makeOutput: @escaping Recorder.MakeOutput = { path throws(EpisodeError) in try FileOutput(path: path) }
    ) throws {
        let text = "\(sockets)\ntasks:\n\(tasks)\n"
        let tasks = try ConfigurationFile(name: "test.yaml", text: text, needsFrames: false).configuration
        var record = RecordingConfiguration(folder: folder.path("episodes"), configurationText: text)
        change(&record)
        var configuration = tasks
        configuration.record = record
        recorder = try Recorder(record, makeOutput: makeOutput) { [noted] notice in
            noted.all.withLock { $0.append(notice) }
        }
        let clock = clock
        table = try SessionTable(
            tasks: tasks.tasks, maxStreams: 16, ringCapacity: 64, daemonEpoch: 1,
            recording: Recording(recorder, configuration, now: { clock.wallNanoseconds }))
        lane = Lane(
            table, source: source, sink: sink, daemonEpoch: 1, clocks: .manual(clock), log: LogRecorder().logger)
    }

    /// Sends one frame and takes its rewards.
    func answer(_ frame: Frame) throws {
        try source.send(frame)
        try work()
    }

    func answer(_ message: SourceMessage) throws {
        source.send(message)
        try work()
    }

    private func work() throws {
        while try lane.takeMessages() {}
        lane.tickIfDue()
        live += sink.take()
    }

    /// An episode of so many frames.
    func episode(_ name: Int, frames: Int = 10, stream: String = "state") throws {
        for step in 0..<frames {
            clock.advance(nanoseconds: 20_000_000)
            try answer(ReachScene.poses(step, stream: stream, episode: "\(name)"))
        }
    }

    /// Events that the only session processed and should have recorded.
    private(set) var eventCount = 0

    func finish() {
        eventCount = table.sessions.compactMap(\.recorder?.eventCount).reduce(0, +)
        table.endRecording()
        recorder.finish()
    }

    var files: [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path("episodes"))) ?? []
        return names.sorted().map { folder.path("episodes/\($0)") }
    }

    var notices: [Recorder.Notice] { noted.all.withLock { $0 } }

    func replay(_ files: [String], configuration: String? = nil) throws -> RecordedRun.Replayed {
        let output = folder.path("rewards-\(UInt64.random(in: .min ... .max)).jsonl")
        let status = Replayer(files: files, configuration: configuration, output: output).run()
        return RecordedRun.Replayed(status: status, rewards: try RecordedRun.rewards(output))
    }
}
