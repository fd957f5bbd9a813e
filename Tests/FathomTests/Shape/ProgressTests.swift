import Fathom
import Testing

@Suite struct ProgressTests {
    @Test func startsWithGainZeroOnceTheWindowHoldsEnough() throws {
        var shaper = try Shaper(configuration: RewardConfiguration())
        #expect(shaper.measure(0.2, step: 0).progress == nil)
        #expect(shaper.measure(0.2, step: 1).progressGain == nil)
        let start = shaper.measure(0.1, step: 2)
        #expect(start.progress == 1 / (1 + (0.2 + 1.64 * 0.001) / 0.1))
        #expect(start.progressGain == 0)
    }

    @Test(arguments: 0..<20)
    func neverFallsAndGainsSumToAtMostOne(seed: Int) throws {
        var random = SplitMix64(seed: UInt64(seed))
        var shaper = try Shaper(configuration: RewardConfiguration(curve: .exponential, maxDistance: 1))
        var previous = 0.0
        var sum = 0.0
        for step in 0..<500 {
            let status = RewardStatus.allCases.randomElement(using: &random) ?? .measured
            let meters = Double.random(in: 0...1, using: &random)
            let terms = shaper.shape(distance: distance(meters), status: status, step: UInt64(step))
            #expect((terms.progress == nil) == (terms.progressGain == nil))
            guard let progress = terms.progress, let gain = terms.progressGain else { continue }
            #expect(status <= .absent)
            #expect(progress >= previous && progress <= 1)
            #expect(gain >= 0)
            previous = progress
            sum += gain
        }
        #expect(sum <= 1)
    }

    @Test(arguments: 0..<20)
    func oneSpikeNeverMovesIt(seed: Int) throws {
        var random = SplitMix64(seed: UInt64(seed))
        for required in 2...4 {
            let configuration = RewardConfiguration(progressRequired: required, progressWindow: 5)
            var shaper = try Shaper(configuration: configuration)
            var best = 0.0
            let spike = UInt64.random(in: 10..<50, using: &random)
            for step in 0..<UInt64(60) {
                let meters = step == spike ? 0 : Double.random(in: 0.3...0.5, using: &random)
                best = max(best, shaper.measure(meters, step: step).progress ?? 0)
            }
            #expect(best <= PotentialCurve(kind: .reciprocal, length: 0.1)(0.3))
        }
    }

    @Test func toAndFroEarnsNothing() throws {
        var shaper = try Shaper(configuration: RewardConfiguration(signal: .progress))
        for step in 0..<UInt64(5) { _ = shaper.measure(0.1, step: step) }
        var earned = 0.0
        for step in 5..<UInt64(305) {
            let meters = step / 5 % 2 == 0 ? 0.1 : 0.4
            earned += shaper.measure(meters, step: step).value ?? .nan
        }
        #expect(earned == 0)
    }

    @Test func uncertaintyDelaysIt() throws {
        var sure = try Shaper(configuration: RewardConfiguration(progressRequired: 1, progressWindow: 1))
        var unsure = sure
        let high = sure.measure(0.1, step: 0, deviation: 0).progress
        let low = unsure.measure(0.1, step: 0, deviation: 0.1).progress
        #expect(high == 0.5)
        #expect(low == 1 / (1 + (0.1 + 1.64 * 0.1) / 0.1))
    }

    @Test func heldFramesShowItUnmoved() throws {
        var shaper = try Shaper(configuration: RewardConfiguration(progressRequired: 1, progressWindow: 1))
        let seen = shaper.measure(0.2, step: 0)
        let held = shaper.shape(distance: distance(0), status: .held, step: 1)
        let absent = shaper.shape(distance: nil, status: .absent, step: 2)
        #expect(held.progress == seen.progress)
        #expect(absent.progress == seen.progress)
        #expect(absent.progressGain == 0)
    }

    @Test func framesOfOneStepShareOneGain() throws {
        var shaper = try Shaper(configuration: RewardConfiguration(progressRequired: 1, progressWindow: 1))
        _ = shaper.measure(0.3, step: 0, deviation: 0)
        _ = shaper.measure(0.1, step: 1, deviation: 0)
        let last = shaper.measure(0.2, step: 1, deviation: 0)
        #expect(abs((last.progressGain ?? 0) - 0.25) < 1e-15)
        #expect(shaper.measure(0.2, step: 2, deviation: 0).progressGain == 0)
    }
}
