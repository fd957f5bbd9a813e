import Fathom
import FathomTransport

/// A client whose poses say which client and which step they are of, and which checks that its rewards say the same.
final class CheckedClient {
    private(set) var swapped = 0
    private(set) var twice = 0
    private(set) var firstFault: String?

    private let trainer: Trainer
    private let frames: [Frame]
    private let number: Int
    /// Each client's episodes are of another length, so that they end at different times.
    private let episodeLength: Int
    private var sent = 0
    private var answered: UInt64 = 0
    private var pending: [UInt64: Frame] = [:]
    private var lastPotential: Double?

    init(_ context: ZMQContext, _ daemon: Daemon, _ frames: [Frame], number: Int) throws {
        trainer = try Trainer(context, daemon.control, task: "state", name: "checked-\(number)")
        self.frames = frames
        self.number = number
        episodeLength = 40 + number
    }

    var waiting: Int { pending.count }

    func send() throws {
        let frame = frame(sent)
        sent += 1
        pending[try trainer.send([frame])] = frame
    }

    private func frame(_ index: Int) -> Frame {
        var frame = frames[index % frames.count]
        frame.episode = "\(number)/\(index / episodeLength)"
        frame.step = UInt64(index % episodeLength)
        frame.sequence = UInt64(index)
        frame.captureTimeNanoseconds = Int64(index) * 40_000_000 + Int64(number)
        frame.isTruncated = index % episodeLength == episodeLength - 1
        // Up to 100,000 steps of 16 clients, none at the same distance, below 0.5 m. Its square is exact in a double.
        let distance = Double(number << 17 + index + 1) / Double(1 << 22)
        frame.poses = [
            NamedPose(name: "gripper", worldFromEntity: .identity),
            NamedPose(
                name: "target",
                worldFromEntity: Transform(rotation: .identity, translation: Vector3(distance, 0, 0))),
        ]
        return frame
    }

    /// - Returns: false when no answer comes in time.
    @discardableResult
    func take(milliseconds: Int = 20_000) throws -> Bool {
        guard let answer = try trainer.client.receive(milliseconds: milliseconds) else { return false }
        guard let frame = pending.removeValue(forKey: answer.requestID) else {
            twice += 1
            note("request \(answer.requestID) was answered and not waiting")
            return true
        }
        if case .reward(let reward) = answer.body, let fault = fault(reward, of: frame) {
            swapped += 1
            note("\(trainer.session.session), sequence \(frame.sequence): \(fault)")
        } else if case .error(let rejection) = answer.body {
            swapped += 1
            note("\(rejection)")
        }
        answered += 1
        return true
    }

    private func note(_ fault: String) {
        firstFault = firstFault ?? fault
    }

    /// What of the reward is not of this frame.
    private func fault(_ reward: Reward, of frame: Frame) -> String? {
        let begins = frame.step == 0
        let facts: [(String, Bool)] = [
            ("status", reward.status == .measured),
            ("distance", reward.distance?.meters == frame.poses[1].worldFromEntity.translation.x),
            ("session", reward.session == trainer.session.session && reward.task == "state"),
            ("stream", reward.stream == frame.stream),
            ("episode", reward.episode == frame.episode),
            ("step", reward.step == frame.step),
            ("frame_sequence", reward.frameSequence == frame.sequence),
            ("capture_time_ns", reward.captureTimeNanoseconds == frame.captureTimeNanoseconds),
            ("reward_sequence", reward.rewardSequence == answered),
            ("daemon_epoch", reward.daemonEpoch == trainer.session.daemonEpoch),
            ("truncated", reward.isTruncated == frame.isTruncated && !reward.isTerminated),
            // Shaping is of this step and the one before it.
            ("previous_potential", reward.terms.previousPotential == (begins ? nil : lastPotential)),
        ]
        lastPotential = reward.terms.potential
        return facts.first { !$0.1 }?.0
    }
}
