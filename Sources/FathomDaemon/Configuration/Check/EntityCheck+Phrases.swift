import Fathom

extension EntityCheck {
    /// Descriptions that say nothing usable, and words of theirs that mean nothing.
    var phrases: [ConfigurationFinding] {
        phrase(task.gripper, "\(path).gripper") + phrase(task.target, "\(path).target")
    }

    private func phrase(_ selector: EntitySelector, _ key: String) -> [ConfigurationFinding] {
        guard case .description(let phrase) = selector else { return [] }
        do throws(Rejection) {
            return try Description(phrase, lexicon: task.lexicon).unknownWords.map { position, word in
                ConfigurationFinding(
                    .warning, key,
                    "word \(position) of '\(phrase)', '\(word)', is not known and is passed over: what the rest describes counts."
                )
            }
        } catch {
            return [ConfigurationFinding(.error, key, "nothing could be found by it: \(error).")]
        }
    }
}
