/// One thing that is wrong in a configuration: where, what was found and what is allowed.
public struct ConfigurationIssue: Error, Sendable, Equatable {
    /// `nil` for what no file says: a key that is missing everywhere, an environment variable.
    public var position: SourcePosition?
    /// As `tasks[0].reward.curve`, or the name of a flag or an environment variable. Empty for the file as a whole.
    public var keyPath: String
    public var found: String
    public var allowed: String
    /// The nearest allowed word, when one is near.
    public var suggestion: String?

    public init(
        position: SourcePosition? = nil, keyPath: String = "", found: String, allowed: String, suggestion: String? = nil
    ) {
        self.position = position
        self.keyPath = keyPath
        self.found = found
        self.allowed = allowed
        self.suggestion = suggestion
    }

    /// `reach.yaml:12:14: tasks[0].reward.curve: found "reciprokal", allowed: … Did you mean reciprocal?`
    public func message(file: String) -> String {
        let place = position.map { "\(file):\($0.line):\($0.column)" } ?? file
        let path = keyPath.isEmpty ? "" : " \(keyPath):"
        let hint = suggestion.map { ". Did you mean \($0)?" } ?? ""
        return "\(place):\(path) found \(found); allowed: \(allowed)\(hint)"
    }
}

/// Why a configuration could not be read, with every issue of the file.
public struct ConfigurationError: Error, Sendable, Equatable, CustomStringConvertible {
    public var file: String
    /// In the order of the file; never empty.
    public var issues: [ConfigurationIssue]

    public init(file: String, issues: [ConfigurationIssue]) {
        self.file = file
        self.issues = issues
    }

    public var description: String {
        issues.map { $0.message(file: file) }.joined(separator: "\n")
    }
}
