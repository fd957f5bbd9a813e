import ArgumentParser
import FathomDaemon

@main
struct FathomCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fathom",
        abstract: "RGB-D camera streams in, monotonic shaped rewards out.",
        version: Version.current,
        subcommands: [
            ServeCommand.self, WatchCommand.self, CheckCommand.self, ReplayCommand.self, InfoCommand.self,
            ExportCommand.self, RepairCommand.self, ScoreCommand.self, MeasureCommand.self, SegmentCommand.self,
        ])
}
