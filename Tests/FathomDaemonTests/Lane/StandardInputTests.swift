import Foundation
import Testing

/// `fathom serve --stop-with-stdin`: the daemon goes when the one who started it does.
@Suite(.timeLimit(.minutes(2))) struct StandardInputTests {
    private let folder = TemporaryFolder()

    @Test func theEndOfStandardInputStopsIt() throws {
        let pipe = Pipe()
        let process = try ServeProcess(
            folder.yaml(), in: folder, arguments: ["--stop-with-stdin"], input: pipe.fileHandleForReading)
        try process.waitUntilReady()
        try pipe.fileHandleForWriting.write(contentsOf: Data("what comes before the end is thrown away\n".utf8))
        try pipe.fileHandleForWriting.close()
        #expect(try process.wait() == 0)
        #expect(process.output.contains("stopped"))
    }

    @Test func aSignalStopsItWhileStandardInputIsOpen() throws {
        let pipe = Pipe()
        let process = try ServeProcess(
            folder.yaml(), in: folder, arguments: ["--stop-with-stdin"], input: pipe.fileHandleForReading)
        try process.waitUntilReady()
        process.send(SIGTERM)
        #expect(try process.wait() == 0)
        try pipe.fileHandleForWriting.close()
    }

    @Test func withoutTheFlagTheEndOfStandardInputMeansNothing() throws {
        let process = try ServeProcess(folder.yaml(), in: folder)
        try process.waitUntilReady()
        process.send(SIGTERM)
        #expect(try process.wait() == 0)
    }

    @Test func itDoesNotOutliveAParentThatWasKilled() throws {
        let file = try folder.write(folder.yaml(), to: "fathom.yaml")
        let log = try folder.write("", to: "fathom.log")
        // A shell that holds the pipe's only writing end, and starts the daemon on the other.
        let parent = Process()
        parent.executableURL = URL(fileURLWithPath: "/bin/sh")
        parent.arguments = [
            "-c",
            """
            mkfifo "$2.pipe"
            "$0" serve "$1" --stop-with-stdin <"$2.pipe" 2>"$2" &
            exec sleep 600 >"$2.pipe"
            """,
            try ServeProcess.binary.path, file, log,
        ]
        try parent.run()
        try waitUntil(log, says: "ready")
        kill(parent.processIdentifier, SIGKILL)
        try waitUntil(log, says: "stopped")
    }

    private func waitUntil(_ file: String, says word: String) throws {
        try eventually("\(word) in \(file)") {
            try String(contentsOfFile: file, encoding: .utf8).contains(word)
        }
    }
}
