/// What speaks for and against one thing being what a phrase means: a log-likelihood ratio (target against other) a cue.
struct Fit: Sendable, Equatable {
    /// Places in `cues`.
    enum Cue: Int, CaseIterable {
        case color, part, size, form, material, relation, rank, other
    }

    private(set) var cues = SIMD8<Double>.zero

    subscript(cue: Cue) -> Double {
        get { cues[cue.rawValue] }
        set { cues[cue.rawValue] = newValue }
    }

    /// All cues together, each for what it is worth.
    var logRatio: Double { (cues * Self.trust).sum() }

    /// By where it is and how it compares with others.
    var place: Double { worth(.relation) + worth(.rank) }

    /// By what it looks like.
    var looks: Double { logRatio - place }

    /// The cue that speaks most against it.
    var worst: Cue? {
        Cue.allCases.filter { worth($0) < -0.5 }.min { worth($0) < worth($1) }
    }

    func worth(_ cue: Cue) -> Double { self[cue] * Self.trust[cue.rawValue] }

    /// Adds what is worth `logRatio`.
    mutating func add(_ logRatio: Double, to cue: Cue) {
        self[cue] += logRatio / Self.trust[cue.rawValue]
    }
}
