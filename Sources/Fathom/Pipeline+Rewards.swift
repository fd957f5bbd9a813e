extension Pipeline {
    func reward(_ status: RewardStatus, _ frame: Frame, reason: String?) -> Reward {
        var reward = numbered(status, stream: frame.stream, reason: reason)
        reward.episode = frame.episode.shortened
        reward.step = frame.step
        reward.frameSequence = frame.sequence
        reward.captureTimeNanoseconds = frame.captureTimeNanoseconds
        reward.clock = frame.clock
        reward.isTerminated = frame.isTerminated
        reward.isTruncated = frame.isTruncated
        return reward
    }

    /// What is said of a bad message: `rejected`, or `paused` while that is in force; the rejection stands in both.
    ///
    /// Episode, step and end of a secondary camera's frame are left out: nobody shall take it for a step.
    func reward(rejecting rejection: Rejection, stream: String, frame: Frame?) -> Reward {
        let status = isPaused ? RewardStatus.paused : .rejected
        var result =
            if let frame, stream == primary {
                reward(status, frame, reason: rejection.description)
            } else {
                numbered(status, stream: stream, reason: rejection.description)
            }
        result.rejection = rejection
        return result
    }

    func staleReward() -> Reward {
        let seconds = Double(configuration.staleAfterNanoseconds) / 1e9
        var reward = numbered(
            .stale, stream: primary, reason: "no frame for \(seconds) s")
        reward.episode = last?.episode
        return reward
    }

    func numbered(_ status: RewardStatus, stream: String, reason: String?) -> Reward {
        // What the primary stream lost is told with its own frames.
        let tellsSkips = stream == primary
        let reward = Reward(
            task: configuration.name, session: session, stream: stream, rewardSequence: nextSequence,
            skippedFrames: tellsSkips ? skippedFrames : 0, status: status, reason: reason?.shortened,
            discount: configuration.reward.discount,
            configurationDigest: configuration.digest, humanEvent: humanEvent, episodeIndex: episodeIndex)
        nextSequence += 1
        if tellsSkips { skippedFrames = 0 }
        return reward
    }
}
