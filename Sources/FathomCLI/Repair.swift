import ArgumentParser
import FathomEpisodes
import Foundation

struct RepairCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "repair",
        abstract: "Rebuild the indexes of a cut or damaged episode.",
        discussion: """
            Writes a new file with all of FILE up to its last whole chunk. A file that nothing is wrong with is left \
            alone. docs/episodes.md says more.

            Exit codes: 0 repaired or whole, 1 nothing could be read or written, 2 usage.
            """)

    @Argument(help: ArgumentHelp("An MCAP file, also an unfinished one (.partial).", valueName: "FILE"))
    var path: String

    @Option(help: "The new file; by default NAME.mcap for NAME.mcap.partial, else NAME.repaired.mcap.")
    var output: String?

    @Flag(help: "Replace the new file if it is there; with --output FILE the file itself.")
    var overwrite = false

    func run() throws {
        do throws(EpisodeError) {
            print(try Repair(path: path, output: output, overwrites: overwrite).run().words(for: path))
        } catch {
            FileHandle.standardError.write(Data("fathom repair: \(error)\n".utf8))
            throw ExitCode(1)
        }
    }
}
