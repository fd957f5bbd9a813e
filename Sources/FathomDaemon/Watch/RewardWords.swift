internal import Fathom
internal import Foundation

/// Numbers of a reward as a person reads them; `–` where there is none.
enum RewardWords {
    static let none = "–"

    /// `42.1 ± 0.8 mm`, from one metre on `1.234 ± 0.002 m`.
    static func distance(_ distance: Distance?) -> String {
        guard let distance else { return none }
        let (d, sigma) = (distance.meters, distance.standardDeviation)
        return abs(d) < 1
            ? String(format: "%.1f ± %.1f mm", d * 1000, sigma * 1000) : String(format: "%.3f ± %.3f m", d, sigma)
    }

    static func number(_ value: Double?) -> String {
        value.map { String(format: "%.3f", $0) } ?? none
    }

    static func integer(_ value: (some BinaryInteger)?) -> String {
        value.map { "\($0)" } ?? none
    }

    static func rate(_ value: Double?) -> String {
        value.map { String(format: "%.1f/s", $0) } ?? none
    }

    /// `12.3 + 0.4 ms`: on the way, then in the daemon; only the latter where the camera's clock is another one.
    static func latency(transport: Int64?, daemon: Int64?) -> String {
        let parts = [transport, daemon].compactMap { $0 }.map { String(format: "%.1f", Double($0) / 1e6) }
        return parts.isEmpty ? none : parts.joined(separator: " + ") + " ms"
    }

    /// What came over the wire, fit for a terminal: no control character gets through.
    static func text(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { $0.properties.generalCategory == .control ? "?" : $0 }))
    }
}

extension Reward {
    /// The status, and whether the task is solved.
    var statusWords: String {
        terms.success == true ? "\(status.name) ✓" : status.name
    }

    /// The reward on one line, for files and pipes.
    var plainLine: String {
        let place = session.isEmpty ? task : "\(task)/\(session)"
        let step = step ?? frameSequence
        var words = [
            RewardWords.text(place), "#\(rewardSequence)", "episode \(RewardWords.text(episode ?? RewardWords.none))",
            "step \(RewardWords.integer(step))", RewardWords.distance(distance),
            "value \(RewardWords.number(terms.value))", "potential \(RewardWords.number(terms.potential))",
            "progress \(RewardWords.number(terms.progress))", statusWords,
        ]
        if let reason { words.append("(\(RewardWords.text(reason)))") }
        return words.joined(separator: "  ")
    }
}
