import Fathom
import FathomEpisodes
import Foundation
import Testing

@Suite struct FolderImportTests {
    private let folder: TemporaryFolder
    private let output: String
    private let map = FolderMap(
        color: "{}-color.png", depth: "{}-depth.png", poses: "{}-pose.txt",
        intrinsics: FolderMap.Intrinsics(fx: 500, fy: 500, cx: 320, cy: 240), metersPerCount: 0.0001, rate: 10)

    init() throws {
        folder = try TemporaryFolder()
        output = folder.path + "/episode.mcap"
    }

    /// As much of a PNG as an import looks at.
    private func png(_ width: UInt8, _ height: UInt8) -> [UInt8] {
        [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13] + Array("IHDR".utf8)
            + [0, 0, 0, width, 0, 0, 0, height, 8, 2, 0, 0, 0]
    }

    private func write(_ name: String, _ bytes: [UInt8]) throws {
        try Data(bytes).write(to: URL(fileURLWithPath: folder.path + "/" + name))
    }

    private func writeFrame(_ number: String, pose: String = "1 0 0 0.5\n0 1 0 0\n0 0 1 2\n") throws {
        try write("\(number)-color.png", png(64, 48))
        try write("\(number)-depth.png", png(64, 48))
        try write("\(number)-pose.txt", Array(pose.utf8))
    }

    private func run(_ map: FolderMap) throws -> ImportReport {
        var episode = try FolderImport(path: folder.path, map: map)
        return try episode.run(to: output, version: "1")
    }

    @Test func numberedImagesBecomeFramesInOrder() throws {
        for number in ["10", "9", "100"] { try writeFrame(number) }
        try write("notes-depth.png", [])
        let report = try run(map)
        #expect(report.frames == 3 && !report.hasLoss)
        let file = try EpisodeFile(path: output)
        var times: [Int64] = []
        while let entry = try file.next() {
            if case .event(_, let time) = entry { times.append(time) }
        }
        #expect(times == [0, 100_000_000, 200_000_000])
    }

    @Test func whatCannotBeUsedIsNamedAndTheRestStays() throws {
        for number in ["1", "2", "3"] { try writeFrame(number) }
        try write("2-color.png", png(32, 48))
        let report = try run(map)
        #expect(report.frames == 2 && report.unreadable == 1)
        #expect(report.firstProblem?.hasSuffix("2-color.png: is 32×48, its depth 64×48") == true)
    }

    @Test(arguments: ["1 2 3", "2 0 0 0 0 2 0 0 0 0 2 0", "1 0 0 x 0 1 0 0 0 0 1 0", ""])
    func whatIsNoPoseIsNamed(pose: String) throws {
        try writeFrame("1", pose: pose)
        #expect(throws: EpisodeError.self) { _ = try run(map) }
        #expect(!folder.names.contains("episode.mcap"))
    }

    @Test func anEmptyFolderIsNamed() {
        #expect(throws: EpisodeError.unreadable(file: folder.path, reason: "no file is named as {}-depth.png")) {
            _ = try run(map)
        }
    }

    @Test func anEpisodeThatIsThereStays() throws {
        try writeFrame("1")
        try write("episode.mcap", [1])
        #expect(throws: EpisodeError.unwritable(file: output, reason: "is there already")) { _ = try run(map) }
    }

    private static let recorded = Conformance.folder.deletingLastPathComponent().appendingPathComponent(
        "ycb_video/0000")

    @Test(
        .enabled(if: FileManager.default.fileExists(atPath: recorded.path), "the recording is not beside this checkout")
    )
    func aRecordingOfARealCameraIsTaken() throws {
        var map = map
        map.poses = nil
        var episode = try FolderImport(path: Self.recorded.path, map: map)
        #expect(try episode.run(to: output, version: "1").frames == 5)
        let file = try EpisodeFile(path: output)
        var events = 0
        while let entry = try file.next() {
            guard case .event(let event, _) = entry else { continue }
            // Header, colour and depth, as they lie in the folder.
            #expect(event.parts.count == 3 && event.parts.dropFirst().allSatisfy { $0.bytes.count > 50_000 })
            events += 1
        }
        #expect(events == 5)
    }
}
