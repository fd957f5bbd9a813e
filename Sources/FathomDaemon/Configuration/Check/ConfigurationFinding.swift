/// Something that a configuration says and should not, with the reason.
public struct ConfigurationFinding: Sendable, Equatable {
    public enum Severity: String, Sendable, Comparable {
        /// The daemon starts, and says so.
        case warning
        /// The daemon does not start: the rewards could be farmed or could teach nothing.
        case error

        public static func < (left: Self, right: Self) -> Bool { left == .warning && right == .error }
    }

    public var severity: Severity
    /// As `tasks[0].reward.discount`.
    public var keyPath: String
    /// One or two sentences: what happens, and what to do instead.
    public var reason: String

    public init(_ severity: Severity, _ keyPath: String, _ reason: String) {
        self.severity = severity
        self.keyPath = keyPath
        self.reason = reason
    }
}

extension ConfigurationFile {
    /// What `ConfigurationCheck` finds, errors before warnings.
    public var findings: [ConfigurationFinding] {
        ConfigurationCheck(configuration).findings
    }

    /// `reach.yaml:9:17: error: tasks[0].reward.discount: …`; where the key itself is not written, its nearest parent.
    public func message(_ finding: ConfigurationFinding) -> String {
        let place = position(of: finding.keyPath).map { ":\($0.line):\($0.column)" } ?? ""
        return "\(name)\(place): \(finding.severity.rawValue): \(finding.keyPath): \(finding.reason)"
    }

    private func position(of keyPath: String) -> SourcePosition? {
        var path = keyPath
        while true {
            if let position = positions[path] { return position }
            guard let end = path.lastIndex(where: { $0 == "." || $0 == "[" }) else { return nil }
            path = String(path[..<end])
        }
    }
}
