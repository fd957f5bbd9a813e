import Fathom
import FathomWire
import Foundation

/// Header bytes to a frame, and a reward to bytes.
enum WireRows {
    static func run(_ options: Options) throws -> [Row] {
        let recording = try Recording(options.data.appending(path: "reach"))
        var path = try WirePath(recording.camera[0], .reaching(.description("the red ball")))
        var buffer: [UInt8] = []
        let codec = RewardCodec()
        guard let reward = try path.step(0) else { throw Failure("no reward to encode") }
        let copies = CopiedFrames([recording.camera[0]])
        var sequence: UInt64 = 1
        // A step is shorter than the clock's own cost, so a sample is the mean of many.
        let batch = 100
        func batched(_ samples: inout Samples, _ body: () throws -> Void) rethrows {
            for _ in 0..<50 {
                let start = now()
                for _ in 0..<batch { try body() }
                samples.append((now() - start) / UInt64(batch))
            }
        }
        let samples = try contest(
            rounds: 20,
            [
                Contestant("decode") { try batched(&$0) { try path.decode() } },
                Contestant("encode") { try batched(&$0) { try codec.encode(reward, into: &buffer) } },
                copies.contestant(count: 50),
                Contestant("bytes to bytes") { samples in
                    for _ in 0..<50 {
                        let start = now()
                        _ = try path.step(sequence)
                        samples.append(now() - start)
                        sequence += 1
                    }
                },
            ])
        let copy = String(format: "memcpy of a frame (%.2f MB)", Double(copies.bytes) / 1e6)
        return [
            Row("header bytes → frame", samples[0], against: copy, samples[2]),
            Row("reward → bytes", samples[1], against: copy, samples[2]),
            Row("frame bytes → reward bytes, tracked", samples[3], against: copy, samples[2]),
        ]
    }
}

/// What a lane does with one message: header bytes → frame → reward → bytes.
struct WirePath {
    let pipeline: Pipeline
    private let decoder = FrameDecoder()
    private let encoder = FrameEncoder()
    private let codec = RewardCodec()
    private var sent: Frame
    private var frame: Frame
    private let parts: [any ByteStorage]
    private var header: [UInt8] = []
    private var message: [UInt8] = []

    init(_ frame: Frame, _ configuration: TaskConfiguration) throws {
        sent = frame
        self.frame = frame
        parts = frame.planes.compactMap(\.storage)
        pipeline = try Pipeline(configuration: configuration)
        try encoder.encode(frame, into: &header)
    }

    mutating func decode() throws {
        try header.withUnsafeBytes { [decoder, parts] bytes in
            try decoder.decode(header: bytes, parts: parts, stream: nil, into: &frame)
        }
    }

    /// Sends the same picture again as frame `sequence`.
    mutating func step(_ sequence: UInt64) throws -> Reward? {
        sent.sequence = sequence
        sent.step = sequence
        sent.captureTimeNanoseconds = Int64(sequence) * 40_000_000
        try encoder.encode(sent, into: &header)
        try decode()
        guard let reward = pipeline.process(.frame(frame, skipped: 0)) else { return nil }
        try codec.encode(reward, into: &message)
        return reward
    }
}
