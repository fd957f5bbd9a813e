import Fathom

extension ConfigurationCheck {
    /// What is wrong between the tasks.
    var taskSetFindings: [ConfigurationFinding] {
        guard !configuration.tasks.isEmpty else {
            return [ConfigurationFinding(.error, "tasks", "there is no task, so there is nothing to reward.")]
        }
        return configuration.tasks.indices.compactMap { index in
            let task = configuration.tasks[index]
            let earlier = configuration.tasks[..<index]
            if let first = earlier.firstIndex(where: { $0.name == task.name }) {
                return ConfigurationFinding(
                    .error, "tasks[\(index)].name",
                    "tasks[\(first)] is called \(task.name) too. Rewards go out under the task's name; two of them on one topic "
                        + "cannot be told apart.")
            }
            if let first = earlier.firstIndex(where: { $0.computedDigest == task.computedDigest }) {
                return ConfigurationFinding(
                    .warning, "tasks[\(index)]",
                    "the rewards are the same as those of tasks[\(first)] (\(earlier[first].name)), under another name."
                )
            }
            return nil
        }
    }
}
