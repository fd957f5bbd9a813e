extension RewardConfiguration {
    /// Longest window of measured frames that success and progress may look back on.
    public static let longestWindow = 64

    /// Throws for numbers that no reward can be made of.
    ///
    /// - Throws: the first offending key, what would be right and what was found.
    public func validate() throws(Rejection) {
        try require("reward.length", "a positive number of metres", length, length > 0)
        try require("reward.weight", "a positive number", weight, weight > 0)
        try require("reward.discount", "0 to 1", discount, (0...1).contains(discount))
        try require("reward.time_penalty", "0 or more", timePenalty, timePenalty >= 0)
        if let failurePenalty {
            try require("reward.failure.penalty", "0 or more", failurePenalty, failurePenalty >= 0)
        }
        try requireWindow("reward.progress", progressRequired, of: progressWindow)
        if let success {
            try require("reward.success.within", "a positive number of metres", success.within, success.within > 0)
            try require("reward.success.bonus", "0 or more", success.bonus, success.bonus >= 0)
            try requireWindow("reward.success.for", success.required, of: success.window)
        }
        guard PotentialCurve(kind: curve, length: length).strictlyDecreases(upTo: maxDistance) else {
            throw Rejection(
                "reward.max_distance",
                expected: "a distance up to which \(curve.rawValue) with length \(length) m still tells 0.1 mm apart",
                found: "\(maxDistance)")
        }
    }

    private func require(
        _ key: String, _ expected: String, _ value: Double, _ holds: Bool
    ) throws(Rejection) {
        guard value.isFinite, holds else { throw Rejection(key, expected: expected, found: "\(value)") }
    }

    private func requireWindow(_ key: String, _ required: Int, of window: Int) throws(Rejection) {
        guard (1...Self.longestWindow).contains(window), (1...window).contains(required) else {
            throw Rejection(
                key, expected: "K of N with 1 ≤ K ≤ N ≤ \(Self.longestWindow)", found: "\(required) of \(window)")
        }
    }
}
