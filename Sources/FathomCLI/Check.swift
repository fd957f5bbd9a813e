import ArgumentParser
import FathomDaemon

struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Judge a configuration, and the frames that come for it.",
        discussion: """
            Prints what the daemon would do, what is refused or doubtful with its place in the file, and how each \
            description was understood. With --live it listens where the daemon would, waits for a frame of every \
            stream and says what is missing or wrong in it, and what is measured. A socket that the file binds must \
            be free, and a pull socket takes the frame from the daemon.

            Exit codes: 0 acceptable, 1 refused or something is wrong, 2 usage.
            """)

    @Argument(help: ArgumentHelp("The daemon's YAML file.", valueName: "config"))
    var path: String

    @Flag(help: "Wait for a frame of every stream and examine it.")
    var live = false

    @Option(help: "Seconds to wait for frames.")
    var timeout = 10.0

    @Option(help: "Where frames come from, instead of the file's: [bind:|connect:]URL.")
    var frames: String?

    @Option(help: "Where rewards go, instead of the file's: [bind:|connect:]URL.")
    var rewards: String?

    @Option(help: "The control socket, instead of the file's: [bind:|connect:]URL.")
    var control: String?

    func validate() throws {
        guard timeout > 0, timeout <= 86_400 else {
            throw ValidationError("--timeout must be a number of seconds up to a day, found \(timeout).")
        }
    }

    func run() throws {
        let checker = ConfigurationChecker(
            path: path, overrides: ConfigurationOverrides(frames: frames, rewards: rewards, control: control),
            liveSeconds: live ? timeout : nil)
        let status = checker.run()
        if status != 0 { throw ExitCode(status) }
    }
}
