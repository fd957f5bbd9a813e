import Fathom
import FathomTestKit

@testable import FathomDaemon

/// A red ball on a table and a gripper that nears it, small enough to render and ground in a debug build.
enum ReachScene {
    static let ball = Scene.Body("ball", .sphere(radius: 0.035), at: Vector3(0.05, 0.05, 0.035), color: Scene.red)
    static let cube = Scene.Body(
        "cube", .box(halfExtents: Vector3(0.03, 0.03, 0.03), heading: 0.4), at: Vector3(-0.12, 0.1, 0.03),
        color: Scene.blue)

    /// Rendered once; only the gripper's pose differs between frames.
    private static let still: Frame = {
        var renderer = Renderer(
            camera: .lookingAtTable(from: Vector3(0.5, -0.3, 0.4), width: 160, height: 120), noise: .ideal, seed: 3)
        return renderer.frame(Scene([ball, cube]))
    }()

    /// A frame of an approach that takes `steps` frames to come within some millimetres of the ball.
    static func frame(
        _ sequence: Int, of steps: Int = 20, stream: String = "front", episode: String = "0", epoch: UInt64 = 1
    ) -> Frame {
        var frame = still
        frame.stream = stream
        frame.episode = episode
        frame.publisherEpoch = epoch
        frame.sequence = UInt64(sequence)
        frame.step = UInt64(sequence)
        frame.captureTimeNanoseconds = Int64(sequence) * 40_000_000
        let left = 1 - Double(min(sequence, steps)) / Double(steps)
        frame.poses = [pose("gripper", ball.center + Vector3(0.2, -0.1, 0.2) * left)]
        return frame
    }

    /// A frame without images: the gripper moves, the object stays.
    static func poses(_ sequence: Int, stream: String, episode: String = "0", epoch: UInt64 = 1) -> Frame {
        Frame(
            stream: stream, publisherEpoch: epoch, episode: episode, step: UInt64(sequence),
            sequence: UInt64(sequence), captureTimeNanoseconds: Int64(sequence) * 1_000_000,
            poses: [
                pose("gripper", Vector3(1 / Double(sequence + 1), 0, 0)), pose("object", Vector3(0, 0, 0)),
            ])
    }

    static func pose(_ name: String, _ place: Vector3) -> NamedPose {
        NamedPose(name: name, worldFromEntity: Transform(rotation: .identity, translation: place))
    }
}

extension TaskConfiguration {
    /// The ball of `ReachScene` by its description.
    static func reach(_ name: String = "reach", _ streams: StreamSelection = .fused(["front"])) -> TaskConfiguration {
        task(name, streams, target: .description("the red ball"))
    }

    /// The object of `ReachScene.poses`.
    static func posed(_ name: String, _ streams: StreamSelection) -> TaskConfiguration {
        task(name, streams, target: .pose("object"))
    }

    /// The ball of `ReachScene` by other means.
    static func entity(_ name: String, _ target: EntitySelector) -> TaskConfiguration {
        task(name, .fused(["front"]), target: target)
    }

    private static func task(_ name: String, _ streams: StreamSelection, target: EntitySelector) -> TaskConfiguration {
        var task = TaskConfiguration(
            name: name, streams: streams, gripper: .pose("gripper"), target: target,
            reward: RewardConfiguration(success: SuccessConfiguration(within: 0.02)))
        task.digest = task.computedDigest
        return task
    }
}
