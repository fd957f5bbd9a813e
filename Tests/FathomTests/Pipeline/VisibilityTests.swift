import FathomTestKit
import Testing

@testable import Fathom

/// Sessions in which the target hides, moves, goes and comes back, before one camera or two.
@Suite struct VisibilityTests {
    @Test func aHiddenTargetIsHeldAndFoundAgain() throws {
        let camera = Camera.lookingAtTable()
        let eye = try #require(camera.worldFromCamera).translation
        let wall = Scene.Body(
            "hand", .sphere(radius: 0.06), at: PipelineTests.ball.center + (eye - PipelineTests.ball.center) * 0.3,
            color: Scene.green)
        let pipeline = try PipelineTests.pipeline()
        var statuses: [RewardStatus] = []
        for frame in PipelineTests.approach(9, { 3..<6 ~= $0 ? PipelineTests.still + [wall] : PipelineTests.still }) {
            let reward = try #require(pipeline.process(.frame(frame, skipped: 0)))
            statuses.append(reward.status)
            let distance = try #require(reward.distance)
            #expect((distance.target - PipelineTests.ball.center).length < 0.004)
        }
        #expect(
            statuses == [.measured, .measured, .measured, .held, .held, .held, .measured, .measured, .measured])
    }

    @Test func aTargetThatIsTakenAwayIsAbsentAndFoundElsewhere() throws {
        var moved = PipelineTests.ball
        moved.center = Vector3(-0.15, 0.05, 0.03)
        let elsewhere = moved
        let pipeline = try PipelineTests.pipeline()
        let frames = PipelineTests.approach(7) { step in
            step < 2 ? PipelineTests.still : step < 4 ? [GroundingTests.cube] : [GroundingTests.cube, elsewhere]
        }
        let rewards = frames.compactMap { pipeline.process(.frame($0, skipped: 0)) }
        // A single frame proves neither that it is gone nor that it is elsewhere.
        let expected: [RewardStatus] = [.measured, .measured, .held, .absent, .ambiguous, .measured, .measured]
        #expect(rewards.map(\.status) == expected)
        #expect((try unwrapped(rewards.last?.distance).target - elsewhere.center).length < 0.004)
    }

    @Test func aFlatThingThatWasMovedIsNotHeldAtItsOldPlace() throws {
        var box = Scene.Body(
            "box", .box(halfExtents: Vector3(0.06, 0.04, 0.015), heading: 0.2), at: Vector3(0.05, 0.1, 0.015),
            color: Scene.blue)
        let start = box
        box.center = Vector3(-0.13, 0.02, 0.015)
        let moved = box
        let pipeline = try PipelineTests.pipeline(.description("the blue box"))
        let rewards = PipelineTests.approach(6) { [$0 < 3 ? start : moved] }.compactMap {
            pipeline.process(.frame($0, skipped: 0))
        }
        #expect(rewards.map(\.status) == [.measured, .measured, .measured, .held, .measured, .measured])
        #expect((try unwrapped(rewards[4].distance).target - moved.center).length < 0.005)
    }

    @Test func aBlindFirstFrameDoesNotSpoilTheEpisode() throws {
        let pipeline = try PipelineTests.pipeline(.description("the black cube"))
        var frames = PipelineTests.approach(4)
        var depth = [Float](repeating: .nan, count: 320 * 240)
        depth[5] = 1
        frames[0].planes[1].storage = OwnedBytes(depth.withUnsafeBytes { Array($0) })
        let rewards = frames.compactMap { pipeline.process(.frame($0, skipped: 0)) }
        #expect(rewards.map(\.status) == [.absent, .measured, .measured, .measured])
        #expect((try unwrapped(rewards.last?.distance).target - GroundingTests.cube.center).length < 0.004)
    }

    @Test func twoCamerasMakeOneSessionAndOneRewardAFrameOfTheFirst() throws {
        var configuration = TaskConfiguration.reach(.description("the red ball"))
        configuration.streams = .fused(["front", "side"])
        let pipeline = try Pipeline(configuration: configuration)
        var front = Renderer()
        var side = Renderer(camera: .lookingAtTable(from: Vector3(-0.5, -0.6, 0.5)))
        let scene = Scene(PipelineTests.still)
        for step in 0..<4 as Range<UInt64> {
            let gripper = Vector3(0, 0, 0.3)
            let sideFrame = side.frame(scene, gripper: gripper, stream: "side", sequence: step)
            #expect(pipeline.process(.frame(sideFrame, skipped: 0)) == nil)
            let reward = pipeline.process(.frame(front.frame(scene, gripper: gripper, sequence: step), skipped: 0))
            #expect((try unwrapped(reward?.distance).target - PipelineTests.ball.center).length < 0.003)
        }
    }

    @Test func whatOneCameraCannotSeeAnotherMeasures() throws {
        var configuration = TaskConfiguration.reach(.description("the red ball"))
        configuration.streams = .fused(["front", "side"])
        let pipeline = try Pipeline(configuration: configuration)
        var front = Renderer()
        var side = Renderer(camera: .lookingAtTable(from: Vector3(-0.5, -0.6, 0.5)))
        let eye = try #require(front.camera.worldFromCamera).translation
        let hand = Scene.Body(
            "hand", .sphere(radius: 0.06), at: PipelineTests.ball.center + (eye - PipelineTests.ball.center) * 0.3,
            color: Scene.green)
        var moved = PipelineTests.ball
        for step in 0..<6 as Range<UInt64> {
            moved.center.x = PipelineTests.ball.center.x + 0.01 * Double(step)
            let scene = Scene(step < 2 ? [moved] : [moved, hand])
            let gripper = Vector3(0, 0, 0.3)
            _ = pipeline.process(
                .frame(side.frame(scene, gripper: gripper, stream: "side", sequence: step), skipped: 0))
            let reward = pipeline.process(.frame(front.frame(scene, gripper: gripper, sequence: step), skipped: 0))
            #expect(reward?.status == .measured)
            #expect((try unwrapped(reward?.distance).target - moved.center).length < 0.004)
        }
    }
}
