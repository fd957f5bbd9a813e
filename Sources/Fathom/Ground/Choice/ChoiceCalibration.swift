/// The constants that turn cues into probabilities: fitted to what the phrases of simulated clutter of the training split
/// mean (conditional logit, McFadden 1974, over all sets of things that may fit).
struct ChoiceCalibration: Sendable {
    /// ln of the odds that what "the red mug" means is there at all.
    var logPriorOne = 1.5
    /// The same that a thing is one of several of which the phrase means one.
    var logPriorSeveral = 1.5
    /// How much less likely each further thing that fits makes a scene when the phrase says that there is one.
    var furtherOne = 0.012
    /// The same when the phrase says that there are several.
    var furtherSeveral = 0.7
    /// Probability from which the best is chosen.
    var certainty = 0.72

    static let fitted = ChoiceCalibration()
}

extension Fit {
    /// What a log-likelihood ratio of each cue is worth beside the others': less than 1 where the cue is told too boldly, or
    /// tells what another tells as well.
    static let trust = SIMD8<Double>(1.1, 0.7, 0.55, 1.85, 1.5, 1.85, 1.45, 1.1)
}
