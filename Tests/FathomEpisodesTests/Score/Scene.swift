import Fathom
import FathomEpisodes

/// One frame as a test describes it.
struct Sample {
    var truth: Double
    var measured: Double?
    var status = RewardStatus.measured
    var deviation = 0.001
    var potential: Double?
    var progress: Double?
    var success = false
    var trueSuccess = false
    var target: Vector3 = .zero
    var referenceFrame = ReferenceFrame.world
}

/// Rewards and truth of one episode, frames numbered from 0; a `nil` sample's reward is missing.
func scene(
    _ samples: [Sample], episode: String = "0", stream: String = "front", task: String = "reach"
) -> (rewards: [RecordedReward], truth: [TruthRow]) {
    var rewards: [RecordedReward] = []
    var truth: [TruthRow] = []
    for (index, sample) in samples.enumerated() {
        let sequence = UInt64(index)
        truth.append(
            TruthRow(
                stream: stream, episode: episode, sequence: sequence, distance: sample.truth,
                isSuccess: sample.trueSuccess, target: .zero))
        let distance = sample.measured.map {
            Distance(
                meters: $0, standardDeviation: sample.deviation, kind: .center,
                referenceFrame: sample.referenceFrame, gripper: .zero, target: sample.target)
        }
        rewards.append(
            RecordedReward(
                task: task, stream: stream, episode: episode, frameSequence: sequence, rewardSequence: sequence,
                status: sample.status, distance: distance,
                potential: sample.potential ?? sample.measured.map { 1 / (1 + $0 / 0.1) }, progress: sample.progress,
                success: sample.success))
    }
    return (rewards, truth)
}

/// A noiseless random walk.
func perfectScene(seed: UInt64, frames: Int = 80) -> (rewards: [RecordedReward], truth: [TruthRow]) {
    var random = SplitMix64(seed: seed)
    var meters = 0.5
    let samples = (0..<frames).map { _ in
        meters = max(0, meters + Double.random(in: -0.03...0.02, using: &random))
        return Sample(truth: meters, measured: meters)
    }
    return scene(samples, episode: "\(seed)")
}
