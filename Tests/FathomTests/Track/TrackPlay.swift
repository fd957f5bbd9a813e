import FathomTestKit
import Testing

@testable import Fathom

/// Plays rendered scenes to a session, frame by frame, with the truth beside what it says.
struct TrackPlay {
    static let ball = PipelineTests.ball
    static let cube = GroundingTests.cube
    /// Where nothing else stands.
    static let elsewhere = Vector3(-0.14, -0.12, 0.03)

    var phrase = "the red ball"
    var frames = 24
    /// The target in a frame, first, and what else there is.
    var scene: (Int) -> [Scene.Body]
    var tool: (Int) -> Vector3 = { _ in Vector3(0.1, -0.1, 0.35) }
    var opening: (Int) -> Double? = { _ in nil }
    var camera: (Int) -> Camera = { _ in camera }
    var change: (Int, inout Frame) -> Void = { _, _ in }

    static let camera = Camera.lookingAtTable(width: 256, height: 192)

    struct Told {
        var reward: Reward
        /// Metres from the target's true centre; `nil` when nothing is told.
        var miss: Double?
    }

    func run(trace: TrackTrace? = nil) throws -> [Told] {
        let pipeline = try PipelineTests.pipeline(.description(phrase))
        pipeline.trace = trace
        var renderer = Renderer()
        return try (0..<frames).map { step in
            renderer.camera = camera(step)
            let bodies = scene(step)
            var frame = renderer.frame(Scene(bodies), gripper: tool(step), sequence: UInt64(step))
            if let opening = opening(step) { frame.scalars = [NamedScalar(name: "gripper_opening", value: opening)] }
            change(step, &frame)
            let reward = try unwrapped(pipeline.process(.frame(frame, skipped: 0)))
            return Told(reward: reward, miss: reward.distance.map { ($0.target - bodies[0].center).length })
        }
    }

    static func at(_ center: Vector3, _ body: Scene.Body = ball) -> Scene.Body {
        var moved = body
        moved.center = center
        return moved
    }

    /// A screen between the camera and a place, which it hides.
    static func screen(_ place: Vector3, color: SIMD3<UInt8> = Scene.green) -> Scene.Body {
        let eye = Vector3(0.75, -0.45, 0.6)
        return Scene.Body("screen", .sphere(radius: 0.06), at: place + (eye - place) * 0.3, color: color)
    }

    /// A hand that covers what it holds.
    static func fist(_ tool: Vector3) -> Scene.Body {
        Scene.Body("fist", .sphere(radius: 0.055), at: tool, color: SIMD3(60, 60, 65))
    }
}

extension [TrackPlay.Told] {
    var statuses: [RewardStatus] { map(\.reward.status) }

    /// The largest miss of all frames that tell a distance; 0 when none does.
    var worst: Double { compactMap(\.miss).max() ?? 0 }
}
