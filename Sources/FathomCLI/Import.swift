import ArgumentParser
import FathomDaemon

struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Make an episode of another program's recording or of images.",
        discussion: """
            SOURCE is an MCAP file with Foxglove's protobuf or ROS 2 images, or a folder of numbered colour and depth \
            images; MAP is a short YAML file that says which topics or files are what (docs/episodes.md). fathom replay \
            --config then makes rewards of the episode.

            Exit codes: 0 done, 1 failed, 2 usage or map, 3 done with loss (standard error says what).
            """)

    @Argument(help: ArgumentHelp("An MCAP file or a folder.", valueName: "SOURCE"))
    var path: String

    @Option(help: "The YAML file that maps topics or files.")
    var map: String

    @Option(help: "The new episode.")
    var output: String

    @Flag(help: "Replace the new episode if it is there.")
    var overwrite = false

    func run() throws {
        let status = Importer(path: path, map: map, output: output, overwrites: overwrite).run()
        if status != 0 { throw ExitCode(status) }
    }
}
