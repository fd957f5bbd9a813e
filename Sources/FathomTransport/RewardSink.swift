public import Fathom

/// Where a lane's rewards go.
public protocol RewardSink: AnyObject {
    /// Hands the reward on; never waits for a receiver.
    func publish(_ reward: Reward) throws(TransportError)
}
