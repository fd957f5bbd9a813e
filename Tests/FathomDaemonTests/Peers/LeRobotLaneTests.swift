import Fathom
import FathomTestKit
import FathomTransport
import Testing

@testable import FathomDaemon

/// A lane that listens to LeRobot's image server.
@Suite struct LeRobotLaneTests {
    @Test("Colour alone is rejected with what is missing, frame after frame; what cannot be read as well")
    func noDepth() throws {
        let context = try ZMQContext()
        let server = try ZMQSocket(context, .xpub)
        try server.bind("ipc://*")
        let intrinsics = PinholeIntrinsics(fx: 20, fy: 20, cx: 7.5, cy: 7.5)
        var task = TaskConfiguration.reach()
        task.gripper = .description("the black gripper")
        let lane = try RunningLane([task]) {
            $0.frames.peer = .lerobot(LeRobotStream(width: 16, height: 16, intrinsics: intrinsics))
            $0.frames.endpoints = [Endpoint(.connect, "lerobot+" + server.endpoint)]
        }
        let rewards = try RewardStream(lane.context, .connect(lane.configuration.rewards.address))
        var reward: Reward?
        for sequence in 0..<patience where reward == nil {
            _ = try server.send(Self.message(sequence), .last)
            reward = try rewards.next(milliseconds: 1)
        }
        #expect(reward?.status == .rejected)
        #expect(reward?.stream == "front")
        #expect(reward?.rejection?.field == "planes")
        #expect(reward?.rejection?.found == "no depth, colour alone")
        #expect(reward?.distance == nil)
        _ = try server.send(Array("{".utf8), .last)
        while reward?.rejection?.field == "planes" {
            reward = try rewards.next(milliseconds: patience)
            try #require(reward != nil)
        }
        #expect(reward?.rejection?.field == "json")
        try lane.stop()
    }

    private static func message(_ sequence: Int) -> [UInt8] {
        Array(#"{"timestamps": {"front": \#(sequence + 1)}, "images": {"front": "\#(image)"}}"#.utf8)
    }

    /// Looked at only when there is depth.
    private static let image = "/9j/4AAQSkZJRgABAQAAAQABAAD/2Q=="
}
