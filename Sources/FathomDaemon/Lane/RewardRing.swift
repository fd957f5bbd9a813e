import Fathom

/// The last rewards of a session, for subscribers who missed some. The oldest make room for the newest.
struct RewardRing {
    private var rewards: [Reward] = []
    /// Where the next one goes once the ring is full.
    private var next = 0
    private let capacity: Int

    init(capacity: Int) {
        self.capacity = max(capacity, 1)
    }

    mutating func append(_ reward: Reward) {
        if rewards.count < capacity {
            rewards.append(reward)
        } else {
            rewards[next] = reward
            next = (next + 1) % capacity
        }
    }

    /// `nil` while it is empty.
    var oldestSequence: UInt64? {
        rewards.isEmpty ? nil : rewards[next].rewardSequence
    }

    /// At most `limit` rewards from `sequence` on, oldest first.
    func rewards(since sequence: UInt64, limit: Int) -> [Reward] {
        guard let oldest = oldestSequence else { return [] }
        let skipped = Int(clamping: sequence > oldest ? sequence - oldest : 0)
        guard skipped < rewards.count else { return [] }
        return (skipped..<min(rewards.count, skipped + max(limit, 0))).map { rewards[(next + $0) % rewards.count] }
    }
}
