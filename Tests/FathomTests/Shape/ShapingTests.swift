import Fathom
import Testing

@Suite struct ShapingTests {
    @Test func firstStepHasNoShaping() throws {
        var shaper = try Shaper(configuration: RewardConfiguration())
        let terms = shaper.measure(0.2, step: 0)
        #expect(terms.potential != nil)
        #expect(terms.shaping == nil)
        #expect(terms.previousPotential == nil)
        #expect(terms.previousStep == nil)
    }

    @Test func framesOfOneStepAreEachComparedWithTheStepBefore() throws {
        var shaper = try Shaper(configuration: RewardConfiguration(discount: 0.9))
        _ = shaper.measure(0.1, step: 4)
        let early = shaper.measure(0.3, step: 5)
        let late = shaper.measure(0, step: 5)
        let next = shaper.measure(0.1, step: 7)
        #expect(abs((early.shaping ?? 0) - (0.9 * 0.25 - 0.5)) < 1e-15)
        #expect(late.shaping == 0.9 - 0.5)
        #expect(late.previousStep == 4)
        #expect(abs((next.shaping ?? 0) - (0.9 * 0.9 * 0.5 - 1)) < 1e-15)
        #expect(next.previousPotential == 1)
        #expect(next.previousStep == 5)
    }

    @Test func stepsWithoutAPotentialAreCoveredByTheNext() throws {
        var shaper = try Shaper(configuration: RewardConfiguration(discount: 0.5))
        _ = shaper.measure(0.1, step: 0)
        let hidden = shaper.shape(distance: nil, status: .absent, step: 1)
        let seen = shaper.measure(0, step: 2)
        #expect(hidden.shaping == nil)
        #expect(seen.shaping == 0.25 - 0.5)
        #expect(seen.previousStep == 0)
    }

    @Test(arguments: [RewardStatus.measured, .held, .ambiguous, .absent])
    func aTerminalStateCountsAsZero(status: RewardStatus) throws {
        var shaper = try Shaper(configuration: RewardConfiguration())
        _ = shaper.measure(0.1, step: 0)
        let last = shaper.shape(distance: distance(0.05), status: status, step: 1, isTerminated: true)
        #expect(last.shaping == -0.5)
        #expect((last.potential != nil) == status.hasDistance)
    }

    @Test func aNewEpisodeForgetsTheOld() throws {
        var shaper = try Shaper(configuration: RewardConfiguration())
        _ = shaper.measure(0.1, step: 0)
        shaper.beginEpisode()
        let first = shaper.measure(0.1, step: 1)
        #expect(first.shaping == nil)
        #expect(first.progress == nil)
    }

    @Test(arguments: [RewardStatus.stale, .rejected, .paused])
    func aFrameThatIsNotTrustedLeavesNoTrace(status: RewardStatus) throws {
        var shaper = try Shaper(configuration: RewardConfiguration())
        _ = shaper.measure(0.1, step: 0)
        let untouched = shaper
        #expect(shaper.shape(distance: distance(0), status: status, step: 9, isTerminated: true) == RewardTerms())
        var other = untouched
        #expect(shaper.measure(0.2, step: 1) == other.measure(0.2, step: 1))
    }

    /// Σ γᵗ F = γᵀ Φ(s_T) − Φ(s₀), t counted from the first step with a potential to the step that F starts from.
    @Test(arguments: 0..<60)
    func shapingTelescopes(seed: Int) throws {
        var random = SplitMix64(seed: UInt64(seed))
        let discount = [0.9, 0.99, 0.999, 1][seed % 4]
        let kind = CurveKind.allCases[seed / 4 % 4]
        var shaper = try Shaper(configuration: RewardConfiguration(curve: kind, discount: discount, maxDistance: 1))
        var step: UInt64 = 0
        var lastOfStep: [UInt64: RewardTerms] = [:]
        for _ in 0..<400 {
            if Bool.random(using: &random) { step += UInt64.random(in: 1...4, using: &random) }
            let status = [RewardStatus.measured, .measured, .held, .absent].randomElement(using: &random) ?? .absent
            let meters = Double.random(in: 0...1, using: &random)
            lastOfStep[step] = shaper.shape(distance: distance(meters), status: status, step: step)
        }
        let isTerminated = seed.isMultiple(of: 3)
        if isTerminated {
            step += 1
            lastOfStep[step] = shaper.shape(distance: nil, status: .absent, step: step, isTerminated: true)
        }
        try expectTelescoping(lastOfStep, discount: discount, isTerminated: isTerminated)
    }

    private func expectTelescoping(
        _ lastOfStep: [UInt64: RewardTerms], discount: Double, isTerminated: Bool
    ) throws {
        let steps = lastOfStep.sorted { $0.key < $1.key }
        let first = try #require(steps.first { $0.value.potential != nil })
        let last = try #require(steps.last { $0.value.potential != nil })
        func power(_ steps: UInt64) -> Double { (0..<steps).reduce(1) { product, _ in product * discount } }
        var sum = 0.0
        for (_, terms) in steps {
            guard let shaping = terms.shaping, let start = terms.previousStep else { continue }
            sum += power(start - first.key) * shaping
        }
        let expected = isTerminated ? 0 : power(last.key - first.key) * (last.value.potential ?? 0)
        #expect(abs(sum - (expected - (first.value.potential ?? 0))) < 1e-12)
    }

    @Test func aStepThatGoesBackwardsNeverTraps() throws {
        var shaper = try Shaper(configuration: RewardConfiguration())
        _ = shaper.measure(0.1, step: .max)
        #expect(shaper.measure(0.1, step: 0).shaping == nil)
    }
}
