import Fathom
import FathomWire
import Foundation

/// 64 streams at 30 Hz, 224×224: whether each frame gets its reward.
enum StreamRows {
    private static let streams = 64
    private static let rate = 30
    private static let seconds = 10

    static func run(_ options: Options) throws -> [Row] {
        let frames = try Recording(options.data.appending(path: "reach-224")).camera
        let daemon = try Daemon(options, configuration: "streams.yaml")
        let link = try Link(daemon)
        var sequences = (0..<streams).map { FrameSequence(frames, stream: "env-\($0)") }
        var opening = FrameSequence(frames, stream: "env-opening")
        try link.open { opening.next() }
        let codec = RewardCodec()
        var sentAt: [String: [UInt64]] = [:]
        var latency = Samples()
        var statuses: [RewardStatus: Int] = [:]
        var skipped = 0
        func drain(milliseconds: Int) throws {
            var wait = milliseconds
            while try link.receive(milliseconds: wait) {
                wait = milliseconds
                let reward = try link.reward(codec.decode)
                guard let times = sentAt[reward.stream], let sequence = reward.frameSequence,
                    Int(sequence) < times.count
                else { continue }
                statuses[reward.status, default: 0] += 1
                skipped += reward.skippedFrames
                latency.append(now() - times[Int(sequence)])
            }
        }
        let total = streams * rate * seconds
        let start = now()
        for index in 0..<total {
            let frame = sequences[index % streams].next()
            let due = start + UInt64(index) * 1_000_000_000 / UInt64(streams * rate)
            try drain(milliseconds: 0)
            if now() < due { sleep(until: due) }
            sentAt[frame.stream, default: []].append(now())
            try link.send(frame)
        }
        let took = Double(now() - start) / 1e9
        try drain(milliseconds: 500)
        let answered = statuses.values.reduce(0, +)
        let summary = statuses.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key.name)" }.joined(separator: ", ")
        let name = "\(streams) streams × \(rate) Hz at 224×224, every"
        return [
            Row("\(name): frames without a reward", value: Double(total - answered + skipped)).budget(value: 0)
                .note(String(format: "%d sent in %.1f s; ", total, took) + summary),
            Row("\(name): frame sent → reward", latency),
        ]
    }
}
