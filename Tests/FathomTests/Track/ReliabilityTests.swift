import FathomTestKit
import Testing

@testable import Fathom

/// Whether σ is true: over things of random forms, sizes and places, seen well, half hidden and full of holes.
@Suite struct ReliabilityTests {
    private static let each = 6

    @Test(arguments: [DepthNoise.structuredLight, .stereo(coefficient: 0.003)])
    func theIntervalCoversTheTruthAndIsNoWiderThanItMust(noise: DepthNoise) throws {
        var all = RandomThings.Tally()
        for form in RandomThings.Form.allCases {
            for look in RandomThings.Look.allCases {
                var things = RandomThings(random: SplitMix64(seed: 5), noise: noise)
                all = all + (try things.play(form, look, count: Self.each, frames: 2))
            }
        }
        #expect(all.answered > 0.9 * all.frames)
        // Frames of one thing err alike, so that 54 things are all that is counted: 90 % of them, less two of their own spread.
        #expect(all.coverage > 0.82)
        #expect((0.6...1.8).contains(all.sigmaOverError))
    }

    /// A thing of which half the depth is missing is as large as its outline, not as one of its pieces.
    @Test func holesDoNotMakeAThingSmaller() throws {
        for form in RandomThings.Form.allCases {
            var things = RandomThings(random: SplitMix64(seed: 8))
            let tally = try things.play(form, .holes, count: Self.each, frames: 2)
            // Pieces of equal right are ambiguous now and then.
            #expect(tally.answered >= 0.6 * tally.frames)
            #expect(tally.rootMeanSquare < 0.008)
        }
    }
}
