/// How far one entity is known after a frame, and why no further; of two, the worse counts.
struct Verdict: Comparable {
    enum Role: String {
        case gripper, target
    }

    var status: RewardStatus
    var reason: String?

    static let measured = Verdict(status: .measured, reason: nil)

    init(status: RewardStatus, reason: String?) {
        self.status = status
        self.reason = reason
    }

    init(_ status: RewardStatus, _ why: String, of role: Role) {
        // The ordinary case is a literal: a steady held frame allocates nothing.
        let literal = role == .gripper ? "gripper hidden" : "target hidden"
        self.init(status: status, reason: why == Sighting.blocked ? literal : "\(role.rawValue): \(why)")
    }

    /// Of a frame that may not change the track.
    init(doubtful state: EntityTrack.State, of role: Role) {
        switch state {
        case .seen: self = .measured
        case .held: self.init(.held, Sighting.blocked, of: role)
        case .none, .lost: self.init(.absent, "seen by a doubted camera alone", of: role)
        }
    }

    static func < (left: Self, right: Self) -> Bool {
        left.status < right.status
    }
}
