import Fathom
import Foundation

/// What a simulator knows already, and the wire: the short paths.
enum StateRows {
    private static let turn = 59

    static func run(_ options: Options) throws -> [Row] {
        let recording = try Recording(options.data.appending(path: "reach"))
        let frames = recording.episodes[0]
        let labelled = Array(recording.keeping([.depth, .label])[frames])
        let posed = Array(recording.poses[frames])
        let labels = try Playback(labelled, .reaching(.label("target")))
        let poses = try Playback(posed, .reaching(.pose("target")))
        let script = try Script(options, recording: "reach", color: "red")
        let copies = CopiedFrames(labelled)
        let samples = try contest(
            rounds: 18,
            [
                labels.contestant("labels", count: turn), copies.contestant(count: turn),
                poses.contestant("poses", count: turn), script.contestant(count: turn),
            ])
        let copy = String(format: "memcpy of a frame (%.2f MB)", Double(copies.bytes) / 1e6)
        return [
            Row("labels and depth → reward", samples[0], against: copy, samples[1]).budget(p50: 0.08)
                .note(labels.summary),
            Row("labels and depth → reward", samples[0], against: Script.name, samples[3]),
            Row("poses → reward", samples[2], against: copy, samples[1]).budget(p50: 0.08).note(poses.summary),
        ]
    }
}

/// Other encodings than raw planes; decoding is most of it.
enum DecodeRows {
    static func run(_ options: Options) throws -> [Row] {
        let folder = options.data.appending(path: "reach")
        let recording = try Recording(folder)
        func file(_ name: String) -> URL { folder.appending(path: "\(name).bin") }
        let color = PlaneKind.color, depth = PlaneKind.depth
        let cases: [(String, [Frame])] = [
            ("raw, float depth", recording.camera),
            ("raw, 16UC1", try recording.camera([(depth, .depth16UC1, .none, file("depth16"))])),
            ("JPEG, float depth", try recording.camera([(color, .jpeg, .none, file("jpeg"))])),
            ("raw, 16UC1 in lz4", try recording.camera([(depth, .depth16UC1, .lz4, file("lz4"))])),
            ("raw, 16UC1 in zstd", try recording.camera([(depth, .depth16UC1, .zstd, file("zstd"))])),
            ("raw, png16", try recording.camera([(depth, .png16, .none, file("png16"))])),
            ("PNG, float depth", try recording.camera([(color, .png, .none, file("png"))])),
        ]
        let playbacks = try cases.map { name, frames in
            // The encoded files hold the first forty frames: all cases play those.
            try Playback(Array(frames.prefix(40)), .reaching(.description("the red ball")))
        }
        let samples = try contest(
            rounds: 6, zip(cases, playbacks).map { $0.1.contestant($0.0.0, count: 40) })
        return zip(cases, zip(playbacks, samples)).dropFirst().map { item, result in
            Row("tracked, \(item.0)", result.1, against: "tracked, \(cases[0].0)", samples[0])
                .note(result.0.summary)
        }
    }
}
