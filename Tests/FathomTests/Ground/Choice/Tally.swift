@testable import Fathom

/// How many choices came out how, and how well their probabilities hold.
struct Tally {
    var unambiguous = 0
    var (right, wrong, withheld) = (0, 0, 0)
    var (twins, twinsAmbiguous, twinsChosen) = (0, 0, 0)
    var (missing, missingAbsent, missingChosen) = (0, 0, 0)
    /// By tenths of the best thing's probability: how many, their sum, how often it was right.
    private var bins = Array(repeating: (count: 0.0, probability: 0.0, right: 0.0), count: 10)

    mutating func add(_ trial: Trial, _ choice: Choice, _ belief: Belief) {
        let verdict = trial.verdict(choice)
        switch trial.truth.count {
        case 0:
            missing += 1
            if verdict == .absent { missingAbsent += 1 }
            if verdict == .wrong { missingChosen += 1 }
        case 1:
            unambiguous += 1
            if verdict == .right { right += 1 }
            if verdict == .wrong { wrong += 1 }
            if verdict == .withheld { withheld += 1 }
        default:
            twins += 1
            if verdict == .ambiguous { twinsAmbiguous += 1 }
            if verdict == .wrong { twinsChosen += 1 }
        }
        guard let best = belief.ranking.best else { return }
        let probability = belief.things[best]
        let bin = min(Int(probability * 10), 9)
        bins[bin].count += 1
        bins[bin].probability += probability
        // Of several that are meant, each is what was asked for as often as the others.
        if trial.truth.contains(best + 1) { bins[bin].right += 1 / Double(trial.truth.count) }
    }

    /// Mean over all of |how often right − probability| in ten bins (Guo et al. 2017).
    var calibrationError: Double {
        let total = bins.reduce(0) { $0 + $1.count }
        return bins.reduce(0) { $0 + abs($1.right - $1.probability) } / max(total, 1)
    }

    var text: String {
        """
        unambiguous \(unambiguous): right \(right), wrong \(wrong), withheld \(withheld)
        twins \(twins): ambiguous \(twinsAmbiguous), chosen \(twinsChosen)
        missing \(missing): absent \(missingAbsent), chosen \(missingChosen)
        calibration error \(calibrationError)
        \(bins.map { "\(Int($0.count)): \($0.probability / max($0.count, 1)) → \($0.right / max($0.count, 1))" }
            .joined(separator: "\n"))
        """
    }
}
