import FathomTestKit
import Testing

@testable import Fathom

/// The robot's own body looks like the target and is never taken for it.
@Suite struct RobotBodyTests {
    private static let tool = Vector3(-0.1, -0.1, 0.03)
    /// A red ball at the tip of the tool.
    private static let tip = Scene.Body("tip", .sphere(radius: 0.03), at: tool, color: Scene.red)

    private static func reward(_ robot: RobotBody, poses: Bool = true) throws -> Reward {
        var configuration = TaskConfiguration.reach(.description("the red ball"))
        configuration.robot = robot
        let pipeline = try Pipeline(configuration: configuration)
        var renderer = Renderer(camera: TrackPlay.camera)
        var frame = renderer.frame(Scene([TrackPlay.ball, tip]), gripper: tool)
        if !poses { frame.poses[0].name = "other" }
        return try unwrapped(pipeline.process(.frame(frame, skipped: 0)))
    }

    private static let volume = RobotBody.Volume(pose: "gripper", from: .zero, to: Vector3(0, 0, 0.02), radius: 0.045)

    @Test func withoutWordOfTheRobotTwoThingsFit() throws {
        #expect(try Self.reward(RobotBody()).status == .ambiguous)
    }

    @Test(arguments: [RobotBody(labels: ["tip"]), RobotBody(volumes: [volume])])
    func whatIsTheRobotIsNotTheTarget(_ robot: RobotBody) throws {
        let reward = try Self.reward(robot)
        #expect(reward.status == .measured, "\(reward.reason ?? "")")
        #expect((try unwrapped(reward.distance).target - TrackPlay.ball.center).length < 0.004)
    }

    @Test func aColourOfTheRobotIsNeverTheTarget() throws {
        #expect(try Self.reward(RobotBody(colors: [.red])).status == .absent)
    }

    @Test func aVolumeWhosePoseIsMissingIsToldByName() throws {
        let reward = try Self.reward(RobotBody(volumes: [Self.volume]), poses: false)
        #expect(reward.status == .rejected && reward.rejection?.field == "poses")
    }

    @Test func theRobotInFrontOfATrackedTargetHidesIt() throws {
        var configuration = TaskConfiguration.reach(.description("the red ball"))
        configuration.robot = RobotBody(labels: ["screen"])
        let pipeline = try Pipeline(configuration: configuration)
        var renderer = Renderer(camera: TrackPlay.camera)
        var statuses: [RewardStatus] = []
        for step in 0..<8 {
            let screen = TrackPlay.screen(TrackPlay.ball.center, color: Scene.red)
            let scene = Scene(3..<6 ~= step ? [TrackPlay.ball, screen] : [TrackPlay.ball])
            let frame = renderer.frame(scene, gripper: Vector3(0, 0, 0.5), sequence: UInt64(step))
            statuses.append(try unwrapped(pipeline.process(.frame(frame, skipped: 0))).status)
        }
        #expect(statuses == [.measured, .measured, .measured, .held, .held, .held, .measured, .measured])
    }
}
