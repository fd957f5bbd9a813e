import Foundation
import Logging

/// What `fathom serve` does before and after the daemon runs: reads, checks, says what it will do, ends with a status.
public struct ServeStart: Sendable {
    private let path: String
    private let overrides: ConfigurationOverrides
    private let stopsWithStandardInput: Bool

    public init(path: String, overrides: ConfigurationOverrides, stopsWithStandardInput: Bool = false) {
        self.path = path
        self.overrides = overrides
        self.stopsWithStandardInput = stopsWithStandardInput
    }

    /// - Returns: the exit status: 0 stopped, 1 could not run, 2 configuration not accepted.
    public func run() async -> Int32 {
        let file: ConfigurationFile
        do {
            file = try ConfigurationFile(path: path, overrides: overrides)
        } catch {
            Self.report("\(error)")
            return 2
        }
        for finding in file.findings { Self.report(file.message(finding)) }
        guard !file.findings.contains(where: { $0.severity == .error }) else { return 2 }
        Self.report("fathom \(Version.current)\n\(file.configuration.summary)")
        var log = Logger(label: "fathom", factory: { StreamLogHandler.standardError(label: $0) })
        log.logLevel = file.configuration.logLevel
        do {
            try await Daemon(file.configuration, stopsWithStandardInput: stopsWithStandardInput, log: log).run()
        } catch {
            log.critical("could not run", metadata: ["error": "\(error)"])
            return 1
        }
        log.info("stopped")
        return 0
    }

    /// People read standard error; standard output stays free for data.
    private static func report(_ text: String) {
        FileHandle.standardError.write(Data((text + "\n").utf8))
    }
}
