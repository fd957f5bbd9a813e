/// What one frame shows of an entity.
enum Sighting {
    /// It was seen; `isReacquired` when it was looked for everywhere instead of where it was expected.
    case seen(Observation, isReacquired: Bool)
    /// Something is in front of where it must be, or nothing can be told there.
    case hidden(reason: String)
    /// Several things fit.
    case ambiguous(reason: String)
    /// Nothing fits.
    case absent(reason: String)

    /// Why something is hidden, in the ordinary case.
    static let blocked = "hidden"

    /// Nothing that is not a number gets into a track: it would never leave it again.
    var finite: Sighting {
        guard case .seen(let seen, _) = self else { return self }
        let isFinite = seen.center.isFinite && seen.noise.trace.isFinite && seen.systematic.trace.isFinite
        return isFinite ? self : .hidden(reason: "what is seen has no finite place; check the intrinsics")
    }
}

/// Where an entity is expected, from its track.
struct Prediction {
    /// In the tracks' frame of reference, completed.
    var shape: Shape
    /// Standard deviation of the centre along its least certain axis, metres.
    var sigma: Double
    /// Metres that it may have moved since it was last seen.
    var reach: Double
}
