/// Which thing of a scene a description means.
public enum Choice: Sendable {
    /// This one, with the probability that it is what was asked for.
    case chosen(Candidacy)
    /// Several fit too well to decide; each with the shortest phrase that would settle it. Best first.
    case ambiguous([Candidacy])
    /// Nothing fits; the nearest misses, best first.
    case absent([Candidacy])

    /// One thing and how well it fits.
    public struct Candidacy: Sendable, Equatable {
        /// Its label in the scene.
        public var label: Int
        /// Probability in [0, 1] that it is what was asked for.
        public var probability: Double
        /// The shortest phrase that means it and none of the others; `nil` where none was found or asked for.
        public var phrase: String?

        public init(label: Int, probability: Double, phrase: String? = nil) {
            (self.label, self.probability, self.phrase) = (label, probability, phrase)
        }
    }
}
