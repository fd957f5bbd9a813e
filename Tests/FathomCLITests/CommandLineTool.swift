import Foundation

/// The built `fathom`, run as a user runs it.
struct CommandLineTool {
    struct Outcome {
        var status: Int32
        var output: String
        var errors: String
    }

    /// Runs to the end.
    static func run(_ arguments: String...) throws -> Outcome {
        let process = try RunningTool(arguments)
        return process.wait()
    }

    /// The product beside the test bundle, wherever the build folder is.
    static var executable: URL {
        let bundle = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        let beside = bundle.deletingLastPathComponent().appending(path: "fathom")
        return FileManager.default.isExecutableFile(atPath: beside.path)
            ? beside : repository.appending(path: ".build/debug/fathom")
    }

    static var repository: URL {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
    }
}

/// A `fathom` that is running; its output goes to files, which never fill up as pipes do.
final class RunningTool {
    let process = Process()
    private let folder: URL

    init(_ arguments: [String]) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "fathom-cli-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        process.executableURL = CommandLineTool.executable
        process.arguments = arguments
        process.environment = ["PATH": "/usr/bin:/bin", "COLUMNS": "80"]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try Self.file(folder.appending(path: "out"))
        process.standardError = try Self.file(folder.appending(path: "err"))
        try process.run()
    }

    deinit {
        if process.isRunning { process.terminate() }
        try? FileManager.default.removeItem(at: folder)
    }

    var output: String { Self.text(folder.appending(path: "out")) }
    var errors: String { Self.text(folder.appending(path: "err")) }

    func wait() -> CommandLineTool.Outcome {
        process.waitUntilExit()
        return CommandLineTool.Outcome(status: process.terminationStatus, output: output, errors: errors)
    }

    private static func file(_ url: URL) throws -> FileHandle {
        try Data().write(to: url)
        return try FileHandle(forWritingTo: url)
    }

    private static func text(_ url: URL) -> String {
        (try? String(contentsOf: url, encoding: .utf8)) ?? ""
    }
}
