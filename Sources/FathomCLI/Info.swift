import ArgumentParser
import FathomEpisodes
import Foundation

struct InfoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "info",
        abstract: "Tell what recorded episodes hold.",
        discussion: """
            Exit codes: 0 done, 1 a file cannot be read, 2 usage.
            """)

    @Argument(help: ArgumentHelp("Recorded episodes (MCAP), also unfinished ones.", valueName: "file"))
    var files: [String]

    @Flag(help: "Print one JSON object a line.")
    var json = false

    func run() throws {
        var isWhole = true
        for path in files {
            do {
                let info = try EpisodeInfo(path: path)
                print(json ? String(decoding: try info.json(), as: UTF8.self) : info.text)
            } catch {
                FileHandle.standardError.write(Data("fathom info: \(error)\n".utf8))
                isWhole = false
            }
        }
        if !isWhole { throw ExitCode(1) }
    }
}
