import FathomDaemon
import FathomEpisodes
import Foundation
import Testing

@Suite struct ImportFileTests {
    private func read(_ text: String) throws -> ImportFile {
        try ImportFile(name: "map.yaml", text: text)
    }

    @Test func topicsAreRead() throws {
        let file = try read(
            """
            stream: wrist
            topics: { color: /color, depth: /depth, camera: /info }
            tolerance: 5 ms
            depth_unit: 0.1 mm
            transforms: { topics: /tf, world: base, camera: optical, poses: { target: mug, gripper: tool0 } }
            """)
        let map = ImportMap(
            stream: "wrist", color: "/color", depth: "/depth", camera: "/info", toleranceNanoseconds: 5_000_000,
            metersPerCount: 0.0001,
            transforms: ImportMap.Transforms(
                topics: ["/tf"], world: "base", camera: "optical",
                poses: [.init(name: "gripper", frame: "tool0"), .init(name: "target", frame: "mug")]))
        #expect(file == .topics(map))
    }

    @Test func foldersAreRead() throws {
        let file = try read(
            """
            folder: { color: "{}.jpg", depth: "d{}.png", camera: { fx: 1, fy: 2, cx: 3, cy: 4 } }
            """)
        let map = FolderMap(
            color: "{}.jpg", depth: "d{}.png", intrinsics: FolderMap.Intrinsics(fx: 1, fy: 2, cx: 3, cy: 4))
        #expect(file == .folder(map))
    }

    @Test(arguments: [
        ("{}", "topics"),
        ("topics: { color: /c, depth: /d }", "topics.camera"),
        ("topics: { colour: /c, depth: /d, camera: /i }", "topics.colour"),
        ("topics: { color: /c, depth: /d, camera: /i }\ntolerance: 3 miles", "tolerance"),
        ("topics: { color: /c, depth: /d, camera: /i }\ntransforms: { topics: /tf }", "transforms.world"),
        ("folder: { color: \"{}.png\", depth: \"d{}.png\" }", "folder.camera"),
        ("folder: { color: c.png, depth: \"d{}.png\", camera: { fx: 1, fy: 1, cx: 1, cy: 1 } }", "folder.color"),
        (
            "folder: { color: \"{}.png\", depth: \"d{}.png\", camera: { fx: 0, fy: 1, cx: 1, cy: 1 } }",
            "folder.camera.fx"
        ),
        ("folder: {}\ntopics: {}", "topics"),
    ])
    func whatIsWrongIsNamed(_ text: String, _ key: String) {
        let error = #expect(throws: ConfigurationError.self) { try read(text) }
        #expect(error.map { "\($0)".contains("\(key): ") } == true, "\(error.map { "\($0)" } ?? "")")
    }

    @Test func theExamplesOfThePageAreRead() throws {
        let page = try String(
            contentsOf: URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
                .deletingLastPathComponent().deletingLastPathComponent().appending(path: "docs/episodes.md"),
            encoding: .utf8)
        let examples = page.components(separatedBy: "```yaml\n").dropFirst().compactMap {
            $0.components(separatedBy: "```").first
        }
        let maps = examples.filter { $0.hasPrefix("topics:") || $0.hasPrefix("folder:") }
        #expect(maps.count == 2)
        for map in maps { _ = try read(map) }
    }
}
