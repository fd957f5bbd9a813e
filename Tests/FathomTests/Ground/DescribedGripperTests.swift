import FathomTestKit
import Testing

@testable import Fathom

/// A gripper that words describe, as in SpatialVLM's "the yellow gripper fingers", through the whole pipeline.
@Suite struct DescribedGripperTests {
    @Test func yellowFingersApproachARedBall() throws {
        var configuration = TaskConfiguration.reach(.description("the red ball"))
        configuration.gripper = .description("the yellow gripper fingers")
        let pipeline = try Pipeline(configuration: configuration)
        var renderer = Renderer()
        var potential = 0.0
        for step in 0..<5 {
            let place = Vector3(0.05, -0.15 + 0.03 * Double(step), 0.12)
            let fingers = Scene.Body(
                "fingers", .box(halfExtents: Vector3(0.02, 0.015, 0.03), heading: 0.2), at: place, color: Scene.yellow)
            let scene = Scene([GroundingTests.ball, GroundingTests.cube, fingers])
            // No pose of the gripper is sent.
            let frame = renderer.frame(scene, sequence: UInt64(step))
            let reward = try #require(pipeline.process(.frame(frame, skipped: 0)))
            #expect(reward.status == .measured, "\(reward.reason ?? "")")
            let distance = try #require(reward.distance)
            #expect((distance.gripper - place).length < 0.01)
            #expect(abs(distance.meters - (GroundingTests.ball.center - place).length) < 0.01)
            #expect(reward.terms.potential ?? 0 > potential)
            potential = reward.terms.potential ?? 0
        }
    }
}
