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

            --hindsight writes beside them what is known of each frame once the whole episode is: distances smoothed backwards \
            as well, hidden stretches filled in from both sides. That is no reward: it tells of the future. The rewards stay \
            the same.

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

    @Option(help: "Write what is known of each frame in hindsight to this new file (JSON lines), or to -.")
    var hindsight: String?

    func validate() throws {
        if let hindsight {
            if hindsight.hasSuffix(".mcap") || hindsight.hasSuffix(".partial") {
                throw ValidationError("--hindsight names the file to write, as hindsight.jsonl; found \(hindsight).")
            }
            if hindsight == "-", output ?? (publish == nil ? "-" : nil) == "-" {
                throw ValidationError(
                    "--hindsight - would mix hindsight with the rewards on standard output; send those into a file with "
                        + "--output.")
            }
            if hindsight == output {
                throw ValidationError("--hindsight and --output name one file; rewards and hindsight must not mix.")
            }
            if publish != nil {
                throw ValidationError(
                    "--hindsight cannot go with --publish: who subscribes takes what comes for rewards of its time.")
            }
        }
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
            output: output ?? (publish == nil ? "-" : nil), publish: endpoint, hindsight: hindsight)
        let status = replayer.run()
        if status != 0 { throw ExitCode(status) }
    }
}
