import Fathom
import Testing

@Suite struct ValueTests {
    private func shaper(
        _ signal: RewardSignal, timePenalty: Double = 0, failurePenalty: Double? = nil, required: Int = 1
    ) throws -> Shaper {
        let success = SuccessConfiguration(within: 0.05, required: required, window: required, bonus: 3)
        return try Shaper(
            configuration: RewardConfiguration(
                signal: signal, weight: 2, discount: 0.5, success: success, timePenalty: timePenalty,
                failurePenalty: failurePenalty, progressRequired: 1, progressWindow: 1))
    }

    @Test func denseIsWeightedCloseness() throws {
        var shaper = try shaper(.dense)
        #expect(shaper.measure(0.1, step: 0).value == -1)
        #expect(shaper.measure(0, step: 1).value == 3)
        #expect(shaper.measure(0, step: 2).value == 0)
        #expect(shaper.shape(distance: nil, status: .absent, step: 3).value == nil)
        #expect(shaper.shape(distance: distance(0.1), status: .held, step: 4).value == -1)
    }

    @Test func shapedIsBonusMinusTimePlusShaping() throws {
        var shaper = try shaper(.shaped, timePenalty: 0.25)
        #expect(shaper.measure(0.1, step: 0).value == -0.25)
        #expect(shaper.shape(distance: nil, status: .ambiguous, step: 1).value == -0.25)
        #expect(shaper.measure(0, step: 2).value == 2 * (0.25 - 0.5) - 0.25 + 3)
        #expect(shaper.measure(0, step: 3).value == 2 * (0.5 - 1) - 0.25)
    }

    @Test func progressIsGainAndBonus() throws {
        var shaper = try shaper(.progress)
        #expect(shaper.measure(0.1, step: 0, deviation: 0).value == 0)
        #expect(shaper.shape(distance: nil, status: .absent, step: 1).value == 0)
        #expect(shaper.measure(0, step: 2, deviation: 0).value == 2 * 0.5 + 3)
        #expect(shaper.measure(0.3, step: 3, deviation: 0).value == 0)
    }

    @Test(arguments: RewardSignal.allCases)
    func theBonusIsPaidInOneStepAndOnEachOfItsFrames(signal: RewardSignal) throws {
        var shaper = try shaper(signal)
        _ = shaper.measure(0, step: 0)
        _ = shaper.measure(0.2, step: 0)
        shaper.beginEpisode()
        let base = shaper
        var without = base
        let near = shaper.measure(0, step: 1).value ?? .nan
        let moved = shaper.measure(0.1, step: 1).value ?? .nan
        let unpaid = without.measure(0.1, step: 1).value ?? .nan
        #expect(near >= 3)
        #expect(abs(moved - unpaid - 3) < 2.1)
        #expect((shaper.measure(0, step: 2).value ?? .nan) < 3)
    }

    @Test func aPaymentWaitsForAFrameWithAValue() throws {
        var shaper = try shaper(.dense)
        shaper.apply(.success)
        #expect(shaper.shape(distance: nil, status: .absent, step: 0).value == nil)
        #expect(shaper.measure(0.1, step: 1).value == 2)
        #expect(shaper.measure(0.1, step: 2).value == -1)
    }

    @Test func aHumansFailureCostsOnce() throws {
        var shaper = try shaper(.dense, failurePenalty: 10)
        shaper.apply(.failure)
        #expect(shaper.measure(0.1, step: 0).value == -11)
        #expect(shaper.measure(0.1, step: 1).value == -1)
    }

    @Test func aTerminalStateWithoutSuccessIsAFailure() throws {
        var shaper = try shaper(.dense, failurePenalty: 10, required: 3)
        let far = shaper.shape(distance: distance(0.1), status: .measured, step: 0, isTerminated: true)
        #expect(far.value == -11)
        shaper.beginEpisode()
        let near = shaper.shape(distance: distance(0), status: .measured, step: 0, isTerminated: true)
        #expect(near.success == false)
        #expect(near.value == 0)
    }

    @Test func nothingIsPaidForWhatIsNotTrusted() throws {
        for signal in RewardSignal.allCases {
            var shaper = try shaper(signal)
            for status in [RewardStatus.stale, .rejected, .paused] {
                #expect(shaper.shape(distance: distance(0), status: status, step: 0) == RewardTerms())
            }
        }
    }

    /// A prize for closeness itself would pay the parker; −(1 − Φ) charges it.
    @Test(arguments: CurveKind.allCases, [0.9, 0.99, 1])
    func parkingBesideTheTargetNeverBeatsReachingIt(curve: CurveKind, discount: Double) throws {
        let success = SuccessConfiguration(within: 0.05)
        let configuration = RewardConfiguration(
            curve: curve, discount: discount, maxDistance: 1, success: success)
        func earned(_ meters: (Int) -> Double) throws -> Double {
            var shaper = try Shaper(configuration: configuration)
            var sum = 0.0
            var factor = 1.0
            for step in 0..<200 {
                let terms = shaper.measure(meters(step), step: UInt64(step))
                sum += factor * (terms.value ?? .nan)
                factor *= discount
                if terms.success == true { break }
            }
            return sum
        }
        let parked = try earned { max(0.06, 0.5 - 0.01 * Double($0)) }
        let reached = try earned { max(0, 0.5 - 0.01 * Double($0)) }
        #expect(reached > parked)
    }

    @Test(arguments: 0..<10)
    func denseIsBoundedAndMonotoneUntilSuccess(seed: Int) throws {
        var random = SplitMix64(seed: UInt64(seed))
        var shaper = try Shaper(configuration: RewardConfiguration(weight: 5))
        var seen: [(meters: Double, value: Double)] = []
        for step in 0..<UInt64(300) {
            let meters = Double.random(in: 0...3, using: &random)
            let value = try #require(shaper.measure(meters, step: step).value)
            #expect((-5...0).contains(value))
            seen.append((meters, value))
        }
        seen.sort { $0.meters < $1.meters }
        for (near, far) in zip(seen, seen.dropFirst()) { #expect(near.value >= far.value) }
    }

    @Test func aDistanceThatIsNoNumberIsNoMeasurement() throws {
        var shaper = try shaper(.dense)
        for meters in [Double.nan, .infinity, -0.1] {
            let terms = shaper.measure(meters, step: 0)
            #expect(terms.potential == nil)
            #expect(terms.value == nil)
        }
        #expect(shaper.measure(0.1, step: 0, deviation: .nan).potential == nil)
    }
}
