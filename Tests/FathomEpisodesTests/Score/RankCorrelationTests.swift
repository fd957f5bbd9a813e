import Fathom
import Testing

@testable import FathomEpisodes

@Suite struct RankCorrelationTests {
    /// Constants from scipy.stats.spearmanr and kendalltau.
    @Test(arguments: [
        ([1.0, 2, 2, 3, 5, 4], [1.0, 3, 2, 2, 6, 4], 0.867_647_058_823_529_4, 0.785_714_285_714_285_8),
        (
            [0.9, 0.5, 0.5, 0.5, 0.1, 0.3, 0.2], [-0.1, -0.2, -0.2, -0.3, -0.9, -0.4, -0.4], 0.962_435_479_022_906_6,
            0.919_254_719_740_987_8
        ),
        ([1.0, 2, 3, 4, 5], [5.0, 4, 3, 2, 1], -1, -1),
    ])
    func agreesWithScipy(x: [Double], y: [Double], rho: Double, tau: Double) {
        #expect(abs(spearman(x, y) - rho) < 1e-12)
        #expect(abs(kendall(x, y) - tau) < 1e-12)
    }

    @Test func nothingToRankIsZero() {
        for (x, y) in [([], []), ([1.0], [1.0]), ([1.0, 1, 1], [1.0, 2, 3]), ([1.0, 2, 3], [2.0, 2, 2])] {
            #expect(spearman(x, y) == 0)
            #expect(kendall(x, y) == 0)
        }
    }

    @Test(arguments: 0..<30)
    func kendallEqualsItsDefinition(seed: Int) {
        var random = SplitMix64(seed: UInt64(seed))
        let count = Int.random(in: 2...60, using: &random)
        let x = (0..<count).map { _ in Double(Int.random(in: 0...9, using: &random)) }
        let y = (0..<count).map { _ in Double(Int.random(in: 0...9, using: &random)) }
        var (agreement, distinctX, distinctY) = (0.0, 0.0, 0.0)
        for i in 0..<count {
            for j in 0..<i {
                let (dx, dy) = (x[i] - x[j], y[i] - y[j])
                agreement += dx * dy > 0 ? 1 : dx * dy < 0 ? -1 : 0
                distinctX += dx == 0 ? 0 : 1
                distinctY += dy == 0 ? 0 : 1
            }
        }
        let expected = distinctX * distinctY > 0 ? agreement / (distinctX * distinctY).squareRoot() : 0
        #expect(abs(kendall(x, y) - expected) < 1e-12)
    }
}
