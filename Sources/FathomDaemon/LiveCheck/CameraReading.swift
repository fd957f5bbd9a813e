internal import Fathom

/// One way to read a `world_from_camera` as it was sent: as Fathom does, or with one of the usual mistakes made right.
struct CameraReading {
    /// What the sender would have done: "the inverse was sent (camera_from_world)".
    let mistake: String
    /// What to send instead.
    let remedy: String
    /// Pose of the optical frame in the sender's world.
    let worldFromCamera: Transform
    /// The sender's world has +y up, not +z.
    var isYUp = false

    static func all(of sent: Transform) -> [CameraReading] {
        let inverse = sent.rigidInverse
        return [
            CameraReading(mistake: "", remedy: "", worldFromCamera: sent),
            CameraReading(
                mistake: "it is the inverse, camera_from_world", remedy: "send its inverse", worldFromCamera: inverse),
            CameraReading(
                mistake: "its camera axes are OpenGL's (y up, z backward)",
                remedy: "negate the second and third column of its rotation", worldFromCamera: sent * openGL),
            CameraReading(
                mistake: "it is an OpenGL view matrix (the inverse, y up, z backward)",
                remedy: "send its inverse, with the second and third column of the rotation negated",
                worldFromCamera: inverse * openGL),
            CameraReading(
                mistake: "its camera axes are a body's (x forward, y left, z up)",
                remedy: "send the pose of the optical frame (REP-103), not of the camera's body",
                worldFromCamera: sent * bodyFromOptical),
            CameraReading(
                mistake: "it is the inverse of a body's pose (x forward, y left, z up)",
                remedy: "send its inverse, for the optical frame (REP-103)", worldFromCamera: inverse * bodyFromOptical),
            CameraReading(
                mistake: "its world has +y up", remedy: "turn the world, poses too, so that +z is up",
                worldFromCamera: sent, isYUp: true),
            CameraReading(
                mistake: "its world has +y up and its camera axes are OpenGL's (y up, z backward)",
                remedy:
                    "negate the second and third column of its rotation and turn the world, poses too, so that +z is up",
                worldFromCamera: sent * openGL, isYUp: true),
        ]
    }

    private static let openGL = Transform(rotation: Matrix3(diagonal: Vector3(1, -1, -1)), translation: .zero)
    private static let bodyFromOptical = Transform(
        rotation: Matrix3(columns: Vector3(0, -1, 0), Vector3(0, 0, -1), Vector3(1, 0, 0)), translation: .zero)

    private var up: Vector3 { isYUp ? Vector3(0, 1, 0) : Vector3(0, 0, 1) }

    /// Cosine of the angle between up and a plane's normal, which points to the camera; −1: level, seen from below.
    func levelness(_ planeInCamera: SupportPlane) -> Double {
        (worldFromCamera.rotation * planeInCamera.up).dot(up)
    }

    /// How many of the points, given in the sender's world, fall into the image.
    func visible(_ pointsInWorld: [Vector3], _ projection: Projection) -> Int {
        let cameraFromWorld = worldFromCamera.rigidInverse
        return pointsInWorld.count { Self.isVisible(cameraFromWorld($0), projection) }
    }

    static func isVisible(_ pointInCamera: Vector3, _ projection: Projection) -> Bool {
        guard let (u, v) = projection.pixel(pointInCamera) else { return false }
        let camera = projection.camera
        return u >= -0.5 && v >= -0.5 && u <= Double(camera.width) - 0.5 && v <= Double(camera.height) - 0.5
    }
}
