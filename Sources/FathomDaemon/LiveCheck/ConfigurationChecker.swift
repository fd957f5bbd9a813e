internal import FathomTransport
internal import Foundation

/// `fathom check`: whether a configuration is acceptable and, on request, whether the frames that come suit it.
public struct ConfigurationChecker: Sendable {
    public var path: String
    public var overrides: ConfigurationOverrides
    /// How long to wait for frames; `nil` judges the file only.
    public var liveSeconds: Double?

    public init(
        path: String, overrides: ConfigurationOverrides = ConfigurationOverrides(), liveSeconds: Double? = nil
    ) {
        self.path = path
        self.overrides = overrides
        self.liveSeconds = liveSeconds
    }

    /// Checks, and says on standard output what was found.
    /// - Returns: the exit code: 0 acceptable, 1 refused or something is wrong.
    public func run() -> Int32 {
        let file: ConfigurationFile
        do throws(ConfigurationError) {
            file = try ConfigurationFile(path: path, overrides: overrides)
        } catch {
            say("\(error)")
            return 1
        }
        say("\(file.configuration.summary)\n\n\(file.report)")
        guard file.report.isAcceptable else { return 1 }
        guard let liveSeconds else { return 0 }
        let live = live(file.configuration, seconds: liveSeconds)
        say("\n\(live)")
        return live.isAcceptable ? 0 : 1
    }

    private func live(_ configuration: DaemonConfiguration, seconds: Double) -> CheckReport {
        var report = CheckReport()
        guard !configuration.frames.endpoints.isEmpty else {
            let advice = "no address: frames come in lockstep alone, and each step's reward says what is wrong with it"
            report.add("frames", [CheckLine(.wrong, advice)])
            return report
        }
        do throws(TransportError) {
            let listener = try LiveListener(configuration)
            say("\nlistening: \(configuration.frames.endpoints.map(\.description).joined(separator: ", ")) …")
            let hearing = try listener.listen(seconds: seconds)
            for task in configuration.tasks {
                report.add("\(task.name), what came within \(seconds.short) s", hearing.lines(for: task))
                report.sections +=
                    LiveReport(task, frames: hearing.heard, detections: hearing.detections).report.sections
            }
        } catch {
            let isTaken = if case .failed(_, _, _, let code) = error { code == EADDRINUSE } else { false }
            let hint = isTaken ? ". Is the daemon running? Only one process can bind an address: stop it first" : ""
            report.add("frames", [CheckLine(.wrong, "\(error)\(hint)")])
        }
        return report
    }

    private func say(_ text: String) {
        // Nobody is left to tell when standard output is gone; the exit code still says it.
        try? FileHandle.standardOutput.write(contentsOf: Data("\(text)\n".utf8))
    }
}
