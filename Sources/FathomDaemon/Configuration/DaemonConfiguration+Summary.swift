public import Fathom
import FathomEpisodes

extension DaemonConfiguration {
    /// What the daemon is about to do, as aligned lines for a person.
    public var summary: String {
        let sockets: [(String, String)] =
            [
                ("frames", frames.sentence), ("rewards", "\(rewards), the last \(rewardRing) of each session kept"),
                ("control", control?.description ?? "none"),
            ] + (record.map { [("record", $0.sentence)] } ?? [])
        return Self.align(sockets) + tasks.map { "\n\n" + $0.summary }.joined()
    }

    static func align(_ lines: [(key: String, text: String)], indent: String = "") -> String {
        let width = lines.map(\.key.count).max() ?? 0
        return lines.map { key, text in
            "\(indent)\(key)\(String(repeating: " ", count: width - key.count))  \(text)"
        }.joined(separator: "\n")
    }
}

extension FramesConfiguration {
    fileprivate var sentence: String {
        let addresses = endpoints.map(\.address).joined(separator: ", ")
        guard let attachment = endpoints.first?.attachment.rawValue else { return "in lockstep alone" }
        let delivered = delivery == .latest ? "the latest of each stream" : "every frame"
        return "\(attachment) \(addresses) (\(socket.rawValue), \(delivered))\(peer.words)"
    }
}

extension RecordingConfiguration {
    fileprivate var sentence: String {
        let compression = compression == .none ? "not compressed" : "\(compression.rawValue)"
        return "to \(folder), a file an episode (\(compression); when the disk is behind, \(overflow.rawValue))"
    }
}

extension FramePeer {
    fileprivate var words: String {
        switch self {
        case .fathom: ""
        case .isaac(let camera): ", IsaacSimZMQ of \(camera.width)×\(camera.height) as stream \(camera.stream)"
        case .lerobot(let cameras):
            ", LeRobot cameras of \(cameras.width)×\(cameras.height), colour as \(cameras.colorOrder.rawValue)"
        }
    }
}

extension TaskConfiguration {
    /// The task in words: what is measured, what it pays and when it is solved.
    public var summary: String {
        let lines: [(String, String)] = [
            ("streams", streamWords), ("gripper", gripper.name), ("target", target.name),
            ("distance", "\(distance.rawValue), \(depthNoise.words), depth up to \(limits.maxDepth.short) m"),
            ("potential", reward.potentialWords), ("value", reward.valueWords), ("success", reward.successWords),
            ("digest", digest.isEmpty ? computedDigest : digest),
        ]
        return "task \(name)\n" + DaemonConfiguration.align(lines, indent: "  ")
    }

    private var streamWords: String {
        switch streams {
        case .fused(let names) where names.count == 1: names[0]
        case .fused(let names):
            "\(names.joined(separator: " + ")), fused; one reward for each frame of \(names.first ?? "")"
        case .each(let pattern): "\(pattern), one session each"
        }
    }
}

extension DepthNoise {
    fileprivate var words: String {
        switch self {
        case .ideal: "ideal depth"
        case .structuredLight: "structured-light depth"
        case .stereo(let coefficient): "stereo depth (σ = \(coefficient.short)·z²)"
        case .constant(let sigma): "depth with σ = \(sigma.short) m"
        }
    }
}

extension RewardConfiguration {
    fileprivate var potentialWords: String {
        let (d, l) = ("d", "\(length.short) m")
        let formula =
            switch curve {
            case .reciprocal: "1/(1 + \(d)/\(l))"
            case .tanh: "1 − tanh(\(d)/\(l))"
            case .exponential: "exp(−\(d)/\(l))"
            case .longTail: "1/(1 + (\(d)/\(l))²)"
            }
        return "Φ(d) = \(formula), falling up to \(maxDistance.short) m"
    }

    fileprivate var valueWords: String {
        let bonus = success.map { $0.bonus > 0 ? " + \($0.bonus.short) on the first success" : "" } ?? ""
        let failure = failurePenalty.map { " − \($0.short) on failure" } ?? ""
        let formula =
            switch signal {
            case .dense: "\(weight.short)·(Φ − 1)"
            case .shaped:
                "\(weight.short)·F" + (timePenalty > 0 ? " − \(timePenalty.short) a step" : "")
            case .progress: "\(weight.short)·gain (best \(progressRequired) of \(progressWindow))"
            }
        let base = isAddedToBaseReward ? ", added to the trainer's own reward" : ""
        return "\(signal.rawValue): \(formula)\(bonus)\(failure), γ = \(discount.short)\(base)"
    }

    fileprivate var successWords: String {
        guard let success else { return "no rule" }
        let gates = success.gates.map { " and \($0.scalar) \($0.relation.rawValue) \($0.threshold.short)" }.joined()
        return "within \(success.within.short) m in \(success.required) of \(success.window) measured frames\(gates)"
    }
}
