import Fathom
import Testing

@testable import FathomDaemon

@Suite struct TagConfigurationTests {
    private static func yaml(_ tag: String, key: String = "gripper") -> String {
        let entity = key == "gripper" ? "gripper: { pose: gripper }" : "target: \"the red ball\""
        return ConfigurationFixture.yaml().replacing(entity, with: "\(key): { tag: \(tag) }")
    }

    @Test(arguments: ["gripper", "target"])
    func aTagIsReadWithItsUnits(key: String) throws {
        let text = Self.yaml("{ family: tag36h11, id: 3, size: 4 cm, offset: [0, -5 mm, 0.1] }", key: key)
        let task = try ConfigurationFixture.read(text).tasks[0]
        let tag = AprilTag(family: .tag36h11, id: 3, size: 0.04, offset: Vector3(0, -0.005, 0.1))
        #expect((key == "gripper" ? task.gripper : task.target) == .tag(tag))
        let line = task.summary.split(separator: "\n").first { $0.hasPrefix("  \(key) ") }
        #expect(line?.hasSuffix(" tag: tag36h11/3, 0.04 m, offset (0.0, -0.005, 0.1) m") == true)
    }

    @Test func withoutOffsetTheTagsCentreCounts() throws {
        let text = Self.yaml("{ family: tagStandard52h13, id: 48713, size: 0.1 }")
        let tag = AprilTag(family: .tagStandard52h13, id: 48713, size: 0.1)
        #expect(try ConfigurationFixture.read(text).tasks[0].gripper == .tag(tag))
    }

    @Test(arguments: [
        ("tag36h11", ""), ("3", ""), ("{}", ".family .id .size"), ("[1]", ""),
        ("{ family: tag36h12, id: 3, size: 0.04 }", ".family"), ("{ family: tag36h11, id: 587, size: 0.04 }", ".id"),
        ("{ family: tag36h11, id: -1, size: 0.04 }", ".id"), ("{ family: tag36h11, id: 1.5, size: 0.04 }", ".id"),
        ("{ family: tag36h11, id: 3, size: 0 }", ".size"), ("{ family: tag36h11, id: 3, size: -4 cm }", ".size"),
        ("{ family: tag36h11, id: 3, size: 4 s }", ".size"), ("{ family: tag36h11, id: 3, size: 11 }", ".size"),
        ("{ family: tag36h11, id: 3, size: 0.04, offset: 0.1 }", ".offset"),
        ("{ family: tag36h11, id: 3, size: 0.04, offset: [0, 0] }", ".offset"),
        ("{ family: tag36h11, id: 3, size: 0.04, offset: [0, 0, nan] }", ".offset[2]"),
        ("{ family: tag36h11, id: 3, size: 0.04, ofset: [0, 0, 1] }", ".ofset"),
    ])
    func whatIsNoTagIsRefusedByItsKey(tag: String, keys: String) {
        let paths = ConfigurationFixture.issues(Self.yaml(tag)).map(\.keyPath)
        let keys = keys.isEmpty ? [""] : keys.split(separator: " ").map(String.init)
        #expect(Set(paths) == Set(keys.map { "tasks[0].gripper.tag\($0)" }))
    }

    @Test func aMisspeltFamilyComesWithTheRightOne() {
        let issue = ConfigurationFixture.issues(Self.yaml("{ family: tag36h12, id: 3, size: 0.04 }")).first
        #expect(issue?.suggestion == "tag36h11")
        let range = ConfigurationFixture.issues(Self.yaml("{ family: tag16h5, id: 30, size: 0.04 }")).first
        #expect(range?.allowed == "a whole number from 0 to 29")
    }
}
