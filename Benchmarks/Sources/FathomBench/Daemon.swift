import Foundation

/// A process of ours with sockets in a folder of its own; ended with the object.
final class Daemon {
    let process = Process()
    /// Addresses for frames, for rewards and for requests.
    let frames: String
    let rewards: String
    let control: String
    private let folder: URL

    /// `fathom serve` with a configuration of Benchmarks/.
    convenience init(_ options: Options, configuration: String) throws {
        try self.init { frames, rewards, control in
            [
                options.daemon.path, "serve", options.sources.appending(path: configuration).path, "--frames",
                "bind:\(frames)", "--rewards", "bind:\(rewards)", "--control", "bind:\(control)", "--log-level",
                "warning",
            ]
        }
    }

    /// Takes frames and answers each with a few hundred bytes, and does nothing else.
    static func echo() throws -> Daemon {
        try Daemon { frames, rewards, _ in [CommandLine.arguments[0], "echo", frames, rewards] }
    }

    /// Answers each request with a few hundred bytes, and does nothing else.
    static func controlEcho() throws -> Daemon {
        try Daemon { _, _, control in [CommandLine.arguments[0], "control-echo", control] }
    }

    private init(_ command: (_ frames: String, _ rewards: String, _ control: String) -> [String]) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "fathom-bench-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let folder = folder
        func address(_ name: String) -> String { "ipc://\(folder.path)/\(name)" }
        (frames, rewards, control) = (address("frames"), address("rewards"), address("control"))
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = command(frames, rewards, control)
        // Where it says what it runs with; what goes wrong shows in the rows.
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
    }

    deinit {
        // Not SIGINT: a shell starts what it puts into the background with that ignored.
        process.terminate()
        process.waitUntilExit()
        try? FileManager.default.removeItem(at: folder)
    }

    /// Bytes of memory that are resident.
    var residentBytes: Int {
        let statm = (try? String(contentsOfFile: "/proc/\(process.processIdentifier)/statm", encoding: .utf8)) ?? ""
        return (statm.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0) * 4096
    }
}
