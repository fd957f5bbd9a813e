internal import Fathom
internal import Foundation

extension Score {
    /// The score for people: one line a quantity, one column a task, aligned.
    public func table() -> String {
        let columns = tasks.map { [$0.name] + Self.lines(of: $0.score).map(\.value) }
        guard let first = tasks.first else { return "no rewards" }
        let names = ["task"] + Self.lines(of: first.score).map(\.name)
        let width = names.map(\.count).max() ?? 0
        return names.indices.map { row in
            let cells = columns.map { column in
                padded(column[row], to: column.map(\.count).max() ?? 0, isLeading: true)
            }
            return ([padded(names[row], to: width, isLeading: false)] + cells).joined(separator: "  ")
        }.joined(separator: "\n")
    }

    private static func lines(of score: TaskScore) -> [(name: String, value: String)] {
        let frames = [
            ("episodes", "\(score.episodes.count)"),
            ("frames sent", "\(score.frames)"),
            ("measured when visible", percent(score.measuredWhenVisible)),
            ("unanswered after first", "\(score.unansweredAfterFirst)"),
        ]
        let statuses = RewardStatus.allCases.map { ($0.name, percent(score.share(score.statusCounts[$0] ?? 0))) }
        let missed = [("missed", percent(score.share(score.missed)))]
        return frames + statuses + missed + errors(score.measured, "measured") + errors(score.held, "held")
            + order(of: score)
    }

    private static func errors(_ errors: ErrorStatistics?, _ name: String) -> [(String, String)] {
        [
            ("\(name): MAE", millimeters(errors?.meanAbsolute)),
            ("\(name): median |error|", millimeters(errors?.medianAbsolute)),
            ("\(name): p95 |error|", millimeters(errors?.percentile95Absolute)),
            ("\(name): AbsRel", number(errors?.relative)),
            ("\(name): bias", millimeters(errors?.bias)),
            ("\(name): median σ", millimeters(errors?.medianDeviation)),
            ("\(name): σ / RMSE", number(errors?.deviationOverError)),
            ("\(name): within 1.96 σ", percent(errors?.coverage95)),
        ]
    }

    private static func order(of score: TaskScore) -> [(String, String)] {
        func episodes(_ values: [Double]) -> String {
            values.isEmpty ? "-" : "\(number(values.min())) / \(number(mean(values)))"
        }
        func violations(_ violations: Violations) -> String { "\(violations.count) of \(violations.eligible)" }
        return [
            ("Spearman, min / mean", episodes(score.episodes.map(\.spearman))),
            ("Kendall, min / mean", episodes(score.episodes.map(\.kendall))),
            ("violations, lag 1", violations(score.lag1)),
            ("violations, lag 10", violations(score.lag10)),
            ("progress decreases", "\(score.progressDecreases)"),
            ("false success, frames", "\(score.success.falseFrames)"),
            ("false success, episodes", "\(score.success.falseOnsets)"),
            ("missed success, episodes", "\(score.success.missedEpisodes)"),
            ("wrong object", "\(score.wrongObject) of \(score.wrongObjectEligible)"),
        ]
    }
}

private func millimeters(_ meters: Double?) -> String {
    meters.map { String(format: "%.2f mm", $0 * 1000) } ?? "-"
}

private func percent(_ share: Double?) -> String {
    share.map { String(format: "%.1f %%", $0 * 100) } ?? "-"
}

private func number(_ value: Double?) -> String {
    value.map { String(format: "%.3f", $0) } ?? "-"
}

private func padded(_ text: String, to width: Int, isLeading: Bool) -> String {
    let padding = String(repeating: " ", count: max(0, width - text.count))
    return isLeading ? padding + text : text + padding
}
