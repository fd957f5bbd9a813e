internal import Fathom
public import Foundation

extension Score {
    /// One object, keyed by task; keys are sorted, a quantity without a value is left out.
    public func json() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        return try encoder.encode(Dictionary(uniqueKeysWithValues: tasks.map { ($0.name, $0.score) }))
    }
}

extension TaskScore: Encodable {
    private enum CodingKeys: String, CodingKey {
        case episodes, frames, status, answered, measured, held, violations
        case statusCounts = "status_counts"
        case unansweredAfterFirst = "unanswered_after_first"
        case potentialShare = "potential_share"
        case measuredWhenVisible = "measured_when_visible"
        case spearmanMin = "spearman_min"
        case spearmanMean = "spearman_mean"
        case kendallMin = "kendall_min"
        case kendallMean = "kendall_mean"
        case perEpisode = "per_episode"
        case progressDecreases = "progress_decreases"
        case falseSuccess = "false_success"
        case wrongObject = "wrong_object"
        case unmatchedRewards = "unmatched_rewards"
        case duplicateRewards = "duplicate_rewards"
    }

    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(episodes.count, forKey: .episodes)
        try values.encode(frames, forKey: .frames)
        try values.encode(counts, forKey: .statusCounts)
        try values.encodeIfPresent(share(answered), forKey: .answered)
        if frames > 0 { try values.encode(counts.mapValues { Double($0) / Double(frames) }, forKey: .status) }
        try values.encode(unansweredAfterFirst, forKey: .unansweredAfterFirst)
        try values.encodeIfPresent(share(withPotential), forKey: .potentialShare)
        try values.encodeIfPresent(measuredWhenVisible, forKey: .measuredWhenVisible)
        try values.encodeIfPresent(measured, forKey: .measured)
        try values.encodeIfPresent(held, forKey: .held)
        try values.encodeIfPresent(episodes.map(\.spearman).min(), forKey: .spearmanMin)
        try values.encodeIfPresent(episodes.map(\.kendall).min(), forKey: .kendallMin)
        if !episodes.isEmpty {
            try values.encode(mean(episodes.map(\.spearman)), forKey: .spearmanMean)
            try values.encode(mean(episodes.map(\.kendall)), forKey: .kendallMean)
        }
        try values.encode(episodes, forKey: .perEpisode)
        try values.encode(violations, forKey: .violations)
        try values.encode(progressDecreases, forKey: .progressDecreases)
        let falseSuccess = [
            "frames": success.falseFrames, "onsets": success.falseOnsets, "missed_episodes": success.missedEpisodes,
        ]
        try values.encode(falseSuccess, forKey: .falseSuccess)
        try values.encode(["frames": wrongObject, "eligible": wrongObjectEligible], forKey: .wrongObject)
        try values.encode(unmatchedRewards, forKey: .unmatchedRewards)
        try values.encode(duplicateRewards, forKey: .duplicateRewards)
    }

    /// Every status, and `missed`, by name.
    private var counts: [String: Int] {
        var counts = ["missed": missed]
        for status in RewardStatus.allCases { counts[status.name] = statusCounts[status] ?? 0 }
        return counts
    }

    private var violations: [String: Int] {
        [
            "lag1": lag1.count, "falling1": lag1.falling, "rising1": lag1.rising, "eligible1": lag1.eligible,
            "lag10": lag10.count, "falling10": lag10.falling, "rising10": lag10.rising, "eligible10": lag10.eligible,
        ]
    }
}

extension TaskScore {
    /// Share of the frames sent; `nil` when none was.
    func share(_ count: Int) -> Double? {
        frames > 0 ? Double(count) / Double(frames) : nil
    }

    /// Share of the frames with a visible target that were measured.
    var measuredWhenVisible: Double? {
        visible > 0 ? Double(measuredVisible) / Double(visible) : nil
    }
}
