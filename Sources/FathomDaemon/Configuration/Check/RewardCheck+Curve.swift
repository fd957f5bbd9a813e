import Fathom

extension RewardCheck {
    /// Whether the curve still tells distances apart where the task takes place.
    var curve: [ConfigurationFinding] {
        guard reward.length > 0, reward.length.isFinite, reward.maxDistance > 0, reward.maxDistance.isFinite
        else { return [] }
        let curve = PotentialCurve(kind: reward.curve, length: reward.length)
        let potential: CurveCheck.Potential = { curve($0) }
        if let flat = CurveCheck.firstFlat(potential, upTo: reward.maxDistance) {
            return [flatFinding(at: flat)]
        }
        return flatInFloat(potential) + range(potential) + atSuccess(potential)
    }

    private var name: String { "\(reward.curve.rawValue) with length \(reward.length.short) m" }

    private func flatFinding(at distance: Double) -> ConfigurationFinding {
        finding(
            .error, "curve",
            "\(name) is flat at \(distance.short) m, before max_distance (\(reward.maxDistance.short) m): from there on 0.1 mm "
                + "closer earns nothing, and nothing tells the learner where to go. Lengthen it, shorten max_distance, or take "
                + "reciprocal, whose slope never dies.")
    }

    private func flatInFloat(_ potential: CurveCheck.Potential) -> [ConfigurationFinding] {
        guard let flat = CurveCheck.firstFlatInFloat(potential, upTo: reward.maxDistance) else { return [] }
        return [
            finding(
                .warning, "curve",
                "\(name) is so flat beyond \(flat.short) m that 1 cm makes no difference in the 32-bit numbers of a replay buffer. "
                    + "Lengthen it, or set max_distance to where the task really starts.")
        ]
    }

    private func range(_ potential: CurveCheck.Potential) -> [ConfigurationFinding] {
        let span = potential(0) - potential(reward.maxDistance)
        guard span < 0.2 else { return [] }
        return [
            finding(
                .warning, "length",
                "\(name): from max_distance to contact the potential rises by only \(span.short) of 1: the learner can hardly tell "
                    + "near from far. About a tenth to a half of the starting distance is usual.")
        ]
    }

    private func atSuccess(_ potential: CurveCheck.Potential) -> [ConfigurationFinding] {
        guard let within = reward.success?.within, within > 0, within < reward.maxDistance else { return [] }
        let edge = potential(within)
        guard edge < 0.1 else { return [] }
        return [
            finding(
                .warning, "length",
                "\(name): at the edge of success (\(within.short) m) the potential is still \(edge.short): the curve is steep only "
                    + "where the task is already solved. Take a length of at least success.within.")
        ]
    }
}
