import Foundation

/// A Python script in a process of its own, run for some frames when its turn comes.
final class Script {
    private let name: String
    private let process = Process()
    private let input = Pipe()
    private let output = Pipe()
    private var buffer = Data()
    private var position = 0
    private(set) var found = 0
    private(set) var asked = 0

    /// The OpenCV+SciPy script.
    convenience init(_ options: Options, recording: String, color: String) throws {
        let frames = options.data.appending(path: recording).appending(path: "frames.bin").path
        try self.init(options, "script_server.py", [frames, color])
    }

    /// - Parameter name: of the script's file.
    init(_ options: Options, _ name: String, _ arguments: [String]) throws {
        self.name = name
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [options.python, options.sources.appending(path: name).path] + arguments
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        guard try readLine() == "ready" else { throw Failure("\(name) did not start") }
    }

    deinit {
        process.terminate()
    }

    /// A contestant that runs the script on `count` frames a turn.
    func contestant(_ name: String = Script.name, count: Int) -> Contestant {
        Contestant(name) { samples in
            try self.input.fileHandleForWriting.write(contentsOf: Data("\(self.position) \(count)\n".utf8))
            let numbers = try self.readLine().split(separator: " ").compactMap { UInt64($0) }
            guard numbers.count == count + 1 else { throw Failure("\(self.name) stopped") }
            self.found += Int(numbers[0])
            self.asked += count
            self.position += count
            for duration in numbers.dropFirst() { samples.append(duration) }
        }
    }

    static let name = "OpenCV+SciPy script"

    private func readLine() throws -> String {
        while true {
            if let end = buffer.firstIndex(of: 10) {
                defer { buffer.removeSubrange(...end) }
                return String(decoding: buffer[..<end], as: UTF8.self)
            }
            // Unlike read(upToCount:), this does not wait for more than there is.
            let more = output.fileHandleForReading.availableData
            guard !more.isEmpty else { throw Failure("\(name) stopped") }
            buffer.append(more)
        }
    }
}
