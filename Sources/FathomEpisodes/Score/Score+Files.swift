extension Score {
    /// Reads both files and scores them.
    ///
    /// - Throws: `EpisodeError` with file and line; also for files that leave nothing to score.
    public init(rewardFile: String, truthFile: String, options: ScoreOptions = ScoreOptions()) throws(EpisodeError) {
        let truth = try TruthTable(contentsOf: truthFile)
        let log = try RewardLog(contentsOf: rewardFile)
        guard !truth.rows.isEmpty else { throw .unreadable(file: truthFile, reason: "no rows behind the header") }
        guard options.task != nil || !log.rewards.isEmpty else {
            throw .unreadable(file: rewardFile, reason: "no rewards; with --task NAME they count as missed")
        }
        self.init(rewards: log.rewards, truth: truth.rows, options: options)
    }
}
