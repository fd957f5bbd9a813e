import FathomTestKit
import Testing

@testable import Fathom

/// Things that show as several and are one: a hand of palm and fingers, found by what it is called.
@Suite struct PiecesTests {
    /// Palm and two fingers that hang from an arm; `center` is the middle of palm and fingers.
    struct Hand {
        var center: Vector3
        var opening = 0.06
        var color = Scene.yellow
        var palm = Scene.yellow

        static let finger = Vector3(0.012, 0.008, 0.03)

        var fingers: [Scene.Body] {
            [-1.0, 1].map { side in
                Scene.Body(
                    "finger", .box(halfExtents: Self.finger, heading: 0),
                    at: center + Vector3(0, side * (opening / 2 + Self.finger.y), -0.02), color: color)
            }
        }
        /// 6 × 16 × 4 cm on top of fingers 6 cm long.
        var bodies: [Scene.Body] {
            let palm = Scene.Body(
                "palm", .box(halfExtents: Vector3(0.03, 0.08, 0.02), heading: 0), at: center + Vector3(0, 0, 0.03),
                color: palm)
            let arm = Scene.Body(
                "arm", .box(halfExtents: Vector3(0.02, 0.02, 0.15), heading: 0), at: center + Vector3(0, 0, 0.2),
                color: SIMD3(60, 60, 65))
            return [palm, arm] + fingers
        }
        /// Between the fingers.
        var grasp: Vector3 { center - Vector3(0, 0, 0.02) }
    }

    /// A pixel is 3 mm there.
    private static func pipeline(_ gripper: String, _ noise: DepthNoise = .ideal) throws -> Pipeline {
        var configuration = TaskConfiguration.reach(.description("the red ball"), noise: noise)
        configuration.gripper = .description(gripper)
        return try Pipeline(configuration: configuration)
    }

    private static func rewards(
        _ gripper: String, _ scenes: [[Scene.Body]], noise: DepthNoise = .ideal
    ) throws -> [Reward] {
        let pipeline = try pipeline(gripper, noise)
        var renderer = Renderer(camera: .lookingAtTable(from: Vector3(0.8, -0.3, 0.55)), noise: noise)
        return try scenes.enumerated().map { step, bodies in
            let frame = renderer.frame(Scene([GroundingTests.ball] + bodies), sequence: UInt64(step))
            return try unwrapped(pipeline.process(.frame(frame, skipped: 0)))
        }
    }

    @Test(arguments: [DepthNoise.ideal, .structuredLight])
    func aHandIsOneThingWithoutItsArm(_ noise: DepthNoise) throws {
        let hands = (0..<12).map { Hand(center: Vector3(0.05, -0.15 + 0.012 * Double($0), 0.2)) }
        for (hand, reward) in zip(hands, try Self.rewards("the yellow gripper", hands.map(\.bodies), noise: noise)) {
            #expect(reward.status == .measured, "\(reward.reason ?? "")")
            let distance = try #require(reward.distance)
            #expect((distance.gripper - hand.center).length < (noise == .ideal ? 0.007 : 0.012))
        }
    }

    @Test func fingersAreMeantWithoutThePalm() throws {
        for palm in [Scene.yellow, Scene.black] {
            let hand = Hand(center: Vector3(0.05, -0.1, 0.2), palm: palm)
            let reward = try Self.rewards("the yellow gripper fingers", [hand.bodies])[0]
            #expect(reward.status == .measured, "\(reward.reason ?? "")")
            #expect((try #require(reward.distance).gripper - hand.grasp).length < 0.007)
        }
    }

    @Test func aHandWhosePalmHasNoColourOfItsIsItsFingers() throws {
        let hand = Hand(center: Vector3(0.05, -0.1, 0.2), palm: Scene.black)
        let reward = try Self.rewards("the yellow gripper", [hand.bodies])[0]
        #expect((try #require(reward.distance).gripper - hand.grasp).length < 0.007)
    }

    @Test(arguments: ["the yellow gripper", "the yellow gripper fingers"])
    func twoHandsApartAreTwo(_ phrase: String) throws {
        let palm = phrase.hasSuffix("fingers") ? Scene.black : Scene.yellow
        let hands = [-0.25, 0.15].map { Hand(center: Vector3(0, $0, 0.2), palm: palm) }
        let reward = try Self.rewards(phrase, [hands.flatMap(\.bodies)])[0]
        #expect(reward.status == .ambiguous)
        #expect(reward.reason?.contains("2 things fit '\(phrase)'") == true, "\(reward.reason ?? "")")
    }

    @Test func oneFingerOfTwoIsEither() throws {
        let hand = Hand(center: Vector3(0.05, -0.1, 0.2), palm: Scene.black)
        let reward = try Self.rewards("the yellow finger", [hand.bodies])[0]
        #expect(reward.status != .measured)
    }

    @Test func whatLiesOnTheTableIsNoPieceOfTheHandAboveIt() throws {
        let hand = Hand(center: Vector3(0.05, -0.1, 0.1))
        let block = Scene.Body(
            "block", .box(halfExtents: Vector3(0.02, 0.03, 0.02), heading: 0.3), at: Vector3(0.05, -0.1, 0.02),
            color: Scene.yellow)
        let reward = try Self.rewards("the yellow gripper", [hand.bodies + [block]])[0]
        if let distance = reward.distance { #expect((distance.gripper - hand.center).length < 0.007) }
    }

    /// A noun whose things are each one thing never means two, however near and alike they are.
    @Test(arguments: ["the yellow ball", "the yellow balls", "the yellow thing"])
    func ballsSideBySideAreNeverOne(_ phrase: String) throws {
        let balls = [-0.031, 0.031].map {
            Scene.Body("ball", .sphere(radius: 0.03), at: Vector3(0.05, $0 - 0.1, 0.03), color: Scene.yellow)
        }
        let reward = try Self.rewards(phrase, [balls])[0]
        #expect(reward.status == .ambiguous)
    }

    @Test func fingersAreFollowedWhileTheyCloseAndMove() throws {
        let hands = (0..<30).map { step in
            Hand(
                center: Vector3(0.05, -0.15 + 0.006 * Double(step), 0.2), opening: 0.06 - 0.0015 * Double(step),
                palm: Scene.black)
        }
        for (hand, reward) in zip(hands, try Self.rewards("the yellow fingers", hands.map(\.bodies))) {
            #expect(reward.status == .measured, "\(reward.reason ?? "")")
            let distance = try #require(reward.distance)
            #expect((distance.gripper - hand.grasp).length < 0.01)
        }
    }

    /// What hides one finger moves the middle of both by nothing.
    @Test func aFingerThatHidesDoesNotMoveTheOther() throws {
        let hand = Hand(center: Vector3(0.05, -0.1, 0.2))
        let eye = Vector3(0.8, -0.3, 0.55)
        let scenes = (0..<20).map { step in
            let finger = hand.fingers[step < 10 ? 0 : 1].center
            let screen = Scene.Body(
                "screen", .sphere(radius: 0.022), at: finger + (eye - finger) * 0.12, color: Scene.blue)
            return hand.bodies + (step % 10 < 3 ? [] : [screen])
        }
        for reward in try Self.rewards("the yellow gripper", scenes) {
            #expect(reward.status == .measured || reward.status == .held, "\(reward.reason ?? "")")
            #expect((try #require(reward.distance).gripper - hand.center).length < 0.006)
        }
    }
}
