public import Fathom
public import FathomTransport

/// Keeps what a lane publishes, for a test to look at. Bounded: the oldest half makes room. Belongs to one thread.
public final class InMemoryRewardSink: RewardSink {
    private let capacity: Int
    /// In the order in which they were published.
    public private(set) var rewards: [Reward] = []

    public init(capacity: Int = 65_536) {
        self.capacity = max(capacity, 1)
    }

    public func publish(_ reward: Reward) {
        if rewards.count == capacity { rewards.removeFirst((capacity + 1) / 2) }
        rewards.append(reward)
    }

    /// Everything since the last call.
    public func take() -> [Reward] {
        defer { rewards.removeAll(keepingCapacity: true) }
        return rewards
    }
}
