/// Looks back on an episode: each frame's distance with all that was seen before and after it.
public struct HindsightPass: Sendable {
    /// One for each frame that was looked at, in order.
    public let frames: [Hindsight]
    /// Whether the episode became longer than is kept: then nothing is said of it.
    public let isTooLong: Bool
    /// The episode's first reward.
    public let first: Reward?

    /// - Parameter daemonEpoch: of the rewards.
    public init(_ trace: EpisodeTrace, daemonEpoch: UInt64 = 0) {
        (first, isTooLong) = (trace.frames.first?.reward, trace.isTooLong)
        guard !isTooLong else {
            frames = []
            return
        }
        let (gripper, target) = (trace.gripper, trace.target)
        var all = trace.frames.map { frame in
            var hindsight = Hindsight(reward: frame.reward)
            hindsight.reward.daemonEpoch = daemonEpoch
            hindsight.distance = trace.distance(frame, gripper.ends[frame.look], target.ends[frame.look])
            hindsight.isFilled =
                hindsight.distance != nil && frame.reward.status != .measured
                && (gripper.isFilled[frame.look] || target.isFilled[frame.look])
            hindsight.potential = hindsight.distance.map { trace.curve($0.meters) }
            return hindsight
        }
        if trace.endsInSuccess {
            // Of any other episode it would hide how the hand went away and lost what it had.
            let progress = IsotonicFit.fit(all.map(\.potential))
            for place in all.indices { all[place].progress = progress[place] }
        }
        frames = all
    }
}

extension EpisodeTrace {
    fileprivate var gripper: SmoothedTrack { track(looks.map(\.gripper), carriedBy: looks.map { _ in nil }) }
    fileprivate var target: SmoothedTrack { track(looks.map(\.target), carriedBy: looks.map(\.grip)) }

    private func track(_ entities: [Entity], carriedBy grips: [Transform?]) -> SmoothedTrack {
        SmoothedTrack(
            SmoothedTrack.Input(
                nanoseconds: looks.map(\.nanoseconds), entities: entities, grips: grips,
                hiddenSpeed: configuration.hiddenSpeed))
    }

    fileprivate func distance(_ frame: Frame, _ gripper: Ruler.End?, _ target: Ruler.End?) -> Distance? {
        guard let gripper, let target, frame.up != nil || !configuration.distance.needsUp else { return nil }
        let ruler = Ruler(
            kind: configuration.distance, referenceFrame: frame.referenceFrame, up: frame.up ?? .zero)
        var distance = ruler.measure(gripper: gripper, target: target)
        let covariance = gripper.covariance + target.covariance
        switch configuration.distance {
        case .center, .surface:
            distance.widen(along: distance.target - distance.gripper, by: covariance)
        case .horizontal:
            let level = Matrix3.identity - Matrix3.outer(ruler.up)
            distance.widen(along: level * (distance.target - distance.gripper), by: level * covariance * level)
        case .vertical:
            // Linear: nothing across it counts.
            break
        }
        return distance
    }

    fileprivate func curve(_ meters: Double) -> Double {
        PotentialCurve(kind: configuration.reward.curve, length: configuration.reward.length)(meters)
    }

    /// Whether the last word on success is that it holds.
    fileprivate var endsInSuccess: Bool {
        isWhole && frames.last { $0.reward.terms.success != nil }?.reward.terms.success == true
    }
}

extension Distance {
    /// Adds what follows from uncertainty across the segment, which a ruler leaves out: of what was moved unseen it may be as
    /// large as the way. Second order of |d| with M = (I − u uᵀ) Σ / |d|: half of tr M is its bias, half of tr M² its variance.
    fileprivate mutating func widen(along segment: Vector3, by covariance: Matrix3) {
        guard let u = segment.normalized else { return }
        // Nearer than the uncertainty there is no direction.
        let length = max(segment.length, covariance.trace.squareRoot())
        let across = (Matrix3.identity - Matrix3.outer(u)) * covariance * (Matrix3.identity - Matrix3.outer(u))
        let m = across * (1 / length)
        let variance = (m * m).trace / 2 + m.trace * m.trace / 4
        standardDeviation = (standardDeviation * standardDeviation + variance).squareRoot()
    }
}
