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

    var logRatio: Double { cues.sum() }

    /// By where it is and how it compares with others.
    var place: Double { self[.relation] + self[.rank] }

    /// By what it looks like.
    var looks: Double { logRatio - place }

    /// The cue that speaks most against it.
    var worst: Cue? {
        Cue.allCases.filter { self[$0] < -0.5 }.min { self[$0] < self[$1] }
    }
}
