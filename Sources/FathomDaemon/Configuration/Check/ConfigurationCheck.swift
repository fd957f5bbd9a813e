import Fathom

/// Whether a configuration means what its author wants: finds rewards that can be farmed or that teach nothing.
///
/// It judges values, not text, so it holds for configurations made in code as well.
public struct ConfigurationCheck {
    let configuration: DaemonConfiguration

    public init(_ configuration: DaemonConfiguration) {
        self.configuration = configuration
    }

    /// Errors first, each kind in the order of the configuration.
    public var findings: [ConfigurationFinding] {
        var all = socketFindings + taskSetFindings
        for (index, task) in configuration.tasks.enumerated() {
            all += Self.findings(of: task, at: "tasks[\(index)]")
        }
        return all.filter { $0.severity == .error } + all.filter { $0.severity == .warning }
    }

    /// Whether the daemon may start.
    public var isAcceptable: Bool {
        !findings.contains { $0.severity == .error }
    }

    private static func findings(of task: TaskConfiguration, at path: String) -> [ConfigurationFinding] {
        let reward = RewardCheck(reward: task.reward, path: "\(path).reward")
        return EntityCheck(task: task, path: path).findings + reward.findings
            + SuccessCheck(task: task, path: path).findings
    }
}
