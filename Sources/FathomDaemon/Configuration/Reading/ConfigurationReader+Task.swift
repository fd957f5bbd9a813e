import Fathom

enum TaskKey: String, ConfigurationKey {
    case name, streams, each, gripper, target, distance, sensor
    case maxDepth = "max_depth"
    case staleAfter = "stale_after"
    case holdFor = "hold_for"
    case hiddenSpeed = "hidden_speed"
    case robot, reward
}

enum SelectorKey: String, ConfigurationKey {
    case pose, label, region, detections, tag, description
}

enum TagKey: String, ConfigurationKey {
    case family, id, size, offset
}

enum SensorKey: String, ConfigurationKey {
    case stereo, sigma
}

extension ConfigurationReader {
    /// One task; `nil` when something that must be there is missing, with the issue reported.
    func task(_ field: Field, limits: FrameLimits, lexicon: Lexicon) -> TaskConfiguration? {
        guard let section = section(field, of: TaskKey.self) else { return nil }
        let name = name(required(.name, of: section, allowed: Self.nameRule))
        let streams = streams(section)
        let gripper = selector(required(.gripper, of: section, allowed: Self.selectorRule))
        let target = selector(required(.target, of: section, allowed: Self.selectorRule))
        let reward = reward(section[.reward])
        let distance = choice(section[.distance], of: DistanceKind.self)
        let sensor = sensor(section[.sensor])
        let bounds = bounds(section, limits: limits)
        guard let name, let streams, let gripper, let target else { return nil }
        var task = TaskConfiguration(name: name, streams: streams, gripper: gripper, target: target, reward: reward)
        task.distance = distance ?? task.distance
        task.depthNoise = sensor ?? task.depthNoise
        task.limits = bounds.limits
        task.staleAfterNanoseconds = bounds.staleAfter ?? task.staleAfterNanoseconds
        task.holdNanoseconds = bounds.holdFor ?? task.holdNanoseconds
        task.hiddenSpeed = bounds.hiddenSpeed ?? task.hiddenSpeed
        task.robot = robot(section[.robot])
        task.lexicon = lexicon
        task.digest = task.computedDigest
        return task
    }

    private struct Bounds {
        var limits: FrameLimits
        var staleAfter: Int64?
        var holdFor: Int64?
        var hiddenSpeed: Double?
    }

    private func bounds(_ section: Section<TaskKey>, limits: FrameLimits) -> Bounds {
        var limits = limits
        limits.maxDepth = quantity(section[.maxDepth], in: .positive(through: 1000), unit: .meters) ?? limits.maxDepth
        return Bounds(
            limits: limits, staleAfter: duration(section[.staleAfter]), holdFor: duration(section[.holdFor]),
            hiddenSpeed: quantity(section[.hiddenSpeed], in: .nonNegative(through: 100), unit: .metersPerSecond))
    }

    /// Nanoseconds, from 1 ms to one day.
    private func duration(_ field: Field?) -> Int64? {
        guard let seconds = quantity(field, in: .positive(through: 86_400), unit: .seconds), let field else {
            return nil
        }
        guard seconds >= 0.001 else {
            report(field, allowed: "at least 1 ms")
            return nil
        }
        return Int64((seconds * 1e9).rounded())
    }

    private func sensor(_ field: Field?) -> DepthNoise? {
        guard let field else { return nil }
        let allowed = "ideal, structured-light, { stereo: 1/metres } or { sigma: metres }"
        if case .scalar(let text, _) = field.value.content {
            switch text {
            case "ideal": return .ideal
            case "structured-light": return .structuredLight
            default:
                let names = ["ideal", "structured-light", "stereo", "sigma"]
                report(field, allowed: allowed, suggestion: Spelling.nearest(to: text, among: names))
                return nil
            }
        }
        guard let section = section(field, of: SensorKey.self) else { return nil }
        switch (section[.stereo], section[.sigma]) {
        case (let stereo?, nil):
            return number(stereo, in: .positive(through: 1)).map { .stereo(coefficient: $0) }
        case (nil, let sigma?):
            return quantity(sigma, in: .positive(through: 1), unit: .meters).map { .constant($0) }
        default:
            if section.fields.count == 2 { report(field, found: "both stereo and sigma", allowed: allowed) }
            if case .mapping(let entries) = field.value.content, entries.isEmpty { report(field, allowed: allowed) }
            return nil
        }
    }
}
