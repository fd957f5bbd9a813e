import FathomTestKit
import Testing

@testable import Fathom

/// Grounding through the whole pipeline on rendered scenes of which everything is known.
@Suite struct GroundingTests {
    static let ball = Scene.Body("ball", .sphere(radius: 0.03), at: Vector3(0.05, 0.1, 0.03), color: Scene.red)
    static let cube = Scene.Body(
        "cube", .box(halfExtents: Vector3(0.025, 0.025, 0.025), heading: 0.4), at: Vector3(-0.1, -0.05, 0.025),
        color: Scene.black)
    static let blackBall = Scene.Body(
        "decoy", .sphere(radius: 0.028), at: Vector3(0.08, -0.1, 0.028), color: Scene.black)
    static let block = Scene.Body(
        "block", .box(halfExtents: Vector3(0.05, 0.02, 0.03), heading: -0.3), at: Vector3(-0.12, 0.16, 0.03),
        color: Scene.blue)
    static let gripper = Vector3(0.2, 0, 0.3)

    static func reward(
        _ target: EntitySelector, _ bodies: [Scene.Body], noise: DepthNoise = .ideal, camera: Camera = .lookingAtTable()
    ) throws -> Reward {
        let pipeline = try Pipeline(configuration: .reach(target, noise: noise))
        var renderer = Renderer(camera: camera, noise: noise, seed: 7)
        let frame = renderer.frame(Scene(bodies), gripper: gripper)
        return try #require(pipeline.process(.frame(frame, skipped: 0)))
    }

    @Test(arguments: [
        ("the red ball", ball), ("the black cube", cube), ("the blue block", block), ("the black ball", blackBall),
        ("the ball", ball),
    ])
    func aDescriptionFindsItsThingToMillimetres(_ phrase: String, _ body: Scene.Body) throws {
        let others =
            phrase == "the ball"
            ? [Self.cube, Self.block, Self.ball] : [Self.ball, Self.cube, Self.blackBall, Self.block]
        let reward = try Self.reward(.description(phrase), others)
        #expect(reward.status == .measured, "\(reward.reason ?? "")")
        let distance = try #require(reward.distance)
        #expect((distance.target - body.center).length < 0.004)
        #expect(abs(distance.meters - (body.center - Self.gripper).length) < 0.004)
    }

    @Test func aDescriptionFindsItsThingThroughSensorNoise() throws {
        let reward = try Self.reward(
            .description("the red ball"), [Self.ball, Self.cube, Self.block], noise: .structuredLight)
        let distance = try #require(reward.distance)
        #expect((distance.target - Self.ball.center).length < 0.006)
    }

    @Test func twoOfAKindAreAmbiguousAndAPlaceWordSettlesIt() throws {
        var other = Self.ball
        other.center = Vector3(-0.15, 0, 0.03)
        let both = [Self.ball, other]
        let reward = try Self.reward(.description("the red ball"), both)
        #expect(reward.status == .ambiguous)
        #expect(reward.distance == nil && reward.terms.potential == nil && reward.terms.value == nil)
        #expect(reward.reason?.contains("'the left red ball'") == true)
        for (word, body) in try [("left", leftmost(both)), ("right", leftmost(both.reversed(), sign: -1))] {
            let settled = try Self.reward(.description("the \(word) red ball"), both)
            let distance = try #require(settled.distance)
            #expect((distance.target - body.center).length < 0.004)
        }
    }

    private func leftmost(_ bodies: [Scene.Body], sign: Double = 1) throws -> Scene.Body {
        let camera = Camera.lookingAtTable()
        let cameraFromWorld = try #require(camera.worldFromCamera).rigidInverse
        return try #require(
            bodies.min { sign * cameraFromWorld($0.center).x < sign * cameraFromWorld($1.center).x })
    }

    @Test(arguments: ["ball", "cube", "block"])
    func theNounTellsThingsOfOneColourApart(_ noun: String) throws {
        let bodies = [
            Scene.Body("ball", .sphere(radius: 0.03), at: Vector3(0.05, 0.12, 0.03), color: Scene.yellow),
            Scene.Body(
                "cube", .box(halfExtents: Vector3(0.03, 0.03, 0.03), heading: 0.7), at: Vector3(-0.12, -0.05, 0.03),
                color: Scene.yellow),
            Scene.Body(
                "block", .box(halfExtents: Vector3(0.06, 0.025, 0.02), heading: -0.2), at: Vector3(0.1, -0.1, 0.02),
                color: Scene.yellow),
        ]
        let body = try #require(bodies.first { $0.name == noun })
        let reward = try Self.reward(.description("the yellow \(noun)"), bodies)
        let distance = try #require(reward.distance, "\(reward.reason ?? "")")
        #expect((distance.target - body.center).length < 0.004)
    }

    @Test func fromStraightAboveAThingStandsOnTheTable() throws {
        let camera = Camera.lookingAtTable(from: Vector3(-0.1, -0.06, 0.8), at: Vector3(-0.1, -0.05, 0))
        let reward = try Self.reward(.description("the black cube"), [Self.cube, Self.ball], camera: camera)
        let distance = try #require(reward.distance, "\(reward.reason ?? "")")
        #expect((distance.target - Self.cube.center).length < 0.005)
    }

    @Test(arguments: [Vector3(0.1, 0.075, 0.05), Vector3(0.11, 0.075, 0.02), Vector3(0.11, 0.075, 0.015)])
    func aLargeBoxSeenFromAboveIsABox(_ halfExtents: Vector3) throws {
        let box = Scene.Body(
            "box", .box(halfExtents: halfExtents, heading: 0.3), at: Vector3(0, 0, halfExtents.z), color: Scene.blue)
        var ball = Self.ball
        ball.center = Vector3(-0.2, 0.25, 0.03)
        for eye in [Vector3(0.05, -0.1, 0.9), Vector3(0.75, -0.45, 0.6)] {
            let reward = try Self.reward(
                .description("the blue box"), [box, ball], camera: .lookingAtTable(from: eye))
            let distance = try #require(reward.distance, "\(reward.reason ?? "")")
            #expect((distance.target - box.center).length < 0.006)
        }
    }

    @Test func aHalfHiddenThingStillCountsForAPlaceWord() throws {
        let camera = Camera.lookingAtTable()
        let cameraFromWorld = try #require(camera.worldFromCamera).rigidInverse
        var left = Self.ball
        left.center = Vector3(-0.15, -0.1, 0.03)
        let isLeft = cameraFromWorld(left.center).x < cameraFromWorld(Self.ball.center).x
        let blocker = Scene.Body(
            "hand", .box(halfExtents: Vector3(0.02, 0.02, 0.02), heading: 0),
            at: left.center + Vector3(0.1, -0.045, 0.055), color: Scene.green)
        let reward = try Self.reward(
            .description("the \(isLeft ? "left" : "right") red ball"), [left, Self.ball, blocker])
        let distance = try #require(reward.distance, "\(reward.reason ?? "")")
        // A sliver of it shows: which ball it is can be told, its centre to within its radius.
        #expect((distance.target - left.center).length < 0.03)
    }

    @Test func whatIsNotThereIsAbsent() throws {
        let reward = try Self.reward(.description("the green bottle"), [Self.ball, Self.cube])
        #expect(reward.status == .absent)
        #expect(reward.reason?.hasPrefix("target: nothing fits 'the green bottle': the nearest is ") == true)
        #expect(reward.distance == nil)
    }

    @Test func labelsRegionsAndDescriptionsAgree() throws {
        let bodies = [Self.ball, Self.cube, Self.block]
        let byLabel = try Self.reward(.label("ball"), bodies)
        let byWords = try Self.reward(.description("the red ball"), bodies)
        let a = try #require(byLabel.distance)
        let b = try #require(byWords.distance)
        #expect((a.target - b.target).length < 0.002)
    }

    @Test func aBoxAroundItIsEnough() throws {
        let camera = Camera.lookingAtTable()
        var renderer = Renderer(camera: camera)
        var frame = renderer.frame(Scene([Self.ball, Self.cube]), gripper: Self.gripper)
        let center = try #require(camera.worldFromCamera).rigidInverse(Self.cube.center)
        let pixel = try #require(Projection(camera).pixel(center))
        frame.regions = [
            RegionPrompt(
                name: "thing",
                outline: .box(xMin: pixel.u - 22, yMin: pixel.v - 22, xMax: pixel.u + 22, yMax: pixel.v + 22))
        ]
        let pipeline = try Pipeline(configuration: .reach(.region("thing")))
        let reward = try #require(pipeline.process(.frame(frame, skipped: 0)))
        let distance = try #require(reward.distance, "\(reward.reason ?? "")")
        #expect((distance.target - Self.cube.center).length < 0.006)
    }

    @Test func aDetectorsRegionIsTrackedUntilTheNext() throws {
        let camera = Camera.lookingAtTable()
        var renderer = Renderer(camera: camera)
        let scene = Scene([Self.ball, Self.cube])
        let pixel = try #require(
            Projection(camera).pixel(try unwrapped(camera.worldFromCamera).rigidInverse(Self.ball.center)))
        let pipeline = try Pipeline(configuration: .reach(.detections("ball")))
        let frame = renderer.frame(scene, gripper: Self.gripper)
        #expect(pipeline.process(.frame(frame, skipped: 0))?.status == .absent)
        let region = RegionPrompt(
            name: "ball", outline: .box(xMin: pixel.u - 20, yMin: pixel.v - 20, xMax: pixel.u + 20, yMax: pixel.v + 20))
        #expect(
            pipeline.process(.detections(Detections(stream: "front", captureTimeNanoseconds: 0, regions: [region])))
                == nil)
        for sequence in 1...5 {
            let frame = renderer.frame(scene, gripper: Self.gripper, sequence: UInt64(sequence))
            let distance = try #require(pipeline.process(.frame(frame, skipped: 0))?.distance)
            #expect((distance.target - Self.ball.center).length < 0.004)
        }
    }

    @Test func withoutExtrinsicsTheDistanceIsTheSame() throws {
        var renderer = Renderer()
        var frame = renderer.frame(Scene([Self.ball, Self.blackBall, Self.block]))
        frame.camera?.worldFromCamera = nil
        var configuration = TaskConfiguration.reach(.description("the red ball"))
        configuration.gripper = .description("the blue block")
        let pipeline = try Pipeline(configuration: configuration)
        let reward = try #require(pipeline.process(.frame(frame, skipped: 0)))
        let distance = try #require(reward.distance, "\(reward.reason ?? "")")
        #expect(distance.referenceFrame == .camera)
        #expect(abs(distance.meters - (Self.ball.center - Self.block.center).length) < 0.006)
    }
}

extension TaskConfiguration {
    static func reach(_ target: EntitySelector, noise: DepthNoise = .ideal) -> TaskConfiguration {
        TaskConfiguration(
            name: "reach", streams: .fused(["front"]), gripper: .pose("gripper"), target: target,
            reward: RewardConfiguration(success: SuccessConfiguration(within: 0.05)), depthNoise: noise)
    }
}
