import FathomTestKit
import Testing

@testable import Fathom

/// A gripper that wears a tag, through the whole pipeline.
@Suite struct TagPipelineTests {
    static let tag = AprilTag(family: .tag36h11, id: 3, size: 0.08, offset: Vector3(0.01, 0.02, 0.06))
    static let scene = Scene([GroundingTests.ball, GroundingTests.cube, GroundingTests.block])

    /// Half a metre before the camera, to the side of the ball, leaning.
    static func pose(_ camera: Camera, moved shift: Vector3 = .zero) -> Transform {
        (camera.worldFromCamera ?? .identity)
            * TagStage.facing(at: Vector3(-0.11, -0.08, 0.5) + shift).moved(turn: Vector3(0.3, -0.2, 0.4), shift: .zero)
    }

    static func frame(_ camera: Camera, _ poses: [Transform], tag: AprilTag = tag, sequence: UInt64 = 0) -> Frame {
        var renderer = Renderer(camera: camera)
        var frame = renderer.frame(scene, sequence: sequence)
        for pose in poses { PrintedTag(tag, worldFromTag: pose)?.paint(on: &frame) }
        return frame
    }

    static func pipeline(
        gripper: EntitySelector = .tag(tag), target: EntitySelector = .description("the red ball")
    ) throws -> Pipeline {
        var configuration = TaskConfiguration.reach(target)
        configuration.gripper = gripper
        return try Pipeline(configuration: configuration)
    }

    private func process(_ pipeline: Pipeline, _ frame: Frame) throws -> Reward {
        try #require(pipeline.process(.frame(frame, skipped: 0)))
    }

    @Test(arguments: [true, false])
    func fromTheTagToADescribedBall(inTheWorld: Bool) throws {
        let sent = Camera.lookingAtTable()
        var frame = Self.frame(sent, [Self.pose(sent)])
        if !inTheWorld { frame.camera?.worldFromCamera = nil }
        let reward = try process(try Self.pipeline(), frame)
        #expect(reward.status == .measured, "\(reward.reason ?? "")")
        let distance = try #require(reward.distance)
        let tool = Self.pose(sent)(Self.tag.offset)
        #expect(distance.referenceFrame == (inTheWorld ? .world : .camera))
        #expect(abs(distance.meters - (GroundingTests.ball.center - tool).length) < 0.004)
        if inTheWorld { #expect((distance.gripper - tool).length < 0.002) }
    }

    @Test func aTagThatMovesIsFollowedAndOneThatIsHiddenIsHeld() throws {
        let camera = Camera.lookingAtTable()
        let pipeline = try Self.pipeline()
        // The last step is farther than a tracked thing is looked for.
        for (sequence, shift) in [0.0, 0.01, 0.02, 0.03, 0.2].enumerated() {
            let pose = Self.pose(camera, moved: Vector3(0, shift, 0))
            let reward = try process(pipeline, Self.frame(camera, [pose], sequence: UInt64(sequence)))
            let distance = try #require(reward.distance, "\(reward.reason ?? "")")
            #expect((distance.gripper - pose(Self.tag.offset)).length < 0.002)
        }
        let hidden = try process(pipeline, Self.frame(camera, [], sequence: 5))
        #expect(hidden.status == .held && hidden.distance != nil)
        #expect(hidden.reason == "gripper: tag tag36h11/3 is not seen")
        let again = try process(pipeline, Self.frame(camera, [Self.pose(camera)], sequence: 6))
        #expect(again.status == .measured)
    }

    @Test func twoTagsOfANumberAreAmbiguousAndAnotherNumberIsNone() throws {
        let camera = Camera.lookingAtTable()
        let poses = [Self.pose(camera), Self.pose(camera, moved: Vector3(0.2, 0, 0))]
        let twice = try process(try Self.pipeline(), Self.frame(camera, poses))
        #expect(twice.status == .ambiguous && twice.distance == nil)
        #expect(twice.reason == "gripper: 2 tags tag36h11/3 are in view: give one of them another id")
        var other = Self.tag
        other.id = 4
        let wrong = try process(try Self.pipeline(), Self.frame(camera, [Self.pose(camera)], tag: other))
        #expect(wrong.status == .absent && wrong.distance == nil)
        #expect(wrong.reason == "gripper: tag tag36h11/3 is not seen")
    }

    @Test func aWrongSizeIsWithheldWithTheOneThatDepthSpeaksFor() throws {
        let camera = Camera.lookingAtTable()
        var small = Self.tag
        small.size = 0.06
        let reward = try process(try Self.pipeline(gripper: .tag(small)), Self.frame(camera, [Self.pose(camera)]))
        #expect(reward.status == .absent && reward.distance == nil)
        #expect(reward.reason?.contains("measures about 8") == true, "\(reward.reason ?? "")")
        #expect(reward.reason?.contains("not 6.0 cm") == true)
    }

    @Test func withoutColourTheFrameIsRejected() throws {
        let camera = Camera.lookingAtTable()
        var frame = Self.frame(camera, [Self.pose(camera)])
        frame.planes.removeAll { $0.kind == .color }
        let reward = try process(try Self.pipeline(target: .label("ball")), frame)
        #expect(reward.status == .rejected)
        #expect(reward.reason == "planes: expected a color plane, found depth, label")
    }

    @Test(arguments: [false, true])
    func twoTagsNeedNoDepth(withEmptyDepth: Bool) throws {
        var stage = TagStage()
        stage.hasDepth = withEmptyDepth
        let target = AprilTag(family: .tag16h5, id: 7, size: 0.06)
        let places = [Vector3(-0.1, 0, 0.6), Vector3(0.12, 0.05, 0.7)]
        let lean = Vector3(0.5, 0.3, 0)
        var frame = stage.frame([])
        for (tag, place) in zip([TagStage.tag, target], places) {
            let pose = TagStage.facing(at: place).moved(turn: lean, shift: .zero)
            PrintedTag(tag, worldFromTag: pose)?.paint(on: &frame)
        }
        if withEmptyDepth {
            frame.planes[1].storage = OwnedBytes([UInt8](repeating: 0, count: 640 * 480 * 4))
        }
        let reward = try process(try Self.pipeline(gripper: .tag(TagStage.tag), target: .tag(target)), frame)
        #expect(reward.status == .measured, "\(reward.reason ?? "")")
        let distance = try #require(reward.distance)
        let tool = TagStage.facing(at: places[0]).moved(turn: lean, shift: .zero)(TagStage.tag.offset)
        #expect(abs(distance.meters - (places[1] - tool).length) <= 3 * distance.standardDeviation)
        #expect(distance.standardDeviation < 0.01)
    }

    @Test func aDescribedTargetStillNeedsDepth() throws {
        let camera = Camera.lookingAtTable()
        var frame = Self.frame(camera, [Self.pose(camera)])
        frame.planes.removeAll { $0.kind != .color }
        let reward = try process(try Self.pipeline(), frame)
        #expect(reward.status == .rejected && reward.reason?.contains("depth") == true)
    }
}
