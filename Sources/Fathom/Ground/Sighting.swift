/// What one frame shows of an entity.
enum Sighting {
    /// It was seen; `isReacquired` when it was looked for everywhere instead of where it was expected.
    case seen(Observation, isReacquired: Bool)
    /// It was seen where it was expected, and the whole frame was looked through to see whether it is still what it was.
    case examined(Observation, Finds)
    /// The whole frame was looked through for what the description says.
    case found(Finds)
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
        switch self {
        case .seen(let seen, _) where !seen.isFinite, .examined(let seen, _) where !seen.isFinite:
            .hidden(reason: "what is seen has no finite place; check the intrinsics")
        case .found(let finds) where !finds.things.allSatisfy(\.isFinite):
            .hidden(reason: "what is seen has no finite place; check the intrinsics")
        default: self
        }
    }
}

/// What looks like the described thing in a whole frame.
struct Finds {
    /// What is seen at the place where the entity was expected.
    enum Place {
        /// No place was expected.
        case unknown
        /// What lies beyond it: the entity is not there.
        case empty
        /// Something in front of it.
        case blocked
    }

    /// Things that look the part, wherever they are.
    var things: [Observation]
    /// Which of them border on something nearer, from behind which they may just have come.
    var emerging: [Bool] = []
    /// Share in [0, 1] of each one's pixels that deserve the described colours: less where it is joined to something else.
    var purity: [Double] = []
    /// Whether its pieces move against each other, as fingers do, so that its size changes.
    var isLoose = false
    /// Which of `things` the description means, where it decides.
    var chosen: Int?
    /// `ambiguous` or `absent`, with `reason`, when there is no `chosen`.
    var status: RewardStatus
    var reason: String
    var place = Place.unknown
    /// Whether a thing of its size stands where the entity was expected that is no such thing.
    var isContradicted = false
}

extension Finds {
    /// Index of the thing nearest to a place, no further than `reach` metres.
    func nearest(to place: Vector3, within reach: Double) -> Int? {
        var nearest: (index: Int, distance: Double)?
        for index in things.indices {
            let distance = (things[index].center - place).length
            if distance <= reach, distance < nearest?.distance ?? .infinity { nearest = (index, distance) }
        }
        return nearest?.index
    }

    func purity(_ index: Int) -> Double { purity.indices.contains(index) ? purity[index] : 1 }

    func isEmerging(_ index: Int) -> Bool { emerging.indices.contains(index) && emerging[index] }
}

/// Where an entity is expected, from its track.
struct Prediction {
    /// In the tracks' frame of reference, completed.
    var shape: Shape
    /// Standard deviation of the centre along its least certain axis, metres.
    var sigma: Double
    /// Metres that it may have moved since it was last seen.
    var reach: Double
    /// Whether it is still believed to be there; else only what it looks like is known.
    var isPlaceKnown = true
    /// Whether it is to be looked for everywhere when it is hidden.
    var looksElsewhere = false
    /// Whether it is to be examined against its description although it is seen.
    var isExaminationDue = false

    /// Where a camera will see it whose own place is told wrong by `offset`.
    func moved(by offset: Vector3) -> Prediction {
        guard offset != .zero else { return self }
        var moved = self
        moved.shape = shape.moved(to: shape.center + offset)
        return moved
    }
}

extension Observation {
    var isFinite: Bool {
        center.isFinite && noise.trace.isFinite && systematic.trace.isFinite
    }
}
