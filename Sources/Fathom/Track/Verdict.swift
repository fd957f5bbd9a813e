/// How far one entity is known after a frame, and why no further; of two, the worse counts.
struct Verdict: Comparable {
    enum Role: String {
        case gripper, target
    }

    var status: RewardStatus
    var reason: String?

    init(status: RewardStatus, reason: String?) {
        self.status = status
        self.reason = reason
    }

    /// - Parameter state: the track's after the sighting; `seen` also when another camera sees what this one does not.
    init(_ sighting: Sighting, _ state: EntityTrack.State, of role: Role) {
        switch (sighting, state) {
        case (.seen, _), (_, .seen): (status, reason) = (.measured, nil)
        case (.hidden(let why), .held): (status, reason) = (.held, why)
        case (.hidden(let why), .none): (status, reason) = (.absent, why)
        case (.ambiguous(let why), _): (status, reason) = (.ambiguous, why)
        case (.absent(let why), _): (status, reason) = (.absent, why)
        }
        guard let why = reason else { return }
        // The ordinary case is a literal: a steady held frame allocates nothing.
        let literal = role == .gripper ? "gripper hidden" : "target hidden"
        reason = why == Sighting.blocked ? literal : "\(role.rawValue): \(why)"
    }

    static func < (left: Self, right: Self) -> Bool {
        left.status < right.status
    }
}
