import ArgumentParser
import FathomDaemon
import FathomEpisodes
import FathomTransport

struct RecordCommand: ParsableCommand {
    enum Compression: String, ExpressibleByArgument, CaseIterable {
        case none, lz4, zstd
    }

    static let configuration = CommandConfiguration(
        commandName: "record",
        abstract: "Record camera streams without a daemon.",
        discussion: """
            Writes a file an episode, for fathom replay --config. Beside a daemon it may hear other frames than that one; a \
            daemon records its own by the key record of its configuration.

            Exit codes: 0 stopped (Ctrl-C), 1 failed, 2 usage, 3 stopped, and something is missing (standard error says \
            what).
            """)

    @Argument(help: "Where frames are published.")
    var endpoint: String

    @Option(help: "Folder for the files.")
    var into: String

    @Option(help: "Record this stream; several are recorded together, a pattern (env-*) each by itself.")
    var stream: [String] = []

    @Flag(help: "Bind the address instead of connecting to it.")
    var bind = false

    @Flag(help: "Take frames that publishers push.")
    var pull = false

    @Option(help: "Of the files.")
    var compression = Compression.none

    func validate() throws {
        if stream.count > 1, stream.contains(where: { $0.contains("*") }) {
            throw ValidationError("--stream takes one pattern, or any number of names.")
        }
        for name in stream where !StreamName.isValid(name, isPattern: true) {
            throw ValidationError("--stream must be 1 to 64 of a–z A–Z 0–9 . _ - (and *), found '\(name)'.")
        }
    }

    func run() throws {
        var recording = RecordingConfiguration(folder: into)
        recording.compression = MCAPCompression(rawValue: compression.rawValue) ?? .none
        let recorder = StreamRecorder(
            bind ? .bind(endpoint) : .connect(endpoint), streams: stream, pulls: pull, recording: recording)
        let status = recorder.run()
        if status != 0 { throw ExitCode(status) }
    }
}
