import Fathom

/// Whether success can be reached, cannot be had by luck, and can be told by the sensor.
struct SuccessCheck {
    let task: TaskConfiguration
    let path: String

    var findings: [ConfigurationFinding] {
        guard let success = task.reward.success else {
            let reason =
                "there is no success rule: no bonus is paid, `success` is never published, and an episode has no end worth reaching."
            return task.reward.isAddedToBaseReward
                ? [] : [ConfigurationFinding(.warning, "\(path).reward.success", reason)]
        }
        return bonus(success) + window(success) + threshold(success) + sensor(success) + gates(success)
    }

    private func finding(
        _ severity: ConfigurationFinding.Severity, _ key: String, _ reason: String
    ) -> ConfigurationFinding {
        ConfigurationFinding(severity, "\(path).reward.success.\(key)", reason)
    }

    private func bonus(_ success: SuccessConfiguration) -> [ConfigurationFinding] {
        guard success.bonus < 0 else { return [] }
        return [
            finding(.error, "bonus", "\(success.bonus.short) is below 0: the learner would be punished for succeeding.")
        ]
    }

    private func window(_ success: SuccessConfiguration) -> [ConfigurationFinding] {
        let (required, window) = (success.required, success.window)
        if required < 1 {
            return [
                finding(.error, "for", "\(required) of \(window): success would need no frame at all. Ask for 3 of 5.")
            ]
        }
        if required > window {
            return [
                finding(
                    .error, "for", "\(required) of \(window) frames can never be there, so nothing would ever succeed.")
            ]
        }
        guard required == 1 else { return [] }
        return [
            finding(
                .warning, "for",
                "1 of \(window): one spike in the depth ends the episode with a bonus. False successes hurt a learner more than "
                    + "missed ones (arXiv 2409.15922). Ask for 3 of 5.")
        ]
    }

    private func threshold(_ success: SuccessConfiguration) -> [ConfigurationFinding] {
        if success.within >= task.reward.maxDistance {
            return [
                finding(
                    .error, "within",
                    "\(success.within.short) m is not below max_distance (\(task.reward.maxDistance.short) m): an episode would "
                        + "succeed where it starts.")
            ]
        }
        let isSolid = !task.gripper.isPose && !task.target.isPose && task.distance == .center
        guard isSolid, success.within < 0.03 else { return [] }
        return [
            finding(
                .warning, "within",
                "the centres of two solid bodies hardly come within \(success.within.short) m of each other. Measure distance: "
                    + "surface, or give the gripper as a pose, whose tool point may touch.")
        ]
    }

    private func sensor(_ success: SuccessConfiguration) -> [ConfigurationFinding] {
        guard !(task.gripper.isPose && task.target.isPose), let limit = Self.resolution(of: task.depthNoise),
            success.within < limit.meters
        else { return [] }
        return [
            finding(
                .warning, "within",
                "\(success.within.short) m is less than \(limit.meters.short) m, what \(limit.words) can tell: success would come by "
                    + "luck. Widen it or ask for more frames.")
        ]
    }

    /// Two standard deviations of one pixel's depth 1 m away, or what a camera's pixels resolve there at best.
    private static func resolution(of noise: DepthNoise) -> (meters: Double, words: String)? {
        switch noise {
        case .ideal: (0.001, "the pixels of a camera 1 m away")
        case .structuredLight: (2 * (0.0012 + 0.0019 * 0.36), "two standard deviations of structured light 1 m away")
        case .stereo(let coefficient): (2 * coefficient, "two standard deviations of this stereo camera 1 m away")
        case .constant(let sigma): (2 * sigma, "two standard deviations of this sensor")
        }
    }

    private func gates(_ success: SuccessConfiguration) -> [ConfigurationFinding] {
        let names = Set(success.gates.map(\.scalar)).sorted()
        return names.compactMap { name in
            guard !Self.canHold(success.gates.filter { $0.scalar == name }) else { return nil }
            return finding(
                .error, "gates", "no value of \(name) passes all of its gates, so nothing would ever succeed.")
        }
    }

    /// Whether some number satisfies all gates on one scalar.
    private static func canHold(_ gates: [SuccessGate]) -> Bool {
        let lower = gates.filter { $0.relation == .greater || $0.relation == .greaterOrEqual }.map(\.threshold).max()
        let upper = gates.filter { $0.relation == .less || $0.relation == .lessOrEqual }.map(\.threshold).min()
        guard let lower, let upper else { return true }
        if lower == upper {
            return !gates.contains { ($0.relation == .less || $0.relation == .greater) && $0.threshold == lower }
        }
        return lower < upper
    }
}
