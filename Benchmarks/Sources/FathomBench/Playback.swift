import Fathom

/// Feeds recorded frames to a pipeline as one endless episode: forth and back, so that nothing jumps.
final class Playback {
    let pipeline: Pipeline
    private var frames: [Frame]
    private let order: [Int]
    private var position = 0
    private var statuses: [RewardStatus: Int] = [:]
    private var reason: String?

    /// - Parameter order: which frames, again and again; without it all of them forth and back.
    init(_ frames: [Frame], _ configuration: TaskConfiguration, order: [Int]? = nil) throws {
        self.frames = frames
        self.order = order ?? Array(frames.indices) + frames.indices.dropFirst().dropLast().reversed()
        pipeline = try Pipeline(configuration: configuration)
    }

    /// The next frame's reward, timed; `before` is not.
    func step(_ samples: inout Samples, before: (Pipeline) -> Void = { _ in }) {
        let index = advance()
        before(pipeline)
        let start = now()
        let reward = pipeline.process(.frame(frames[index], skipped: 0))
        samples.append(now() - start)
        if let reward {
            statuses[reward.status, default: 0] += 1
            reason = reward.reason ?? reason
        }
    }

    /// The next frame's reward; touches no heap of its own.
    func step() -> Reward? {
        pipeline.process(.frame(frames[advance()], skipped: 0))
    }

    private func advance() -> Int {
        let index = order[position % order.count]
        frames[index].sequence = UInt64(position)
        frames[index].step = UInt64(position)
        frames[index].captureTimeNanoseconds = Int64(position) * 40_000_000
        position += 1
        return index
    }

    /// "100 % measured", or what else there was and the last reason for it.
    var summary: String {
        let total = Double(statuses.values.reduce(0, +))
        return statuses.sorted { $0.key < $1.key }
            .map { "\(Int((Double($0.value) / total * 100).rounded())) % \($0.key.name)" }.joined(separator: ", ")
            + (reason.map { " (\($0))" } ?? "")
    }

    /// A contestant that plays `count` frames a turn.
    func contestant(_ name: String, count: Int, before: @escaping (Pipeline) -> Void = { _ in }) -> Contestant {
        Contestant(name) { samples in
            for _ in 0..<count { self.step(&samples, before: before) }
        }
    }
}

extension TaskConfiguration {
    /// The tasks of launch/reach.yaml and launch/pick.yaml.
    static func reaching(_ target: EntitySelector) -> TaskConfiguration {
        TaskConfiguration(
            name: "reach", streams: .fused(["front"]), gripper: .pose("gripper"), target: target,
            reward: RewardConfiguration(
                discount: 0.95, success: SuccessConfiguration(within: 0.05)), digest: "0123456789abcdef")
    }
}
