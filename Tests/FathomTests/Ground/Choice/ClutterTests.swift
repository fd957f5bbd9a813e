import Foundation
import Testing

@testable import Fathom

/// How good the choices are among random things whose sizes, colours and forms are measured with errors.
///
/// Seeds from 1001 are for fitting the constants, by `launch/calibrate`; those below are for judging them.
@Suite struct ClutterTests {
    static func tally(_ seeds: ClosedRange<UInt64>, where isCounted: (Trial) -> Bool = { _ in true }) -> Tally {
        var tally = Tally()
        for seed in seeds {
            for trial in Trial.all(seed: seed) where isCounted(trial) {
                let chooser = Chooser(trial.phrase)
                tally.add(trial, chooser.decide(in: trial.clutter.scene), chooser.weigh(trial.clutter.scene).belief)
            }
        }
        return tally
    }

    /// These things' attributes are made up, more harshly than rendered ones turn out, to which the constants are fitted;
    /// launch/evaluate says how good the choices are there.
    @Test func probabilitiesHoldAndWrongThingsAreRare() {
        let tally = Self.tally(1...120) { !$0.phrase.colors.isEmpty && $0.phrase.selector == nil }
        #expect(tally.calibrationError <= 0.12, "\(tally.text)")
        #expect(tally.wrong * 100 <= tally.unambiguous, "\(tally.text)")
        #expect(tally.right * 10 >= tally.unambiguous * 8, "\(tally.text)")
        #expect(tally.missingChosen * 5 <= tally.missing, "\(tally.text)")
    }

    @Test func theOrderOfThingsChangesNothing() {
        for seed in 1...30 as ClosedRange<UInt64> {
            for trial in Trial.all(seed: seed).prefix(4) {
                var turned = trial.clutter.scene
                turned.objects.reverse()
                let (choice, other) = (
                    Chooser(trial.phrase).decide(in: trial.clutter.scene), Chooser(trial.phrase).decide(in: turned)
                )
                guard case .chosen(let a) = choice else { continue }
                guard case .chosen(let b) = other else { return #expect(Bool(false)) }
                #expect(a.label == b.label && abs(a.probability - b.probability) < 1e-9)
            }
        }
    }

    @Test func probabilitiesAddUpToOne() {
        for seed in 1...30 as ClosedRange<UInt64> {
            for trial in Trial.all(seed: seed) {
                let belief = Chooser(trial.phrase).weigh(trial.clutter.scene).belief
                #expect(abs(belief.things.reduce(belief.none, +) - 1) < 1e-9)
                #expect(belief.things.allSatisfy { $0 >= 0 && $0 <= 1 })
            }
        }
    }

    /// Prints the constants of `ChoiceCalibration` that fit the training seeds best; run by `launch/calibrate`.
    @Test(.enabled(if: ProcessInfo.processInfo.environment["FATHOM_CALIBRATE"] != nil))
    func calibrate() {
        let trials = (1001...1100 as ClosedRange<UInt64>).flatMap { Trial.all(seed: $0, nouns: Clutter.trainingNouns) }
            .filter { $0.phrase.selector == nil }
        let weighed = trials.map { trial in
            let model = PhraseModel(trial.phrase)
            let weighing = Weighing(trial.clutter.scene, calibration: .fitted, usesPlaces: false)
            return (trial, model, weighing, weighing.fits(model))
        }
        var best: (loss: Double, line: String) = (.infinity, "")
        for slope in [0.9, 1.1, 1.3, 1.5, 1.7] {
            for prior in [1.0, 1.5, 2, 2.5] {
                for further in [0.005, 0.01, 0.02, 0.05] {
                    var calibration = ChoiceCalibration.fitted
                    (calibration.slope, calibration.logPriorOne, calibration.furtherOne) = (slope, prior, further)
                    var (loss, tally) = (0.0, Tally())
                    for (trial, model, weighing, fits) in weighed {
                        let belief = Weighing(weighing, calibration: calibration).belief(model, fits)
                        let truth = trial.truth.reduce(0) { $0 + belief.things[$1 - 1] }
                        loss -= Logarithm.natural(max(trial.truth.isEmpty ? belief.none : truth, 1e-6))
                        tally.add(trial, .absent([]), belief)
                    }
                    let line =
                        "slope \(slope) logPriorOne \(prior) furtherOne \(further): log loss "
                        + "\(loss / Double(trials.count)), calibration error \(tally.calibrationError)"
                    if loss < best.loss { best = (loss, line) }
                }
            }
        }
        print(best.line)
    }
}
