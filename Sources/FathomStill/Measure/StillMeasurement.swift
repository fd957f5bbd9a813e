internal import Fathom

/// What a picture tells about one thing or two.
struct StillMeasurement {
    /// One of the two.
    struct Entity {
        /// As it was written.
        var text: String
        /// `measured`, `ambiguous` or `absent`.
        var status = RewardStatus.measured
        /// What it is; `nil` when it was not found.
        var thing: SnapshotThing?
        /// What else fits, or nearly does.
        var candidates: [SnapshotThing] = []
        /// What fits as well.
        var rivals: [SnapshotThing] { status == .ambiguous ? candidates : [] }
    }

    var status: RewardStatus
    /// Why there is no distance.
    var reason: String?
    var kind: DistanceKind
    /// Between the two; of one alone, from the camera to it. The ends are in the camera's frame.
    var distance: Distance?
    var a: Entity
    var b: Entity?
    /// Up in the camera's frame, where it is known.
    var up: Vector3?

    /// Looks for one thing or two and measures.
    init(
        _ a: EntityArgument, _ b: EntityArgument?, kind: DistanceKind, in snapshot: Snapshot
    ) throws(StillError) {
        let first = try Self.look(for: a, in: snapshot)
        let second = try b.map { b throws(StillError) in try Self.look(for: b, in: snapshot) }
        (self.a, self.b, self.kind) = (first.entity, second?.entity, kind)
        status = max(first.entity.status, second?.entity.status ?? .measured)
        let reasons = [first.reason, second?.reason].compactMap(\.self)
        reason = reasons.isEmpty ? nil : reasons.joined(separator: "; ")
        up = snapshot.upInCamera
        guard let from = first.entity.thing else { return }
        // Of one alone, the distance is the camera's to it.
        guard let to = b == nil ? snapshot.cameraPlace : second?.entity.thing else { return }
        do throws(Rejection) {
            distance = try snapshot.distance(from: from, to: to, kind: kind)
        } catch {
            (status, reason) = (.absent, "\(kind.rawValue) needs \(error.expected), found \(error.found)")
        }
    }

    private static func look(
        for argument: EntityArgument, in snapshot: Snapshot
    ) throws(StillError) -> (entity: Entity, reason: String?) {
        do throws(Rejection) {
            switch try snapshot.find(argument.entity) {
            case .found(let thing):
                return (Entity(text: argument.text, thing: thing), nil)
            case .ambiguous(let reason, let candidates):
                return (Entity(text: argument.text, status: .ambiguous, candidates: candidates), reason)
            case .absent(let reason, let candidates):
                return (Entity(text: argument.text, status: .absent, candidates: candidates), reason)
            }
        } catch {
            throw StillError(error, argument: "'\(argument.text.shortened)'")
        }
    }
}
