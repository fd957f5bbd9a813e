import ArgumentParser
import FathomEpisodes
import FathomStill
import Foundation

struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Take rewards or pictures out of a recorded episode.",
        discussion: """
            Rewards are those that were recorded; fathom replay makes others. Frames are drawn with the measured segment \
            and its length.

            Exit codes: 0 whole, 1 failed, 2 usage, 3 done with loss (standard error says what).
            """)

    @Argument(help: ArgumentHelp("A recorded episode (MCAP), also an unfinished one.", valueName: "file"))
    var file: String

    @Flag(help: "Print the rewards as CSV.")
    var csv = false

    @Flag(help: "Print the rewards as JSON lines.")
    var jsonl = false

    @Option(help: ArgumentHelp("Write each frame as PNG into this folder.", valueName: "dir"))
    var frames: String?

    @Option(help: ArgumentHelp("Write a new MCAP file that Foxglove and Rerun show.", valueName: "mcap"))
    var foxglove: String?

    func validate() throws {
        guard [csv, jsonl, frames != nil, foxglove != nil].filter({ $0 }).count == 1 else {
            throw ValidationError("One of --csv, --jsonl, --frames and --foxglove must be given.")
        }
    }

    func run() throws {
        do {
            let damage = try export()
            guard let damage else { return }
            Self.tell("\(damage)")
        } catch {
            Self.tell("\(error)")
            throw ExitCode(1)
        }
        throw ExitCode(3)
    }

    private func export() throws -> EpisodeError? {
        let export = EpisodeExport(path: file)
        func write(_ bytes: [UInt8]) throws { try FileHandle.standardOutput.write(contentsOf: Data(bytes)) }
        if csv { return try export.csv(write) }
        if let foxglove { return try export.foxglove(to: foxglove) }
        guard let frames else { return try export.jsonLines(write) }
        let done = try export.frames(into: frames, draw: FrameOverlay.png)
        Self.tell("\(done.written) frames" + (done.without > 0 ? ", \(done.without) without pixels left out" : ""))
        return done.damage
    }

    private static func tell(_ text: String) {
        FileHandle.standardError.write(Data("fathom export: \(text)\n".utf8))
    }
}
