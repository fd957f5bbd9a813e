import ArgumentParser
import FathomDaemon
import FathomTransport

struct ReplayCommand: ParsableCommand {
    enum Rate: String, ExpressibleByArgument, CaseIterable {
        case max
        case asRecorded = "as-recorded"
    }

    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Make rewards of recorded episodes again.",
        discussion: """
            Under the recorded configuration the rewards equal the live ones byte for byte, but for their publish time, and \
            are compared with them. With --config the episodes are relabelled. Rewards go to standard output as JSON lines, \
            as fathom watch --json writes them.

            Exit codes: 0 whole, 1 failed, 2 usage or configuration, 3 done with loss (standard error says what).
            """)

    @Argument(help: ArgumentHelp("Recorded episodes (MCAP), also unfinished ones.", valueName: "file"))
    var files: [String]

    @Option(help: "Measure by this YAML file instead of the recorded one.")
    var config: String?

    @Option(help: "The task of --config, instead of the one of the recorded name.")
    var task: String?

    @Option(help: "As fast as it goes, or as the events came.")
    var rate = Rate.max

    @Option(help: "Write the rewards to this new file instead of standard output.")
    var output: String?

    @Option(help: "Publish the rewards as a daemon does, once somebody has subscribed: [bind:|connect:]URL.")
    var publish: String?

    func validate() throws {
        if task != nil, config == nil { throw ValidationError("--task needs --config, whose task it names.") }
    }

    func run() throws {
        let endpoint = publish.map { text in
            text.hasPrefix("connect:")
                ? Attachment.connect(String(text.dropFirst(8)))
                : .bind(text.hasPrefix("bind:") ? String(text.dropFirst(5)) : text)
        }
        let replayer = Replayer(
            files: files, configuration: config, task: task, rate: rate == .max ? .max : .asRecorded,
            output: output ?? (publish == nil ? "-" : nil), publish: endpoint)
        let status = replayer.run()
        if status != 0 { throw ExitCode(status) }
    }
}
