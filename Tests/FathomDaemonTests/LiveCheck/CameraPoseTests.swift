import Fathom
import FathomTestKit
import Testing

@testable import FathomDaemon

/// Extrinsics that are wrong in the usual ways are recognized, and right ones are left alone.
@Suite struct CameraPoseTests {
    static let flip = Transform(rotation: Matrix3(diagonal: Vector3(1, -1, -1)), translation: .zero)
    /// Body axes (x forward, y left, z up) of the optical frame.
    static let opticalFromBody = Transform(
        rotation: Matrix3(columns: Vector3(0, 0, 1), Vector3(-1, 0, 0), Vector3(0, -1, 0)), translation: .zero)

    static func complaints(camera: Camera = .lookingAtTable(), _ change: (Transform) -> Transform) -> [String] {
        let frame = LiveFixture.frame(camera: camera) { frame in
            let wrong = frame.camera?.worldFromCamera.map(change)
            frame.camera?.worldFromCamera = wrong
        }
        return LiveFixture.complaints(frame).filter { $0.contains("world_from_camera") }
    }

    @Test(arguments: [
        Vector3(0.75, -0.45, 0.6), Vector3(-0.6, 0.2, 0.4), Vector3(0.1, 0.05, 1), Vector3(0, -0.9, 0.25),
    ])
    func aRightPoseIsLeftAlone(eye: Vector3) {
        #expect(Self.complaints(camera: .lookingAtTable(from: eye)) { $0 } == [])
    }

    @Test(arguments: [Vector3(0.75, -0.45, 0.6), Vector3(-0.6, 0.2, 0.4)])
    func theUsualMistakesAreToldFromOneAnother(eye: Vector3) {
        let camera = Camera.lookingAtTable(from: eye)
        let mistakes: [(String, (Transform) -> Transform)] = [
            ("it is the inverse, camera_from_world", { $0.rigidInverse }),
            ("its camera axes are OpenGL's (y up, z backward)", { $0 * Self.flip }),
            ("it is an OpenGL view matrix", { ($0 * Self.flip).rigidInverse }),
            ("its camera axes are a body's (x forward, y left, z up)", { $0 * Self.opticalFromBody }),
        ]
        for (words, mistake) in mistakes {
            let complaints = Self.complaints(camera: camera, mistake)
            #expect(complaints.count == 1)
            #expect(
                complaints.first?.hasPrefix("✗") == true && complaints.first?.contains(words) == true, "\(complaints)")
        }
    }

    @Test func aCameraBelowItsTableIsToldSo() {
        let complaint = Self.complaints { $0 * Self.flip }.first
        #expect(complaint?.contains("the camera would be below the largest plane that it sees") == true)
        #expect(complaint?.hasSuffix("negate the second and third column of its rotation") == true)
    }

    @Test func aPoseThatATaskNeedsAndDoesNotGetIsWrong() {
        let frame = LiveFixture.frame { $0.camera?.worldFromCamera = nil }
        #expect(
            LiveFixture.complaints(frame).first
                == "✗ no world_from_camera, which the task needs because a pose is in the world and the other entity in the "
                + "image")
        let task = LiveFixture.task { $0.gripper = .description("the black cube") }
        #expect(LiveFixture.complaints(frame, task) == [])
    }

    @Test func anUpsideDownCameraIsPointedOut() {
        let turn = Transform(rotation: Matrix3(diagonal: Vector3(-1, -1, 1)), translation: .zero)
        var camera = Camera.lookingAtTable()
        let turned = camera.worldFromCamera.map { $0 * turn }
        camera.worldFromCamera = turned
        let complaints = LiveFixture.complaints(LiveFixture.frame(camera: camera))
        #expect(complaints.count == 1 && complaints.first?.hasPrefix("! the camera hangs upside down") == true)
    }
}
