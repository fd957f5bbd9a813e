import Testing

@testable import Fathom

/// How good the choices are among random things whose sizes, colours and forms are measured with errors.
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
}
