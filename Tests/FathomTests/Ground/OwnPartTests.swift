import FathomTestKit
import Testing

@testable import Fathom

/// Things that are segmented with what touches them.
@Suite struct OwnPartTests {
    private static let box = Scene.Body(
        "box", .box(halfExtents: Vector3(0.03, 0.03, 0.045), heading: 0.5), at: Vector3(0.05, 0.02, 0.045),
        color: Scene.red)
    /// Flush with the box's side, and sticking out of it.
    private static let finger = Scene.Body(
        "finger", .box(halfExtents: Vector3(0.012, 0.05, 0.012), heading: 0.5), at: Vector3(0.018, 0.082, 0.06),
        color: Scene.black)
    private static let camera = Camera.lookingAtTable(width: 480, height: 360)

    /// Metres from the box's middle, frame by frame.
    private static func misses(_ scenes: [[Scene.Body]]) throws -> [Double] {
        let pipeline = try PipelineTests.pipeline(.description("the red box"))
        var renderer = Renderer(camera: camera)
        return try scenes.enumerated().map { step, bodies in
            let frame = renderer.frame(Scene(bodies), gripper: GroundingTests.gripper, sequence: UInt64(step))
            let reward = try unwrapped(pipeline.process(.frame(frame, skipped: 0)))
            #expect(reward.status == .measured, "\(reward.reason ?? "")")
            return (try #require(reward.distance).target - box.center).length
        }
    }

    @Test func aFingerAtAThingIsNoPartOfIt() throws {
        #expect(try Self.misses([[Self.box, Self.finger]])[0] < 0.005)
    }

    @Test func aFingerThatComesDoesNotMoveIt() throws {
        let scenes = (0..<22).map { $0 < 4 ? [Self.box] : [Self.box, Self.finger] }
        for miss in try Self.misses(scenes) { #expect(miss < 0.005) }
    }

    @Test func aFingerThatGoesLeavesItAsItIs() throws {
        let scenes = (0..<22).map { $0 < 4 ? [Self.box, Self.finger] : [Self.box] }
        for miss in try Self.misses(scenes) { #expect(miss < 0.005) }
    }

    @Test func onlyPlainFormsAreParted() throws {
        let table = ColorTable([.red])
        for phrase in ["the red screwdriver", "the red thing", "the red mug", "the red box with the white lid"] {
            #expect(OwnPart(try Description(phrase).head, table: table) == nil, "\(phrase)")
        }
        #expect(OwnPart(try Description("the red can").head, table: table) != nil)
    }
}

extension EntityTrack {
    /// Seen, with a shape of which `purity` had the described colours.
    fileprivate static func seen(_ shape: Shape, purity: Double) -> EntityTrack {
        var track = EntityTrack(.reach(.description("the red box")))
        track.adopt(Observation(shape: shape, noise: .zero, systematic: .zero), at: 0)
        track.purity = purity
        return track
    }
}

/// Which looks at a thing count, by how much of it had the described colours.
@Suite struct PurityTests {
    private static func ball(_ radius: Double) -> Shape { .sphere(center: Vector3(0, 0, 0.1), radius: radius) }

    private static func finds(_ radius: Double, purity: Double, isEmerging: Bool = false) -> Finds {
        Finds(
            things: [Observation(shape: ball(radius), noise: .zero, systematic: .zero)], emerging: [isEmerging],
            purity: [purity], status: .absent, reason: "")
    }

    @Test func aLookWithSomethingElseInItDoesNotCount() {
        var track = EntityTrack.seen(Self.ball(0.03), purity: 1)
        let (mixed, alone) = (
            track.isBetter(Self.finds(0.045, purity: 0.9), 0), track.isBetter(Self.finds(0.045, purity: 1), 0)
        )
        #expect(!mixed && alone)
    }

    @Test func aLookAtItAloneReplacesOneWithSomethingElseInIt() {
        var track = EntityTrack.seen(Self.ball(0.05), purity: 0.85)
        let partly = track.isBetter(Self.finds(0.03, purity: 1, isEmerging: true), 0)
        #expect(!partly, "part of it may be hidden")
        let whole = track.isBetter(Self.finds(0.03, purity: 1), 0)
        #expect(whole && track.purity == 1)
    }
}
