public import Foundation

/// A configuration that was read, with what remembers where each key stands.
///
/// Reading fails on what is malformed, unknown or of the wrong type. Whether the rewards make sense is told by `findings`:
/// the daemon starts only when none of them is an error.
public struct ConfigurationFile: Sendable {
    /// As given by the user; opens every message.
    public let name: String
    public private(set) var configuration: DaemonConfiguration
    let positions: [String: SourcePosition]

    /// Reads a file from disk.
    /// - Throws: `ConfigurationError` with every issue of the file, not only the first.
    public init(
        path: String, overrides: ConfigurationOverrides = ConfigurationOverrides(),
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws(ConfigurationError) {
        try self.init(name: path, text: Self.read(path), overrides: overrides, environment: environment)
    }

    /// Reads a file from disk by which recordings are measured: it may leave open where frames come from.
    init(forReplay path: String) throws(ConfigurationError) {
        try self.init(name: path, text: Self.read(path), needsFrames: false)
    }

    /// Reads the text of a file.
    /// - Parameter needsFrames: whether the file or an override must say where frames come from.
    public init(
        name: String, text: String, overrides: ConfigurationOverrides = ConfigurationOverrides(),
        environment: [String: String] = [:], needsFrames: Bool = true
    ) throws(ConfigurationError) {
        let root: YAMLValue
        do {
            root = try YAMLValue.parse(text)
        } catch {
            throw ConfigurationError(file: name, issues: [error])
        }
        let reader = ConfigurationReader(needsFrames: needsFrames)
        let configuration = reader.daemon(Field(path: "", value: root), overrides: overrides, environment: environment)
        guard let configuration, reader.issues.isEmpty else {
            throw ConfigurationError(file: name, issues: reader.issues.sorted(by: Self.comesFirst))
        }
        self.name = name
        self.configuration = configuration
        self.configuration.record?.configurationText = text
        self.positions = reader.positions
    }

    private static func comesFirst(_ left: ConfigurationIssue, _ right: ConfigurationIssue) -> Bool {
        let (a, b) = (left.position, right.position)
        return (a?.line ?? .max, a?.column ?? .max, left.keyPath) < (b?.line ?? .max, b?.column ?? .max, right.keyPath)
    }

    static func read(_ path: String) throws(ConfigurationError) -> String {
        func failure(_ found: String, _ allowed: String) -> ConfigurationError {
            ConfigurationError(file: path, issues: [ConfigurationIssue(found: found, allowed: allowed)])
        }
        guard let file = FileHandle(forReadingAtPath: path) else {
            throw failure("no file that can be read", "the path of a configuration file")
        }
        defer { try? file.close() }
        // One byte more than allowed tells a file that is too large without reading it all.
        guard let data = try? file.read(upToCount: YAMLValue.maximumBytes + 1) else {
            throw failure("no file that can be read", "the path of a configuration file")
        }
        guard data.count <= YAMLValue.maximumBytes else {
            throw failure("more than \(YAMLValue.maximumBytes) bytes", "at most \(YAMLValue.maximumBytes) bytes")
        }
        guard let text = String(data: data, encoding: .utf8) else {
            throw failure("bytes that are no UTF-8", "UTF-8 text")
        }
        return text
    }
}
