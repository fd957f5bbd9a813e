import Fathom
import Foundation

/// Frames in memory to rewards, beside memcpy of the same frames and the OpenCV script on them.
enum PipelineRows {
    private struct Scene {
        var recording: String
        var phrase: String
        var color: String
    }

    private static let scenes = [
        Scene(recording: "reach", phrase: "the red ball", color: "red"),
        Scene(recording: "pick", phrase: "the black cube", color: "black"),
    ]
    private static let turn = 59

    static func run(_ options: Options) throws -> [Row] {
        try scenes.flatMap { try rows($0, options) }
    }

    private static func rows(_ scene: Scene, _ options: Options) throws -> [Row] {
        let recording = try Recording(options.data.appending(path: scene.recording))
        let steady = Array(recording.camera[recording.episodes[0]])
        let configuration = TaskConfiguration.reaching(.description(scene.phrase))
        let script = try Script(options, recording: scene.recording, color: scene.color)

        let tracked = try Playback(steady, configuration)
        let whole = try Playback(steady, configuration)
        let searched = try Playback(steady, configuration)
        let copies = CopiedFrames(steady)
        let samples = try contest(
            rounds: 18,
            [
                tracked.contestant("tracked", count: turn),
                copies.contestant(count: turn),
                whole.contestant("whole", count: turn) { _ = $0.process(.resetEpisode) },
                script.contestant(count: turn),
                searched.contestant("searched", count: turn) {
                    _ = $0.process(.setTarget(description: scene.phrase, digest: configuration.digest))
                },
            ])
        let (memcpy, scriptSamples) = (samples[1], samples[3])
        let copy = String(format: "memcpy of a frame (%.2f MB)", Double(copies.bytes) / 1e6)
        let missed = "the script found \(script.found) of \(script.asked)"
        return [
            Row("tracked, '\(scene.phrase)'", samples[0], against: copy, memcpy).budget(p50: 0.15, p99: 0.5)
                .note(tracked.summary),
            Row("tracked, '\(scene.phrase)'", samples[0], against: Script.name, scriptSamples).budget(ratio: 20)
                .note(missed),
            Row("whole frame, '\(scene.phrase)'", samples[2], against: Script.name, scriptSamples)
                .budget(p50: 2, ratio: 5).note(whole.summary),
            Row("search anew, planes known, '\(scene.phrase)'", samples[4], against: Script.name, scriptSamples)
                .budget(p50: 2, ratio: 5).note(searched.summary),
        ]
    }
}

/// The frames' planes, copied one frame at a time to where they fit.
final class CopiedFrames {
    let bytes: Int
    private let frames: [Frame]
    private let buffer: UnsafeMutableRawPointer
    private var position = 0

    init(_ frames: [Frame]) {
        self.frames = frames
        bytes = frames.first?.planes.compactMap(\.storage?.bytes.count).reduce(0, +) ?? 0
        buffer = .allocate(byteCount: max(bytes, 1), alignment: 64)
        buffer.initializeMemory(as: UInt8.self, repeating: 0, count: bytes)
    }

    deinit {
        buffer.deallocate()
    }

    func contestant(count: Int) -> Contestant {
        Contestant("memcpy") { samples in
            for _ in 0..<count {
                let planes = self.frames[self.position % self.frames.count].planes
                self.position += 1
                samples.time {
                    var offset = 0
                    for plane in planes {
                        guard let source = plane.storage?.bytes, let start = source.baseAddress else { continue }
                        self.buffer.advanced(by: offset).copyMemory(from: start, byteCount: source.count)
                        offset += source.count
                    }
                }
            }
        }
    }
}
