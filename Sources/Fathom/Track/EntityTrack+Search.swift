/// Which of the things that look like the entity is the entity.
extension EntityTrack {
    /// Metres a second at which a thing may be carried while it is not seen.
    private static let carrySpeed = 1.0
    /// Metres by which two sightings of one thing at rest may differ.
    private static let slack = 0.01
    /// Looks at something elsewhere before it is believed to be the entity: one more when it may still be at its place.
    static let looksWhenGone = 2
    private static let looksWhenHidden = 3
    /// Every so many frames a hidden thing is looked for elsewhere.
    private static let lookInterval = 3

    /// The whole frame was looked through: at the start, when the place is empty, or now and then while it is hidden.
    mutating func search(_ finds: Finds, at time: Int64, _ role: Verdict.Role) -> Verdict {
        guard state != .none else { return begin(finds, at: time, role) }
        framesUntilLook = Self.lookInterval
        if isMeasuredAnew(finds, at: time) { return .measured }
        if finds.place == .blocked, state == .seen { suspect(finds, at: time) }
        if finds.place == .empty { others.dropSuspects() }
        let fresh = pick(finds)
        if let fresh, believe(fresh.thing, isEmerging: fresh.isEmerging, finds.place, at: time) {
            others.remove(at: fresh.thing.center)
            adopt(fresh.thing, at: time)
            purity = fresh.purity
            attachment.drop()
            examination.noteReturn()
            return .measured
        }
        if finds.place == .empty, state == .seen { return doubt(at: time, role) }
        guard candidate?.nanoseconds != time else {
            if finds.place == .blocked { _ = hide(finds.reason, at: time, role) } else { lose() }
            return Verdict(.ambiguous, "hidden, and another thing that looks like it is seen", of: role)
        }
        candidate = nil
        if finds.place == .empty, attachment.noteGone() { return hide("taken by the gripper", at: time, role) }
        guard finds.place != .blocked else { return hide(finds.reason, at: time, role) }
        lose()
        return Verdict(finds.status, finds.reason, of: role)
    }

    /// Depth that is off in a single frame shows an empty place as well: the next frame decides.
    mutating func doubt(at time: Int64, _ role: Verdict.Role) -> Verdict {
        hide("out of place, in a single frame so far", at: time, role)
    }

    /// It is where it is expected, only larger than it was taken for: in part hidden, or full of holes, when it was measured.
    private mutating func isMeasuredAnew(_ finds: Finds, at time: Int64) -> Bool {
        guard finds.place == .blocked, let shape,
            let place = finds.nearest(to: shape.center, within: shape.boundingRadius + Self.slack),
            finds.things[place].shape.boundingRadius > shape.boundingRadius, isBetter(finds, place)
        else { return false }
        remeasure(finds.things[place], at: time)
        return true
    }

    private mutating func begin(_ finds: Finds, at time: Int64, _ role: Verdict.Role) -> Verdict {
        guard let chosen = finds.chosen else { return Verdict(finds.status, finds.reason, of: role) }
        adopt(finds.things[chosen], at: time)
        purity = finds.purity(chosen)
        for place in finds.things.indices where place != chosen {
            others.note(finds.things[place].center, isCertain: true)
        }
        return .measured
    }

    /// What is there in the frame in which the entity is hidden can hardly be it.
    private mutating func suspect(_ finds: Finds, at time: Int64) {
        for thing in finds.things { others.note(thing.center, isCertain: !isWithinReach(thing.center, at: time)) }
    }

    /// Whether the entity can have come from its last place to `center`.
    func isWithinReach(_ center: Vector3, at time: Int64) -> Bool {
        guard let filter else { return false }
        let reach = Self.slack + Self.carrySpeed * Self.seconds(from: seenNanoseconds, to: time)
        return (center - filter.center).length <= reach
    }

    /// The one thing that is not known to be another.
    private mutating func pick(_ finds: Finds) -> (thing: Observation, isEmerging: Bool, purity: Double)? {
        var fresh: [Int] = []
        for place in finds.things.indices where !others.follow(finds.things[place].center) { fresh.append(place) }
        guard let one = fresh.count == 1 ? fresh[0] : fresh.first(where: { $0 == finds.chosen }) else { return nil }
        return (finds.things[one], finds.isEmerging(one), finds.purity(one))
    }

    private mutating func believe(
        _ thing: Observation, isEmerging: Bool, _ place: Finds.Place, at time: Int64
    ) -> Bool {
        let isNear = isWithinReach(thing.center, at: time)
        if place != .blocked, isNear { return true }
        if place == .blocked, !isNear {
            others.note(thing.center, isCertain: true)
            return false
        }
        let looks = look(at: thing.center, time, isExplained: isEmerging || attachment.isBeside)
        guard place == .blocked else { return looks >= Self.looksWhenGone }
        // It may be another that was put down in the open.
        return looks >= Self.looksWhenHidden && candidate?.isExplained == true
    }

    /// How often the thing at `center` was taken for a candidate, frame after frame.
    mutating func look(at center: Vector3, _ time: Int64, isExplained: Bool = true) -> Int {
        var (looks, wasExplained) = (1, isExplained)
        if let candidate {
            let seconds = Self.seconds(from: candidate.nanoseconds, to: time)
            let step = Self.slack + Self.carrySpeed * seconds
            if (candidate.center - center).length <= step {
                (looks, wasExplained) = (candidate.looks + 1, candidate.isExplained)
            }
        }
        candidate = Candidate(center: center, looks: looks, nanoseconds: time, isExplained: wasExplained)
        return looks
    }
}
