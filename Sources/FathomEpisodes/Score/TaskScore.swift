public import Fathom

/// How one task's rewards compare with the truth. `docs/rewards.md` says what each number means.
public struct TaskScore: Sendable, Equatable {
    public let episodes: [EpisodeScore]
    /// Frames sent: rows of the truth.
    public let frames: Int
    /// Frames by the status of their reward.
    public let statusCounts: [RewardStatus: Int]
    /// Frames sent for which no reward was recorded.
    public let missed: Int
    /// Frames with a measured or held distance.
    public let answered: Int
    /// Frames without one, not counting each episode's first.
    public let unansweredAfterFirst: Int
    public let withPotential: Int
    public let visible: Int
    public let measuredVisible: Int
    public let measured: ErrorStatistics?
    public let held: ErrorStatistics?
    public let lag1: Violations
    public let lag10: Violations
    public let progressDecreases: Int
    public let success: SuccessScore
    /// Frames whose measured or held target end lies too far from the true target, of those where both are known.
    public let wrongObject: Int
    public let wrongObjectEligible: Int
    /// Rewards for frames that the truth does not know, stale ones among them.
    public let unmatchedRewards: Int
    /// Further rewards for a frame that has one.
    public let duplicateRewards: Int

    init(_ rewards: [RecordedReward], truth: [TruthRow], options: ScoreOptions) {
        let matching = MatchedRewards(rewards, truth: truth)
        let episodes = EpisodeFrames.join(truth, matching.rewards)
        let frames = episodes.flatMap(\.frames)
        self.episodes = episodes.map(EpisodeScore.init)
        self.frames = frames.count
        statusCounts = Dictionary(grouping: frames.compactMap { $0.reward?.status }, by: \.self).mapValues(\.count)
        missed = frames.count { $0.reward == nil }
        answered = frames.count { $0.distance != nil }
        unansweredAfterFirst = episodes.flatMap { $0.frames.dropFirst() }.count { $0.distance == nil }
        withPotential = frames.count { $0.reward?.potential != nil }
        visible = frames.count(where: \.truth.isTargetVisible)
        measuredVisible = frames.count { $0.truth.isTargetVisible && $0.reward?.status == .measured }
        measured = ErrorStatistics(Self.samples(frames, .measured))
        held = ErrorStatistics(Self.samples(frames, .held))
        var (lag1, lag10) = (Violations(), Violations())
        for episode in episodes {
            lag1.add(episode, lag: 1, threshold: 0.002)
            lag10.add(episode, lag: 10, threshold: 0.005)
        }
        (self.lag1, self.lag10) = (lag1, lag10)
        progressDecreases = episodes.map(Self.progressDecreases).reduce(0, +)
        success = SuccessScore(episodes)
        let misses = frames.compactMap(Self.targetMiss)
        wrongObject = misses.count { $0 > options.wrongObjectBeyond }
        wrongObjectEligible = misses.count
        unmatchedRewards = matching.unmatched
        duplicateRewards = matching.duplicates
    }

    private static func samples(
        _ frames: [ScoredFrame], _ status: RewardStatus
    ) -> [(measured: Double, deviation: Double, truth: Double)] {
        frames.compactMap { frame in
            guard frame.reward?.status == status, let distance = frame.distance else { return nil }
            return (distance.meters, distance.standardDeviation, frame.truth.distance)
        }
    }

    private static func progressDecreases(_ episode: EpisodeFrames) -> Int {
        // Progress begins anew where an episode does, though its name may stay.
        let progress = episode.frames.compactMap { frame in
            frame.reward?.progress.map { (episode: frame.reward?.episodeIndex, value: $0) }
        }
        return zip(progress, progress.dropFirst()).count { $0.episode == $1.episode && $1.value < $0.value }
    }

    /// Metres between the measured and the true target.
    private static func targetMiss(_ frame: ScoredFrame) -> Double? {
        guard let distance = frame.distance, distance.referenceFrame == .world, let target = frame.truth.target
        else { return nil }
        return (distance.target - target).length
    }
}
