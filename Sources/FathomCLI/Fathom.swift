import ArgumentParser
import FathomDaemon

@main
struct FathomCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fathom",
        abstract: "RGB-D camera streams in, monotonic shaped rewards out.",
        version: Version.current,
        subcommands: [
            ServeCommand.self, WatchCommand.self, CheckCommand.self, RecordCommand.self, ReplayCommand.self,
            RepairCommand.self, InfoCommand.self, ExportCommand.self, ImportCommand.self, ScoreCommand.self,
            MeasureCommand.self, SegmentCommand.self,
        ])
}
