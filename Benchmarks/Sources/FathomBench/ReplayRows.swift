import Fathom
import FathomEpisodes
import FathomWire
import Foundation

/// Recorded episodes to rewards, beside a Python script that only decodes the same files.
enum ReplayRows {
    /// 1.54 MB each.
    private static let frameCount = 300
    private static let turn = 100
    /// Frames a second.
    private static let budgets: [MCAPCompression: Double] = [.none: 1500, .zstd: 500]

    static func run(_ options: Options) throws -> [Row] {
        let recording = try Recording(options.data.appending(path: "reach"))
        let frames = recording.camera[recording.episodes[0]].map(\.withMillimetreDepth)
        return try MCAPCompression.allCases.flatMap { compression in
            try rows(record(Array(frames), compression, options), compression, options)
        }
    }

    private static func rows(_ path: String, _ compression: MCAPCompression, _ options: Options) throws -> [Row] {
        let replay = try ReplayedFile(path)
        let reading = try ReadFile(path)
        let script = try Script(options, "mcap_server.py", [path])
        let samples = try contest(
            rounds: 9,
            [
                replay.contestant(count: turn), reading.contestant(count: turn),
                script.contestant("mcap and numpy", count: turn),
            ])
        let name = compression == .none ? "raw" : compression.rawValue
        return [
            row("replay to rewards, \(name) RGB-D, frames/s", samples[0], samples[2])
                .budget(atLeast: budgets[compression]).adding(replay.summary),
            row("reading alone, \(name) RGB-D, frames/s", samples[1], samples[2]),
        ]
    }

    /// Of rates: a chunk is read with the first of its frames, so that no single frame tells anything.
    private static func row(_ name: String, _ samples: Samples, _ script: Samples) -> Row {
        let (rate, other) = (samples.rate, script.rate)
        var row = Row(name, value: rate.rounded(), note: String(format: "the script %.0f", other))
        row.against = "Python, mcap and numpy, decoding alone"
        row.ratio = rate / other
        row.samples = samples.count
        return row
    }

    /// Records an episode as a daemon does, and gives the file's path.
    private static func record(_ frames: [Frame], _ compression: MCAPCompression, _ options: Options) throws -> String {
        let folder = options.data.appending(path: "episodes-\(compression.rawValue)")
        try? FileManager.default.removeItem(at: folder)
        let task = TaskConfiguration.reaching(.description("the red ball"))
        var sequence = FrameSequence(frames)
        let recorder = try Recorder(
            RecordingConfiguration(folder: folder.path, compression: compression, queueBytes: 1 << 30)
        ) { _ in }
        let session = recorder.open(ReplayedFile.session, start: RecordedStart(digest: task.digest)) { 0 }
        let pipeline = try Pipeline(configuration: task)
        for _ in 0..<frameCount {
            let frame = sequence.next()
            let before = pipeline.checkpoint
            let reward = pipeline.process(.frame(frame, skipped: 0))
            session.record(
                .frame(skipped: 0, redBlueSwapped: []), frame: frame, receivedAt: nil, checkpoint: before,
                pipeline: pipeline, reward: reward)
        }
        session.close()
        recorder.finish()
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        guard names.count == 1, let name = names.first else { throw Failure("\(folder.path): expected one episode") }
        return folder.appending(path: name).path
    }
}

extension Samples {
    /// A second.
    fileprivate var rate: Double { Double(count) / seconds }
}

extension Row {
    fileprivate func adding(_ text: String) -> Row {
        note([note, text].compactMap(\.self).joined(separator: "; "))
    }
}

extension Frame {
    /// With depth as cameras send it, in millimetres of 16 bits.
    fileprivate var withMillimetreDepth: Frame {
        var frame = self
        for index in frame.planes.indices where frame.planes[index].kind == .depth {
            guard let metres = frame.planes[index].storage?.bytes.bindMemory(to: Float.self) else { continue }
            let counts = metres.map { UInt16(max(0, min(65_535, ($0 * 1000).rounded()))) }
            frame.planes[index].encoding = .depth16UC1
            frame.planes[index].storage = counts.withUnsafeBytes { OwnedBytes($0) }
        }
        return frame
    }
}
