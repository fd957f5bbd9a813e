/// How far one entity is known after a frame, and why no further; of two, the worse counts.
struct Verdict: Comparable {
    enum Role: String {
        case gripper, target
    }

    var status: RewardStatus
    var reason: String?

    init(_ sighting: Sighting, _ state: EntityTrack.State, of role: Role) {
        switch sighting {
        case .seen:
            status = .measured
        case .hidden(let why):
            switch state {
            // Another camera sees it.
            case .seen: (status, reason) = (.measured, nil)
            case .held: (status, reason) = (.held, why)
            case .none: (status, reason) = (.absent, why)
            }
        case .ambiguous(let why):
            status = .ambiguous
            reason = why
        case .absent(let why):
            status = .absent
            reason = why
        }
        // Small strings live in place: naming a hidden gripper or target allocates nothing.
        if let why = reason, why == "hidden" {
            reason = role == .gripper ? "gripper hidden" : "target hidden"
        } else if let why = reason {
            reason = "\(role.rawValue): \(why)"
        }
    }

    static func < (left: Self, right: Self) -> Bool {
        left.status < right.status
    }
}
