/// What is known of a frame once the whole episode is: never a reward, for it tells of the future.
public struct Hindsight: Sendable, Equatable {
    /// What was said of the frame at the time.
    public var reward: Reward
    /// Whether something was hidden in it, and is filled in from both sides.
    public var isFilled: Bool
    public var distance: Distance?
    /// Φ(distance).
    public var potential: Double?
    /// Of an episode that ended in success: the potentials' closest fit that never falls.
    public var progress: Double?

    public init(
        reward: Reward, isFilled: Bool = false, distance: Distance? = nil, potential: Double? = nil,
        progress: Double? = nil
    ) {
        self.reward = reward
        self.isFilled = isFilled
        self.distance = distance
        self.potential = potential
        self.progress = progress
    }
}
