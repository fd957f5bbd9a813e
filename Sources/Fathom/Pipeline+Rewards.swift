extension Pipeline {
    func reward(_ status: RewardStatus, _ frame: Frame, reason: String?) -> Reward {
        var reward = numbered(status, stream: frame.stream, reason: reason)
        reward.episode = frame.episode
        reward.step = frame.step
        reward.frameSequence = frame.sequence
        reward.captureTimeNanoseconds = frame.captureTimeNanoseconds
        reward.clock = frame.clock
        reward.isTerminated = frame.isTerminated
        reward.isTruncated = frame.isTruncated
        return reward
    }

    func reward(rejecting rejection: Rejection, stream: String, frame: Frame?) -> Reward {
        let reason = rejection.description
        var result =
            if let frame {
                reward(.rejected, frame, reason: reason)
            } else {
                numbered(.rejected, stream: stream, reason: reason)
            }
        result.rejection = rejection
        return result
    }

    func staleReward() -> Reward {
        let seconds = Double(configuration.staleAfterNanoseconds) / 1e9
        var reward = numbered(
            .stale, stream: last?.stream ?? inlets.first?.stream ?? session, reason: "no frame for \(seconds) s")
        reward.episode = last?.episode
        return reward
    }

    func numbered(_ status: RewardStatus, stream: String, reason: String?) -> Reward {
        let reward = Reward(
            task: configuration.name, session: session, stream: stream, rewardSequence: nextSequence,
            skippedFrames: skippedFrames, status: status, reason: reason, discount: configuration.reward.discount,
            configurationDigest: configuration.digest, humanEvent: humanEvent)
        nextSequence += 1
        skippedFrames = 0
        return reward
    }
}
