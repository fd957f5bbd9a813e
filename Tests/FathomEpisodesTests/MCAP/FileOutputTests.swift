import FathomEpisodes
import Foundation
import Testing

@Suite struct FileOutputTests {
    @Test func aFileTakesItsNameWhenItIsWhole() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/a.mcap"
        let output = try FileOutput(path: path)
        let expected = try Episode().write(to: output)
        #expect(folder.names == ["a.mcap.partial"])
        try output.finish()
        #expect(folder.names == ["a.mcap"])
        #expect(try MCAPReader(FileInput(path: path)).messages().all().map(\.text) == expected.messages)
    }

    @Test func nothingIsOverwritten() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/a.mcap"
        try Data("mine".utf8).write(to: URL(fileURLWithPath: path))
        #expect(throws: EpisodeError.unwritable(file: path, reason: "is there already")) {
            _ = try FileOutput(path: path)
        }
        try FileManager.default.removeItem(atPath: path)
        let output = try FileOutput(path: path)
        #expect(throws: EpisodeError.unwritable(file: path + ".partial", reason: "is there already")) {
            _ = try FileOutput(path: path)
        }
        // One that comes while it is written.
        try Data("mine".utf8).write(to: URL(fileURLWithPath: path))
        #expect(throws: EpisodeError.unwritable(file: path, reason: "is there already")) { try output.finish() }
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "mine")
        #expect(folder.names == ["a.mcap", "a.mcap.partial"])
    }

    @Test func aFolderThatIsNotThereIsNamed() {
        #expect(throws: EpisodeError.unwritable(file: "/nowhere/a.mcap.partial", reason: "No such file or directory")) {
            _ = try FileOutput(path: "/nowhere/a.mcap")
        }
        #expect(throws: EpisodeError.unreadable(file: "/nowhere", reason: "No such file or directory")) {
            _ = try FileInput(path: "/nowhere")
        }
        #expect(throws: EpisodeError.unreadable(file: "/", reason: "is a directory, not a file")) {
            _ = try FileInput(path: "/")
        }
        #expect(throws: EpisodeError.unreadable(file: "/dev/null", reason: "is no ordinary file")) {
            _ = try FileInput(path: "/dev/null")
        }
    }
}

/// A folder that goes away with its owner.
final class TemporaryFolder {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.appendingPathComponent("fathom-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    var names: [String] { (try? FileManager.default.contentsOfDirectory(atPath: path).sorted()) ?? [] }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }
}
