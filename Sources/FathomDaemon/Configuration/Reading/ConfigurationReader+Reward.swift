import Fathom

enum RewardKey: String, ConfigurationKey {
    case signal, curve, length, weight, discount
    case maxDistance = "max_distance"
    case timePenalty = "time_penalty"
    case failure, progress, success
    case baseReward = "base_reward"
}

enum FailureKey: String, ConfigurationKey {
    case penalty
}

enum SuccessKey: String, ConfigurationKey {
    case within
    case required = "for"
    case bonus, gates
}

/// Where the reward that `shaped` is added to comes from.
enum BaseReward: String, CaseIterable {
    case none, external
}

extension ConfigurationReader {
    /// Reads what is there over the defaults. Only syntax, type and range: what the numbers mean is `ConfigurationCheck`'s.
    func reward(_ field: Field?) -> RewardConfiguration {
        var reward = RewardConfiguration()
        guard let section = section(field, of: RewardKey.self) else { return reward }
        reward.signal = choice(section[.signal], of: RewardSignal.self) ?? reward.signal
        reward.curve = choice(section[.curve], of: CurveKind.self) ?? reward.curve
        reward.length = length(section[.length]) ?? reward.length
        reward.weight = number(section[.weight], in: .any(magnitude: 1e9)) ?? reward.weight
        reward.discount = number(section[.discount], in: .any(magnitude: 1e9)) ?? reward.discount
        reward.maxDistance = length(section[.maxDistance]) ?? reward.maxDistance
        reward.timePenalty = number(section[.timePenalty], in: .nonNegative(through: 1e9)) ?? reward.timePenalty
        reward.failurePenalty = failure(section[.failure])
        reward.isAddedToBaseReward = choice(section[.baseReward], of: BaseReward.self) == .external
        reward.success = success(section[.success])
        if let progress = share(section[.progress]) {
            (reward.progressRequired, reward.progressWindow) = progress
        }
        return reward
    }

    private func length(_ field: Field?) -> Double? {
        quantity(field, in: .positive(through: 100), unit: .meters)
    }

    private func failure(_ field: Field?) -> Double? {
        guard let section = section(field, of: FailureKey.self) else { return nil }
        return number(
            required(.penalty, of: section, allowed: "what a failed episode costs, once"),
            in: .nonNegative(through: 1e12))
    }

    private func success(_ field: Field?) -> SuccessConfiguration? {
        guard let section = section(field, of: SuccessKey.self) else { return nil }
        let within = length(required(.within, of: section, allowed: "a distance in metres"))
        let share = share(section[.required])
        let bonus = number(section[.bonus], in: .any(magnitude: 1e9))
        let gates = gates(section[.gates])
        guard let within else { return nil }
        var success = SuccessConfiguration(within: within, gates: gates)
        if let share { (success.required, success.window) = share }
        success.bonus = bonus ?? success.bonus
        return success
    }

    private func gates(_ field: Field?) -> [SuccessGate] {
        let allowed = "a list of comparisons as \"gripper_opening < 0.04\""
        return (items(field, allowed: allowed, maximum: 64) ?? []).compactMap { item in
            guard let text = text(item, allowed: "a comparison as \"gripper_opening < 0.04\"") else { return nil }
            if let gate = SuccessGate(parsing: text) { return gate }
            report(item, allowed: "name, one of < > <= >=, number; as \"gripper_opening < 0.04\"")
            return nil
        }
    }
}

extension SuccessGate {
    /// `gripper_opening < 0.04`; the spaces may be left out.
    init?(parsing text: String) {
        // Longer relations first, or "<=" would read as "<".
        let relations = Relation.allCases.sorted { $0.rawValue.count > $1.rawValue.count }
        for relation in relations {
            guard let range = text.range(of: relation.rawValue) else { continue }
            let scalar = String(text[..<range.lowerBound]).trimmed
            let number = String(text[range.upperBound...]).trimmed
            let isName = !scalar.isEmpty && !scalar.contains { $0.isWhitespace || "<>=".contains($0) }
            guard isName, let threshold = Unit.none.parse(number) else { return nil }
            self.init(scalar: scalar, relation: relation, threshold: threshold)
            return
        }
        return nil
    }
}
