import Foundation
import Testing

/// `fathom serve` as a process of its own.
final class ServeProcess {
    private let process = Process()
    private let end = DispatchSemaphore(value: 0)
    private let errors: FileHandle
    private let errorFile: String

    /// - Parameter input: its standard input; empty unless given.
    init(
        _ configuration: String, in folder: TemporaryFolder, arguments: [String] = [],
        input: FileHandle = .nullDevice
    ) throws {
        let name = String(UInt64.random(in: .min ... .max), radix: 36)
        let file = try folder.write(configuration, to: name + ".yaml")
        errorFile = try folder.write("", to: name + ".log")
        errors = try #require(FileHandle(forWritingAtPath: errorFile))
        process.executableURL = try Self.binary
        process.arguments = ["serve", file] + arguments
        process.standardError = errors
        process.standardInput = input
        process.terminationHandler = { [end] _ in end.signal() }
        try process.run()
    }

    deinit {
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    }

    /// What it wrote to standard error so far.
    var output: String {
        (try? String(contentsOfFile: errorFile, encoding: .utf8)) ?? ""
    }

    func send(_ signal: Int32) {
        kill(process.processIdentifier, signal)
    }

    /// Returns once it has said that its sockets are bound.
    func waitUntilReady() throws {
        for _ in 0..<patience / 10 {
            if output.contains("ready") { return }
            try #require(process.isRunning, "\(output)")
            usleep(10_000)
        }
        Issue.record("not ready: \(output)")
    }

    var residentBytes: Int {
        get throws {
            let text = try String(contentsOfFile: "/proc/\(process.processIdentifier)/statm", encoding: .utf8)
            return try #require(text.split(separator: " ").dropFirst().first.flatMap { Int($0) }) * Int(getpagesize())
        }
    }

    /// The exit status; 128 plus the signal that ended it.
    func wait() throws -> Int32 {
        try #require(end.wait(timeout: .now() + .milliseconds(patience)) == .success, "it goes on: \(output)")
        let isSignalled = process.terminationReason == .uncaughtSignal
        return process.terminationStatus + (isSignalled ? 128 : 0)
    }

    /// The product that was built together with these tests.
    static var binary: URL {
        get throws {
            let bundle = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
            let url = bundle.appending(path: "fathom")
            try #require(FileManager.default.isExecutableFile(atPath: url.path), "no binary at \(url.path)")
            return url
        }
    }
}

extension TemporaryFolder {
    /// A task on poses, all sockets in this folder unless told otherwise.
    func yaml(frames: String? = nil, rewards: String? = nil) -> String {
        """
        frames: { bind: "\(frames ?? endpoint("frames"))", delivery: every }
        rewards: { bind: "\(rewards ?? endpoint("rewards"))" }
        tasks:
          - name: state
            streams: [state]
            gripper: { pose: gripper }
            target: { pose: object }
            reward: { success: { within: 1 cm } }
        """
    }
}
