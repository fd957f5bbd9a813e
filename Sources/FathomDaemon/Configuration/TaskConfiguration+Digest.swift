public import Fathom

extension TaskConfiguration {
    /// First 16 hexadecimal digits of the SHA-256 of `canonicalText`: rewards of one digest may share a buffer.
    ///
    /// Equal for equal rewards: the task's name, the base reward it is added to, endpoints, comments, key order, units and
    /// spelled-out defaults do not count.
    public var computedDigest: String {
        String(SHA256.hexadecimal(of: canonicalText.utf8).prefix(16))
    }

    /// Everything that decides the task's rewards, one `key=value` a line, in a fixed order.
    ///
    /// Numbers are the shortest decimal that reads back as the same double; texts carry their length, so that no text can
    /// pass for several lines. Change the first line whenever the meaning of a key changes.
    var canonicalText: String {
        let lines =
            ["fathom-task=1"] + entityLines + rewardLines + successLines + trackLines + robotLines + lexiconLines
        return lines.joined(separator: "\n") + "\n"
    }

    private var entityLines: [String] {
        let streams =
            switch streams {
            case .fused(let names): ["streams.fused=\(names.count)"] + names.map { "stream=\($0.counted)" }
            case .each(let pattern): ["streams.each=\(pattern.counted)"]
            }
        return streams + [
            "gripper=\(gripper.name.counted)", "target=\(target.name.counted)", "distance=\(distance.rawValue)",
        ]
    }

    private var rewardLines: [String] {
        [
            "signal=\(reward.signal.rawValue)", "curve=\(reward.curve.rawValue)", "length=\(reward.length)",
            "weight=\(reward.weight)", "discount=\(reward.discount)", "max_distance=\(reward.maxDistance)",
            "time_penalty=\(reward.timePenalty)", "failure.penalty=\(reward.failurePenalty.canonical)",
            "progress=\(reward.progressRequired)/\(reward.progressWindow)",
        ]
    }

    private var successLines: [String] {
        guard let success = reward.success else { return ["success=none"] }
        return [
            "success.within=\(success.within)", "success.for=\(success.required)/\(success.window)",
            "success.bonus=\(success.bonus)",
        ] + success.gates.map { "success.gate=\($0.scalar.counted) \($0.relation.rawValue) \($0.threshold)" }
    }

    private var trackLines: [String] {
        [
            "sensor=\(depthNoise.canonical)", "max_width=\(limits.maxWidth)", "max_height=\(limits.maxHeight)",
            "max_depth=\(limits.maxDepth)", "stale_after=\(staleAfterNanoseconds)", "hold_for=\(holdNanoseconds)",
            "hidden_speed=\(hiddenSpeed)",
        ]
    }

    /// Nothing where nothing is told of the robot.
    private var robotLines: [String] {
        robot.labels.map { "robot.label=\($0.counted)" } + robot.colors.map { "robot.color=\($0.rawValue)" }
            + robot.volumes.map {
                "robot.volume=\($0.pose.counted) \($0.from.canonical) \($0.to.canonical) \($0.radius)"
            }
    }

    /// Nouns of the user's, which decide what a description means.
    private var lexiconLines: [String] {
        lexicon.additions.map { noun in
            let words = [noun.name, noun.plural] + noun.synonyms + ["of"] + noun.groups
            let colors = noun.usualColors.map(\.rawValue).joined(separator: ",")
            return "noun=" + words.map(\.counted).joined(separator: " ")
                + " \(noun.form.rawValue) \(noun.size.canonical) \(noun.thickness.map(\.canonical) ?? "none") [\(colors)]"
        }
    }
}

extension String {
    fileprivate var counted: String { "\(utf8.count):\(self)" }
}

extension ClosedRange<Double> {
    fileprivate var canonical: String { "\(lowerBound)…\(upperBound)" }
}

extension Vector3 {
    fileprivate var canonical: String { "\(x),\(y),\(z)" }
}

extension Double? {
    fileprivate var canonical: String { map { "\($0)" } ?? "none" }
}

extension DepthNoise {
    fileprivate var canonical: String {
        switch self {
        case .ideal: "ideal"
        case .structuredLight: "structured-light"
        case .stereo(let coefficient): "stereo \(coefficient)"
        case .constant(let sigma): "sigma \(sigma)"
        }
    }
}
