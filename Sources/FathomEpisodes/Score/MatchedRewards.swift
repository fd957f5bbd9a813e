internal import Fathom

/// Rewards by the frame they are for.
struct MatchedRewards {
    private(set) var rewards: [FrameKey: RecordedReward] = [:]
    private(set) var unmatched = 0
    private(set) var duplicates = 0

    init(_ recorded: [RecordedReward], truth: [TruthRow]) {
        let sent = Set(truth.map(\.key))
        for reward in recorded {
            guard let episode = reward.episode, let sequence = reward.frameSequence else {
                unmatched += 1
                continue
            }
            let key = FrameKey(stream: reward.stream, episode: episode, sequence: sequence)
            guard sent.contains(key) else {
                unmatched += 1
                continue
            }
            take(reward, for: key)
        }
    }

    /// A frame sent again is rejected under the same number, so the better status stands, then the earlier reward.
    private mutating func take(_ reward: RecordedReward, for key: FrameKey) {
        guard let other = rewards[key] else {
            rewards[key] = reward
            return
        }
        duplicates += 1
        if (reward.status, reward.rewardSequence) < (other.status, other.rewardSequence) { rewards[key] = reward }
    }
}
