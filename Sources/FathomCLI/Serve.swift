import ArgumentParser
import FathomDaemon
import Foundation
import Logging

/// `fathom serve`.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Turn frames into rewards until stopped.",
        discussion: """
            Stops on SIGINT and SIGTERM after it has published what it has measured; with --stop-with-stdin also when \
            standard input ends, so that it does not outlive the program that started it. Exits with 0 when stopped, 1 when \
            it could not run, 2 when the configuration is not accepted.
            """)

    @Argument(help: ArgumentHelp("The daemon's YAML file.", valueName: "CONFIG"))
    var path: String

    @Option(help: "Where frames come from, instead of the file's: [bind:|connect:]URL.")
    var frames: String?

    @Option(help: "Where rewards go, instead of the file's: [bind:|connect:]URL.")
    var rewards: String?

    @Option(help: "The control socket, instead of the file's: [bind:|connect:]URL.")
    var control: String?

    @Option(help: "trace, debug, info, notice, warning, error or critical, instead of the file's.")
    var logLevel: String?

    @Flag(name: .customLong("stop-with-stdin"), help: "Stop when standard input ends, as when the parent process dies.")
    var stopsWithStandardInput = false

    func run() async throws {
        let start = ServeStart(
            path: path,
            overrides: ConfigurationOverrides(frames: frames, rewards: rewards, control: control, logLevel: logLevel),
            stopsWithStandardInput: stopsWithStandardInput)
        let status = await start.run()
        if status != 0 { throw ExitCode(status) }
    }
}
