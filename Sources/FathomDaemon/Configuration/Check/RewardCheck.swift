import Fathom

/// Whether a reward can be farmed, and whether it teaches.
struct RewardCheck {
    let reward: RewardConfiguration
    let path: String

    var findings: [ConfigurationFinding] {
        scale + signalFindings + failure + progress + curve
    }

    func finding(_ severity: ConfigurationFinding.Severity, _ key: String, _ reason: String) -> ConfigurationFinding {
        ConfigurationFinding(severity, "\(path).\(key)", reason)
    }

    /// What an episode gains at most by success.
    var bonus: Double { reward.success?.bonus ?? 0 }

    private var scale: [ConfigurationFinding] {
        var findings: [ConfigurationFinding] = []
        if !(reward.weight > 0 && reward.weight.isFinite) {
            findings.append(
                finding(
                    .error, "weight",
                    "\(reward.weight.short) is not above 0: the learner would be paid nothing for coming closer, or paid for "
                        + "moving away."))
        }
        if !(reward.discount > 0 && reward.discount <= 1) {
            findings.append(
                finding(
                    .error, "discount",
                    "γ = \(reward.discount.short) lies outside of (0, 1]: returns would not add up. Give the trainer's γ."
                ))
        } else if reward.discount < 0.9 {
            findings.append(
                finding(
                    .warning, "discount",
                    "γ = \(reward.discount.short) looks only about \((1 / (1 - reward.discount)).short) control steps ahead, "
                        + "less than most reaches take. It must equal the trainer's γ; usual are 0.95 to 0.99."))
        }
        return findings
    }

    private var signalFindings: [ConfigurationFinding] {
        switch reward.signal {
        case .dense: unusedTimePenalty + addedTwice + dense
        case .shaped: shaped
        case .progress: unusedTimePenalty + addedTwice
        }
    }

    private var dense: [ConfigurationFinding] {
        guard let success = reward.success, success.bonus == 0 else { return [] }
        return [
            finding(
                .warning, "success.bonus",
                "dense reaches 0 at the goal and no higher: with no bonus, stopping just short of success costs almost nothing."
            )
        ]
    }

    private var shaped: [ConfigurationFinding] {
        if bonus == 0 && reward.timePenalty == 0 && !reward.isAddedToBaseReward {
            return [
                finding(
                    .error, "signal",
                    "shaping alone teaches nothing: its discounted sum telescopes, so every policy earns −Φ(first state), "
                        + "whatever it does. Give a success bonus or a time_penalty, or say base_reward: external if your "
                        + "trainer adds it to a reward of its own.")
            ]
        }
        guard reward.weight > 0, reward.weight < 5 else { return [] }
        return [
            finding(
                .warning, "weight",
                "F changes by about 0.01 a step: with weight \(reward.weight.short) it drowns beside the bonus. In our trials on "
                    + "FetchReach weight 10 learned and weight 1 did not.")
        ]
    }

    private var unusedTimePenalty: [ConfigurationFinding] {
        guard reward.timePenalty != 0 else { return [] }
        return [
            finding(
                .error, "time_penalty",
                "only signal: shaped subtracts it; with \(reward.signal.rawValue) it would do nothing. Remove it (dense charges "
                    + "for waiting by itself).")
        ]
    }

    private var addedTwice: [ConfigurationFinding] {
        guard reward.isAddedToBaseReward else { return [] }
        return [
            finding(
                .warning, "base_reward",
                "added to another reward, \(reward.signal.rawValue) changes which policy is best. Only signal: shaped leaves it "
                    + "unchanged (Ng, Harada, Russell 1999).")
        ]
    }

    private var failure: [ConfigurationFinding] {
        guard let penalty = reward.failurePenalty, reward.discount > 0, reward.discount <= 1 else { return [] }
        let (cost, name) =
            switch reward.signal {
            case .dense: (reward.weight, "weight")
            case .shaped: (reward.timePenalty, "time_penalty")
            case .progress: (0, "")
            }
        guard cost > 0 else { return [] }
        guard reward.discount < 1 else {
            return [
                finding(
                    .error, "failure.penalty",
                    "every step of waiting costs, and with γ = 1 that adds up without end: no penalty makes it better to go on "
                        + "than to fail at once. Choose γ < 1.")
            ]
        }
        let least = cost / (1 - reward.discount)
        // 1 − 0.9 is a little less than 0.1 in binary: a penalty of exactly weight/(1 − γ) is enough.
        guard penalty < least * (1 - 1e-9) else { return [] }
        return [
            finding(
                .error, "failure.penalty",
                "\(penalty.short) is cheaper than going on, which can cost up to \(name)/(1 − γ) = \(least.short): the learner would "
                    + "find that failing early pays. Give at least \(least.short).")
        ]
    }

    private var progress: [ConfigurationFinding] {
        let (required, window) = (reward.progressRequired, reward.progressWindow)
        if required > window || window < 1 {
            return [
                finding(
                    .error, "progress",
                    "\(required) of \(window) frames can never be there, so progress would never start.")
            ]
        }
        if required < 2 {
            return [
                finding(
                    .error, "progress",
                    "\(required) of \(window): a single spike in the depth would count as progress and stay for the rest of the "
                        + "episode. Ask for at least 2, as 3 of 5.")
            ]
        }
        guard required * 4 < window else { return [] }
        return [
            finding(
                .warning, "progress",
                "\(required) of \(window): few spikes among many frames suffice to raise progress for good. Ask for about half, as "
                    + "3 of 5.")
        ]
    }
}
