internal import Fathom

extension StillMeasurement {
    /// Camera frame, metres; what was not measured is `null`.
    func json(_ snapshot: Snapshot, _ time: GroundingTime? = nil) -> JSON {
        var candidates: [JSON] = []
        for (name, entity) in [("a", a), ("b", b)] {
            for thing in entity?.candidates ?? [] {
                candidates.append(
                    .object(
                        [("for", .string(name)), ("description", thing.phrase.map(JSON.string) ?? .null)]
                            + thing.fields(snapshot)))
            }
        }
        return .object(
            [
                ("status", .string(status.name)),
                ("reason", reason.map(JSON.string) ?? .null),
                ("distance_m", .meters(distance?.meters)),
                ("std_m", .meters(distance?.standardDeviation)),
                ("a", a.json(snapshot)),
                ("b", b.map { $0.json(snapshot) } ?? .null),
                ("candidates", .array(candidates)),
            ] + (time.map { [("timing", $0.json)] } ?? []))
    }
}

extension StillMeasurement.Entity {
    func json(_ snapshot: Snapshot) -> JSON {
        .object([("description", .string(text))] + (thing?.fields(snapshot) ?? SnapshotThing.noFields))
    }
}

extension SnapshotThing {
    private static let keys = ["center_m", "size_m", "nearest_m", "box", "score", "pixels"]

    /// Of a thing that was not found.
    static var noFields: [(String, JSON)] { keys.map { ($0, JSON.null) } }

    func fields(_ snapshot: Snapshot) -> [(String, JSON)] {
        let values: [JSON] = [
            .vector(snapshot.inCamera(observation.center)), size.map(JSON.vector) ?? .null, .meters(nearest),
            bounds.map { .array([$0.xMin, $0.yMin, $0.xMax, $0.yMax].map(JSON.integer)) } ?? .null,
            .share(score), pixels.map(JSON.integer) ?? .null,
        ]
        return Array(zip(Self.keys, values))
    }
}

extension JSON {
    /// x, y, z in metres.
    static func vector(_ vector: Vector3) -> JSON {
        .array([.meters(vector.x), .meters(vector.y), .meters(vector.z)])
    }
}
