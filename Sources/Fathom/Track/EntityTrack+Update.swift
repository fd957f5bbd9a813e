extension EntityTrack {
    /// Takes in what a frame shows.
    /// - Parameter othersSeeWithin: how long, in nanoseconds, another camera's sighting outweighs that this one is blocked.
    /// - Returns: how far the entity is known then.
    @discardableResult mutating func update(
        _ sighting: Sighting, at time: Int64, othersSeeWithin: Int64 = 0, of role: Verdict.Role = .target
    ) -> Verdict {
        switch sighting {
        case .seen(let observation, let isReacquired):
            return take(observation, at: time, isReacquired: isReacquired, role)
        case .examined(let observation, let finds):
            return examine(observation, finds, at: time, role)
        case .found(let finds):
            return isSeenByOthers(at: time, within: othersSeeWithin) ? .measured : search(finds, at: time, role)
        case .hidden(let why):
            guard !isSeenByOthers(at: time, within: othersSeeWithin) else { return .measured }
            return hide(why, at: time, role)
        case .ambiguous(let why):
            guard !isSeenByOthers(at: time, within: othersSeeWithin) else { return .measured }
            lose()
            return Verdict(.ambiguous, why, of: role)
        case .absent(let why):
            guard !isSeenByOthers(at: time, within: othersSeeWithin) else { return .measured }
            lose()
            return Verdict(.absent, why, of: role)
        }
    }

    private func isSeenByOthers(at time: Int64, within limit: Int64) -> Bool {
        state == .seen && limit > 0 && time - seenNanoseconds <= limit
    }

    private mutating func take(
        _ observation: Observation, at time: Int64, isReacquired: Bool, _ role: Verdict.Role
    ) -> Verdict {
        if case .point = observation.shape {
            // A second camera's frame may be late, and an older pose is no news.
            if state == .none || time >= updatedNanoseconds { adopt(observation, at: time) }
        } else if state == .none || state == .lost || isReacquired {
            adopt(observation, at: time)
        } else {
            return follow(observation, at: time, role)
        }
        return .measured
    }

    /// It is where it was expected, or near there.
    private mutating func follow(_ observation: Observation, at time: Int64, _ role: Verdict.Role) -> Verdict {
        if !isWithinReach(observation.center, at: time) {
            guard look(at: observation.center, time) >= Self.looksWhenGone else { return doubt(at: time, role) }
        }
        if state == .held { examination.noteReturn() }
        // Both are seen, so they are two.
        if let candidate, !isWithinReach(candidate.center, at: time) { others.note(candidate.center, isCertain: true) }
        correct(observation, at: time)
        return .measured
    }

    mutating func hide(_ why: String, at time: Int64, _ role: Verdict.Role) -> Verdict {
        guard state == .seen || state == .held, time - seenNanoseconds <= holdNanoseconds else {
            lose()
            return Verdict(.absent, why, of: role)
        }
        state = .held
        framesUntilLook -= 1
        updatedNanoseconds = max(updatedNanoseconds, time)
        return Verdict(.held, why, of: role)
    }

    mutating func lose() {
        if state != .none { state = .lost }
    }

    /// It is where it was expected; is it still what it was?
    private mutating func examine(
        _ observation: Observation, _ finds: Finds, at time: Int64, _ role: Verdict.Role
    ) -> Verdict {
        let verdict = follow(observation, at: time, role)
        let reach = max(observation.shape.boundingRadius, 0.02)
        guard let place = finds.nearest(to: observation.center, within: reach) else {
            guard finds.isContradicted else {
                examination.abstain()
                return verdict
            }
            guard examination.fail() else { return verdict }
            disown()
            examination.pass()
            return Verdict(.absent, "what was followed turned out to be another thing", of: role)
        }
        examination.pass()
        if verdict.status == .measured, isBetter(finds, place) { remeasure(finds.things[place], at: time) }
        for thing in finds.things where (thing.center - observation.center).length > reach {
            others.note(thing.center, isCertain: true)
        }
        return verdict
    }

    /// Whether a whole look at the entity is to be taken instead of the one in force.
    ///
    /// Where less of it has the colours it is joined to something else, fingers for one, and looks larger than it is; where more
    /// of it has, the one in force was.
    mutating func isBetter(_ finds: Finds, _ place: Int) -> Bool {
        guard let shape else { return false }
        let (other, share) = (finds.things[place].shape, finds.purity(place))
        if finds.isLoose { return Self.isLike(other.size, shape.size) }
        guard share >= purity - Self.impurity else { return false }
        // Part of what borders on something nearer may be hidden by that.
        if share > purity + Self.impurity, !finds.isEmerging(place) {
            purity = share
            sizes.begin(other)
            return true
        }
        return sizes.note(other, insteadOf: shape)
    }

    /// Whether one look at fingers may show what another did, more or less open: where a finger or the tips are hidden, one is
    /// much narrower or lower.
    private static func isLike(_ one: Vector3, _ other: Vector3) -> Bool {
        max(one.x, one.y) > 0.4 * max(other.x, other.y) && one.z > 0.75 * other.z
    }

    /// By which that share differs between looks at one thing alone, from side to side and from light to light.
    private static let impurity = 0.03
}
