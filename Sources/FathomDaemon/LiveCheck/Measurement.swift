internal import Fathom

/// What the pipeline makes of one frame of each of a task's streams.
struct Measurement {
    let task: TaskConfiguration
    /// The primary stream's first.
    let frames: [Frame]
    let detections: [Detections]

    var lines: [CheckLine] {
        let reward: Reward
        do throws(Rejection) {
            guard let made = try Self.reward(task, frames, detections) else {
                return [CheckLine(.wrong, "no reward comes of this frame")]
            }
            reward = made
        } catch {
            return [CheckLine(.wrong, "\(error)")]
        }
        guard let distance = reward.distance else {
            let reason = CheckLine(.wrong, "\(reward.status.name): \(reward.reason ?? "no reason given")")
            return [reason] + (reward.status == .absent ? swapped : [])
        }
        return [measured(distance, reward)] + farAway(distance)
    }

    private func measured(_ distance: Distance, _ reward: Reward) -> CheckLine {
        CheckLine(
            reward.status == .measured ? .good : .doubtful,
            "\(reward.status.name): distance \(RewardWords.distance(distance)) (\(distance.kind.rawValue)), from "
                + "\(distance.gripper.words) to \(distance.target.words) in the \(distance.referenceFrame) frame; potential "
                + "\(RewardWords.number(reward.terms.potential)), value \(RewardWords.number(reward.terms.value))")
    }

    private func farAway(_ distance: Distance) -> [CheckLine] {
        let limit = task.reward.maxDistance
        guard distance.meters > limit else { return [] }
        return [
            CheckLine(
                .doubtful,
                "that is beyond max_distance, \(limit) m, up to which the potential is known to fall: raise it, or is the "
                    + "target another thing?")
        ]
    }

    /// Nothing fits: would it, were red and blue exchanged?
    private var swapped: [CheckLine] {
        let exchanged = frames.compactMap { $0.withRedAndBlueSwapped(task.limits) }
        guard exchanged.count == frames.count, let reward = try? Self.reward(task, exchanged, detections),
            reward.status <= .ambiguous
        else { return [] }
        let encoding = frames.first?.planes.first { $0.kind == .color }?.encoding
        let remedy =
            switch encoding {
            case .rgb8, .rgba8: "are these bytes bgr, sent as \(encoding?.name ?? "")?"
            case .bgr8, .bgra8: "are these bytes rgb, sent as \(encoding?.name ?? "")?"
            default:
                "was the picture encoded by a library that takes BGR (OpenCV) from RGB pixels, or the other way round?"
            }
        return [CheckLine(.wrong, "with red and blue swapped it is found: \(remedy)")]
    }

    /// - Throws: `Rejection` of a phrase that says nothing usable.
    private static func reward(
        _ task: TaskConfiguration, _ frames: [Frame], _ detections: [Detections]
    ) throws(Rejection) -> Reward? {
        guard let primary = frames.first else { return nil }
        let session = if case .each = task.streams { primary.stream } else { "" }
        let pipeline = try Pipeline(configuration: task, session: session)
        let reward = pipeline.process(.frame(primary, skipped: 0))
        guard frames.count > 1 || !detections.isEmpty else { return reward }
        // The primary's first frame begins the episode; what else was seen counts from its next one on.
        for frame in frames.dropFirst() { _ = pipeline.process(.frame(frame, skipped: 0)) }
        for each in detections { _ = pipeline.process(.detections(each)) }
        var next = primary
        next.sequence += 1
        return pipeline.process(.frame(next, skipped: 0))
    }
}
