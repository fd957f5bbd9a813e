import Fathom
import FathomEpisodes
import Foundation
import Testing

@Suite struct ScoreOutputTests {
    private var score: Score {
        var frames = scene(
            [Sample(truth: 0.1, measured: 0.102), Sample(truth: 0.2, measured: 0.2), Sample(truth: 0.3)])
        frames.rewards.removeLast()
        return Score(rewards: frames.rewards, truth: frames.truth)
    }

    @Test func jsonHasTheDocumentedKeys() throws {
        let object = try #require(JSONSerialization.jsonObject(with: score.json()) as? [String: [String: Any]])
        let task = try #require(object["reach"])
        #expect(
            task.keys.sorted() == [
                "answered", "duplicate_rewards", "episodes", "false_success", "frames", "kendall_mean", "kendall_min",
                "measured", "measured_when_visible", "per_episode", "potential_share", "progress_decreases",
                "spearman_mean", "spearman_min", "status", "status_counts", "unanswered_after_first",
                "unmatched_rewards", "violations", "wrong_object",
            ])
        let status = try #require(task["status_counts"] as? [String: Int])
        #expect(status["missed"] == 1 && status["measured"] == 2 && status["held"] == 0)
        let measured = try #require(task["measured"] as? [String: Double])
        #expect(abs((measured["mae_m"] ?? 0) - 0.001) < 1e-12)
        let violations = try #require(task["violations"] as? [String: Int])
        #expect(violations["lag1"] == 0 && violations["eligible1"] == 1)
    }

    @Test func jsonIsTheSameEachTime() throws {
        #expect(try score.json() == score.json())
        let text = String(decoding: try score.json(), as: UTF8.self)
        #expect(!text.contains("held\" : {"))
    }

    @Test func theTableIsAligned() {
        let lines = score.table().split(separator: "\n")
        #expect(lines.first?.hasSuffix("reach") == true)
        #expect(lines.contains { $0.hasPrefix("measured: MAE") && $0.hasSuffix("1.00 mm") })
        #expect(lines.contains { $0.hasPrefix("violations, lag 1 ") && $0.hasSuffix("0 of 1") })
        #expect(Set(lines.map(\.count)).count == 1)
    }

    @Test func nothingToScoreIsAnError() {
        let error = #expect(throws: EpisodeError.self) {
            try Score(rewardFile: "/nowhere/rewards.jsonl", truthFile: "/nowhere/truth.csv")
        }
        #expect(error == .unreadable(file: "/nowhere/truth.csv", reason: "no such file"))
    }
}
