import ArgumentParser

@main
struct FathomCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fathom",
        abstract: "RGB-D camera streams in, monotonic shaped rewards out.",
        subcommands: [WatchCommand.self, CheckCommand.self, ScoreCommand.self])
}
