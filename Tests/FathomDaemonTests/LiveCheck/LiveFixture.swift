import Fathom
import FathomTestKit

@testable import FathomDaemon

/// A rendered frame of a ball and a cube on a table, and the task to reach the ball.
enum LiveFixture {
    static let gripper = Vector3(0.1, -0.05, 0.15)
    static let ball = Scene.Body("ball", .sphere(radius: 0.03), at: Vector3(0.05, 0.1, 0.03), color: Scene.red)
    static let cube = Scene.Body(
        "cube", .box(halfExtents: Vector3(0.025, 0.025, 0.025), heading: 0.4), at: Vector3(-0.1, -0.05, 0.025),
        color: Scene.black)

    static func frame(
        _ bodies: [Scene.Body] = [ball, cube], camera: Camera = .lookingAtTable(),
        change: (inout Frame) -> Void = { _ in }
    ) -> Frame {
        var renderer = Renderer(camera: camera)
        var frame = renderer.frame(Scene(bodies), gripper: gripper)
        change(&frame)
        return frame
    }

    static func task(
        _ target: EntitySelector = .description("the red ball"), change: (inout TaskConfiguration) -> Void = { _ in }
    ) -> TaskConfiguration {
        ConfigurationFixture.task {
            $0.target = target
            change(&$0)
        }
    }

    static func lines(_ frame: Frame, _ task: TaskConfiguration = task()) -> [CheckLine] {
        LiveReport(task, frame).report.sections.flatMap(\.lines)
    }

    /// What is wrong or doubtful, as text.
    static func complaints(_ frame: Frame, _ task: TaskConfiguration = task()) -> [String] {
        lines(frame, task).filter { $0.mark == .wrong || $0.mark == .doubtful }.map(\.description)
    }
}

extension Plane {
    /// The plane with each four-byte float changed.
    func mappingFloats(_ change: (Float) -> Float) -> Plane {
        var copy = self
        copy.storage = storage.map { storage in
            OwnedBytes(storage.bytes.bindMemory(to: Float.self).map(change).withUnsafeBytes(Array.init))
        }
        return copy
    }
}
