import Fathom
import FathomEpisodes
import Foundation
import Testing

@Suite struct ScoreTests {
    private func score(_ scene: (rewards: [RecordedReward], truth: [TruthRow])) throws -> TaskScore {
        try #require(Score(rewards: scene.rewards, truth: scene.truth).tasks.first).score
    }

    @Test func errorsAreThoseOfTheHandComputedCase() throws {
        let score = try score(
            scene([
                Sample(truth: 0.1, measured: 0.102, deviation: 0.002), Sample(truth: 0.2, measured: 0.196),
                Sample(truth: 0, measured: 0.001), Sample(truth: 0.3, measured: 0.303, deviation: 0.002),
                Sample(truth: 0.4, measured: 0.41, status: .held), Sample(truth: 0.4, status: .absent),
            ]))
        let measured = try #require(score.measured)
        #expect(measured.count == 4)
        #expect(abs(measured.meanAbsolute - 0.0025) < 1e-12)
        #expect(abs(measured.medianAbsolute - 0.0025) < 1e-12)
        #expect(abs(measured.percentile95Absolute - 0.00385) < 1e-12)
        #expect(abs((measured.relative ?? 0) - (0.02 + 0.02 + 0.01) / 3) < 1e-12)
        #expect(abs(measured.bias - 0.0005) < 1e-12)
        #expect(abs(measured.rootMeanSquare - 0.002_738_612_787_525_831) < 1e-12)
        #expect(measured.coverage95 == 0.75)
        #expect(measured.medianDeviation == 0.0015)
        #expect(abs((score.held?.meanAbsolute ?? 0) - 0.01) < 1e-12)
        #expect(score.answered == 5)
    }

    @Test func aFrameWithoutARewardIsMissed() throws {
        var frames = scene((0..<10).map { Sample(truth: 0.5 - 0.01 * Double($0), measured: 0.5) })
        frames.rewards.removeAll { $0.frameSequence == 0 || $0.frameSequence == 7 }
        let score = try score(frames)
        #expect(score.frames == 10)
        #expect(score.missed == 2)
        #expect(score.statusCounts == [.measured: 8])
        #expect(score.unansweredAfterFirst == 1)
    }

    @Test(arguments: UInt64(0)..<10)
    func perfectRewardsScorePerfectly(seed: UInt64) throws {
        let score = try score(perfectScene(seed: seed))
        #expect(abs((score.episodes.first?.spearman ?? 0) - 1) < 1e-12)
        #expect(abs((score.episodes.first?.kendall ?? 0) - 1) < 1e-12)
        #expect(score.lag1.count == 0 && score.lag10.count == 0)
        #expect(score.lag1.eligible > 0 && score.lag10.eligible > 0)
        #expect(score.measured?.meanAbsolute == 0)
        #expect(score.measured?.deviationOverError == nil)
        #expect(score.progressDecreases == 0)
        #expect(score.wrongObject == 0)
    }

    @Test func violationsCountBothDirectionsOfFramesThatMoved() throws {
        let score = try score(
            scene([
                Sample(truth: 0.100, measured: 0, potential: 0.5),
                Sample(truth: 0.097, measured: 0, potential: 0.4),
                Sample(truth: 0.0955, measured: 0, potential: 0.3),
                Sample(truth: 0.110, measured: 0, potential: 0.35),
                Sample(truth: 0.120, measured: 0, potential: 0.35),
                Sample(truth: 0.130, status: .absent),
                Sample(truth: 0.140, measured: 0, potential: 0.1),
            ]))
        #expect(score.lag1.falling == 1)
        #expect(score.lag1.rising == 1)
        #expect(score.lag1.eligible == 3)
        #expect(score.lag10.eligible == 0)
    }

    @Test func lagTenComparesFramesTenApartInSentOrder() throws {
        var samples = (0..<12).map { Sample(truth: 0.5 - 0.001 * Double($0), measured: 0, potential: 0.5) }
        samples[10].potential = 0.4
        samples[11].potential = 0.6
        let score = try score(scene(samples))
        #expect(score.lag1.eligible == 0)
        #expect(score.lag10.eligible == 2)
        #expect(score.lag10.falling == 1)
    }

    @Test func pairsNeverReachAcrossEpisodes() throws {
        let first = scene([Sample(truth: 0.1, measured: 0.1, progress: 0.9)], episode: "9")
        let second = scene([Sample(truth: 0.5, measured: 0.05, progress: 0.1)], episode: "10")
        let score = try score((first.rewards + second.rewards, first.truth + second.truth))
        #expect(score.lag1.eligible == 0)
        #expect(score.progressDecreases == 0)
        #expect(score.episodes.map(\.episode) == ["9", "10"])
    }

    @Test func progressThatFallsIsCounted() throws {
        let progress: [Double?] = [nil, 0.2, 0.3, nil, 0.25, 0.25, 0.4]
        let score = try score(scene(progress.map { Sample(truth: 0.1, measured: 0.1, progress: $0) }))
        #expect(score.progressDecreases == 1)
    }

    @Test func progressMayBeginAnewWithAnEpisodeOfTheSameName() throws {
        var found = scene([0.2, 0.3, 0.1, 0.05].map { Sample(truth: 0.1, measured: 0.1, progress: $0) })
        for index in found.rewards.indices { found.rewards[index].episodeIndex = index < 2 ? 0 : 1 }
        #expect(try score(found).progressDecreases == 1)
    }

    @Test func falseSuccessIsCountedByFrameAndOnset() throws {
        func samples(_ called: [Bool], _ truth: [Bool]) -> [Sample] {
            zip(called, truth).map { Sample(truth: 0.1, measured: 0.1, success: $0, trueSuccess: $1) }
        }
        let episodes = [
            scene(samples([false, true, true], [false, false, true]), episode: "0"),
            scene(samples([false, true, true], [false, true, false]), episode: "1"),
            scene(samples([false, false, false], [false, true, true]), episode: "2"),
        ]
        let score = try score((episodes.flatMap(\.rewards), episodes.flatMap(\.truth)))
        #expect(score.success.falseFrames == 2)
        #expect(score.success.falseOnsets == 1)
        #expect(score.success.missedEpisodes == 1)
    }

    @Test func aTargetFarFromTheTrueOneIsAnotherObject() throws {
        let frames = scene([
            Sample(truth: 0.1, measured: 0.1, target: Vector3(0.03, 0.03, 0.01)),
            Sample(truth: 0.1, measured: 0.1, target: Vector3(0.04, 0.04, 0)),
            Sample(truth: 0.1, measured: 0.1, status: .held, target: Vector3(1, 0, 0)),
            Sample(truth: 0.1, measured: 0.1, target: Vector3(1, 0, 0), referenceFrame: .camera),
            Sample(truth: 0.1, status: .ambiguous),
        ])
        #expect(try score(frames).wrongObject == 2)
        #expect(try score(frames).wrongObjectEligible == 3)
    }

    @Test func rewardsForUnknownFramesAndRepeatedOnesAreCounted() throws {
        var frames = scene([Sample(truth: 0.1, measured: 0.1)])
        frames.rewards.append(
            RecordedReward(task: "reach", stream: "front", episode: nil, frameSequence: nil, status: .stale))
        frames.rewards.append(
            RecordedReward(
                task: "reach", stream: "front", episode: "0", frameSequence: 0, rewardSequence: 1, status: .rejected))
        let score = try score(frames)
        #expect(score.unmatchedRewards == 1)
        #expect(score.duplicateRewards == 1)
        #expect(score.statusCounts == [.measured: 1])
    }

    @Test(arguments: UInt64(0)..<5)
    func theOrderOfLinesChangesNothing(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let parts = (0..<4).map { perfectScene(seed: $0, frames: 30) }
        var (rewards, truth) = (parts.flatMap(\.rewards), parts.flatMap(\.truth))
        let expected = Score(rewards: rewards, truth: truth)
        rewards.shuffle(using: &random)
        truth.shuffle(using: &random)
        #expect(Score(rewards: rewards, truth: truth) == expected)
    }

    @Test func tasksAreScoredApartAndOneCanBeChosen() {
        let near = scene([Sample(truth: 0.1, measured: 0.1)], stream: "a", task: "near")
        let far = scene([Sample(truth: 0.1, measured: 0.2), Sample(truth: 0.1)], stream: "b", task: "far")
        let (rewards, truth) = (near.rewards + far.rewards, near.truth + far.truth)
        let both = Score(rewards: rewards, truth: truth)
        #expect(both.tasks.map(\.name) == ["far", "near"])
        #expect(both.tasks.map(\.score.frames) == [2, 1])
        let one = Score(rewards: rewards, truth: truth, options: ScoreOptions(task: "near"))
        #expect(one.tasks.map(\.name) == ["near"])
        let silent = Score(rewards: rewards, truth: truth, options: ScoreOptions(task: "silent"))
        #expect(silent.tasks.first?.score.missed == 3)
    }
}
