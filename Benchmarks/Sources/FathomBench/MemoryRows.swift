import Fathom
import FathomWire
import Foundation

/// Resident memory of the daemon over 100,000 frames through its socket.
enum MemoryRows {
    private static let frames = 100_000
    private static let warmUp = 10_000
    private static let interval = 5_000
    /// Frames that may wait for their rewards. Few, because what waits is memory too.
    private static let window = 8
    /// Over the frames after the warm-up; a page or a few of the allocator's own are no leak.
    private static let allowedGrowth = 512.0

    static func run(_ options: Options) throws -> [Row] {
        let small = try Recording(options.data.appending(path: "reach-160"))
        return [
            try row("camera, 160×120", small.camera, options, "tracked.yaml"),
            try row("poses alone", small.poses, options, "poses.yaml"),
        ]
    }

    private static func row(
        _ name: String, _ recorded: [Frame], _ options: Options, _ configuration: String
    ) throws -> Row {
        let daemon = try Daemon(options, configuration: configuration)
        let link = try Link(daemon)
        var sequence = FrameSequence(recorded)
        try link.open { sequence.next() }
        var answered = 0
        var points: [(frame: Double, kibibytes: Double)] = []
        let start = now()
        for sent in 1...frames {
            try link.send(sequence.next())
            while try link.receive(milliseconds: sent - answered >= window ? 1_000 : 0) { answered += 1 }
            guard sent - answered <= window else { throw Failure("\(name): no reward within a second") }
            if sent >= warmUp, sent.isMultiple(of: interval) {
                points.append((Double(sent), Double(daemon.residentBytes) / 1024))
            }
        }
        let rate = Double(frames) / (Double(now() - start) / 1e9)
        let growth = slope(points) * Double(frames - warmUp)
        return Row("memory of the daemon over \(frames) frames, \(name): growth in KiB", value: growth.rounded())
            .budget(value: allowedGrowth)
            .note(
                String(
                    format: "%.1f MiB resident, first %.0f, last %.0f KiB, %.0f frames/s",
                    (points.last?.kibibytes ?? 0) / 1024, points.first?.kibibytes ?? 0, points.last?.kibibytes ?? 0,
                    rate))
    }

    /// Least squares, kibibytes a frame.
    private static func slope(_ points: [(frame: Double, kibibytes: Double)]) -> Double {
        let count = Double(points.count)
        let meanFrame = points.map(\.frame).reduce(0, +) / count
        let mean = points.map(\.kibibytes).reduce(0, +) / count
        let covariance = points.map { ($0.frame - meanFrame) * ($0.kibibytes - mean) }.reduce(0, +)
        return covariance / points.map { ($0.frame - meanFrame) * ($0.frame - meanFrame) }.reduce(0, +)
    }
}
