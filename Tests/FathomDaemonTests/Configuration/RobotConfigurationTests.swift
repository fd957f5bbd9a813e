import Fathom
import Testing

@testable import FathomDaemon

@Suite struct RobotConfigurationTests {
    private static func yaml(_ robot: String) -> String {
        let target = "target: \"the red ball\""
        return ConfigurationFixture.yaml().replacing(target, with: "\(target)\n    robot: \(robot)")
    }

    @Test func aRobotIsReadWithItsUnits() throws {
        let text = Self.yaml(
            "{ labels: [arm, hand], colors: black, volumes: [{ pose: gripper, radius: 5 cm, to: [0, 0, 20 cm] }, "
                + "{ pose: elbow, radius: 0.1, from: [1, 0, 0] }] }")
        let robot = try ConfigurationFixture.read(text).tasks[0].robot
        let volumes = [
            RobotBody.Volume(pose: "gripper", from: .zero, to: Vector3(0, 0, 0.2), radius: 0.05),
            RobotBody.Volume(pose: "elbow", from: Vector3(1, 0, 0), to: Vector3(1, 0, 0), radius: 0.1),
        ]
        #expect(robot == RobotBody(labels: ["arm", "hand"], colors: [.black], volumes: volumes))
    }

    @Test func itDecidesTheDigest() throws {
        let digests = try ["{ labels: arm }", "{ labels: arms }", "{ colors: red }", "{ colors: blue }"].map {
            try ConfigurationFixture.read(Self.yaml($0)).tasks[0].digest
        }
        #expect(Set(digests + [try ConfigurationFixture.read(ConfigurationFixture.yaml()).tasks[0].digest]).count == 5)
    }

    @Test(arguments: [
        ("{ label: arm }", ".label"), ("{ colors: [blak] }", ".colors[0]"),
        ("{ volumes: [{ radius: 1 }] }", ".volumes[0].pose"),
        ("{ volumes: [{ pose: a }] }", ".volumes[0].radius"),
        ("{ volumes: [{ pose: a, radius: -1 }] }", ".volumes[0].radius"),
        ("{ volumes: [{ pose: a, radius: 1, from: [0, 0] }] }", ".volumes[0].from"),
    ])
    func whatIsNoRobotIsRefusedByItsKey(robot: String, key: String) {
        let paths = ConfigurationFixture.issues(Self.yaml(robot)).map(\.keyPath)
        #expect(paths == ["tasks[0].robot\(key)"])
    }
}
