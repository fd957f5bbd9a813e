import Fathom

/// Trainers at the control socket. `lockstep PART` measures one part alone.
enum LockstepRows {
    private static let parts: [(name: String, rows: @Sendable (Options) throws -> [Row])] = [
        ("round-trip", RoundTripRows.run), ("environments", EnvironmentRows.run), ("exact", ExactRows.run),
        ("neighbours", NeighbourRows.run), ("batches", BatchRows.run),
    ]

    static func run(_ options: Options) throws -> [Row] {
        let chosen = options.rest.isEmpty ? parts : parts.filter { options.rest.contains($0.name) }
        guard !chosen.isEmpty else {
            throw Failure("lockstep: expected some of \(parts.map(\.name).joined(separator: ", "))")
        }
        return try chosen.flatMap { try $0.rows(options) }
    }
}
