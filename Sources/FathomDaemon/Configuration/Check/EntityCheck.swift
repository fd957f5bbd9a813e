import Fathom

/// What a task looks at and for how long it trusts it.
struct EntityCheck {
    let task: TaskConfiguration
    let path: String

    var findings: [ConfigurationFinding] {
        sameEntity + phrases + streams + distanceKind + time
    }

    private var sameEntity: [ConfigurationFinding] {
        if case .tag(let gripper) = task.gripper, case .tag(let target) = task.target, gripper.code == target.code {
            return [
                ConfigurationFinding(
                    .error, "\(path).target",
                    "gripper and target wear the same tag (\(gripper.code)): their distance could never change.")
            ]
        }
        guard task.gripper.name.lowercased() == task.target.name.lowercased() else { return [] }
        return [
            ConfigurationFinding(
                .error, "\(path).target",
                "gripper and target are the same thing (\(task.target.name)): their distance is always 0, and every frame would "
                    + "be a success.")
        ]
    }

    private var streams: [ConfigurationFinding] {
        guard case .fused(let names) = task.streams else { return [] }
        guard !names.isEmpty else {
            return [
                ConfigurationFinding(.error, "\(path).streams", "no stream is named, so no frame would ever count.")
            ]
        }
        guard Set(names).count < names.count else { return [] }
        return [
            ConfigurationFinding(
                .error, "\(path).streams",
                "a stream is named twice: each of its frames would be counted as two independent views, and the uncertainty "
                    + "would come out too small.")
        ]
    }

    private var distanceKind: [ConfigurationFinding] {
        let key = "\(path).distance"
        switch task.distance {
        case .surface where task.gripper.isPoint && task.target.isPoint:
            return [
                ConfigurationFinding(
                    .warning, key,
                    "a pose or a tag is a point and has no surface: between two of them, surface is the same as center."
                )
            ]
        case .horizontal:
            return [
                ConfigurationFinding(
                    .warning, key,
                    "horizontal ignores the height: a gripper far above the target earns as much as one that touches it. Add a "
                        + "gate to success if that is not meant.")
            ]
        case .vertical:
            return [
                ConfigurationFinding(
                    .warning, key,
                    "vertical ignores where the gripper is in the plane: any place at the target's height earns full reward. Add "
                        + "a gate to success if that is not meant.")
            ]
        case .center, .surface: return []
        }
    }

    private var time: [ConfigurationFinding] {
        var findings: [ConfigurationFinding] = []
        if task.staleAfterNanoseconds < 50_000_000 {
            findings.append(
                ConfigurationFinding(
                    .warning, "\(path).stale_after",
                    "a camera of 20 frames a second has 50 ms between two frames: rewards would be stale between frames that "
                        + "come in time."))
        }
        if task.hiddenSpeed == 0 {
            findings.append(
                ConfigurationFinding(
                    .warning, "\(path).hidden_speed",
                    "0 says that nothing moves while it is hidden: the uncertainty of held rewards would not grow, and a "
                        + "pushed object would be believed where it was last seen."))
        }
        let drift = task.hiddenSpeed * Double(task.holdNanoseconds) / 1e9
        if drift > task.reward.maxDistance {
            findings.append(
                ConfigurationFinding(
                    .warning, "\(path).hold_for",
                    "a hidden entity may drift \(drift.short) m (hidden_speed × hold_for) before it is given up, more than "
                        + "max_distance: the last held rewards would be guesses. Shorten hold_for."))
        }
        return findings
    }
}

extension EntitySelector {
    /// Whether it names a tool point, which has no extent.
    var isPoint: Bool {
        switch self {
        case .pose, .tag: true
        case .label, .region, .detections, .description: false
        }
    }

    var isPose: Bool {
        if case .pose = self { true } else { false }
    }
}
