/// The constants that turn summed cues into probabilities: begun from `launch/calibrate`, then set so that the scores of
/// `launch/evaluate` on the training split of simulated clutter hold as probabilities.
struct ChoiceCalibration: Sendable {
    /// Of the summed log-likelihood ratios (Platt 1999): above 1, for the ratios are told with caution.
    var slope = 1.5
    /// ln of the odds that what "the red mug" means is there at all.
    var logPriorOne = 2.7
    /// The same for one of several, times how many there are.
    var logPriorSeveral = 2.6
    /// How much less likely each further thing that fits makes a scene when the phrase says that there is one.
    var furtherOne = 0.004
    /// The same when the phrase says that there are several.
    var furtherSeveral = 0.7
    /// Probability from which the best is chosen.
    var certainty = 0.8

    static let fitted = ChoiceCalibration()
}
