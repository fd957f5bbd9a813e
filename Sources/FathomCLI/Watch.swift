import ArgumentParser
import FathomDaemon
import FathomTransport

struct WatchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch",
        abstract: "Show a daemon's rewards as they come.",
        discussion: """
            On a terminal a table with a line a session; into a file or a pipe a line a reward. Latency is, where the \
            camera's clock is the daemon's, the time from capture to the daemon, then the time in the daemon. Skipped \
            frames were passed over by the daemon; missed rewards never reached this watcher.

            Exit codes: 0 stopped (Ctrl-C) or --count reached, 1 failed or --timeout over, 2 usage.
            """)

    @Argument(help: ArgumentHelp("The daemon's rewards address.", valueName: "endpoint"))
    var endpoint = DaemonConfiguration.defaultRewards.address

    @Option(help: "Only this task's rewards.")
    var task: String?

    @Flag(help: "One JSON object a line, as fathom score reads them.")
    var json = false

    @Option(help: "End after so many rewards.")
    var count: Int?

    @Option(help: "Give up after so many seconds without a reward.")
    var timeout: Double?

    @Flag(help: "Bind the address instead of connecting to it.")
    var bind = false

    func validate() throws {
        if let count, count < 1 { throw ValidationError("--count must be at least 1, found \(count).") }
        if let timeout, !(timeout > 0) || !timeout.isFinite {
            throw ValidationError("--timeout must be a positive number of seconds, found \(timeout).")
        }
    }

    func run() throws {
        let watcher = Watcher(
            bind ? .bind(endpoint) : .connect(endpoint), task: task, output: json ? .json : .people, count: count,
            timeoutSeconds: timeout)
        let status = watcher.run()
        if status != 0 { throw ExitCode(status) }
    }
}
