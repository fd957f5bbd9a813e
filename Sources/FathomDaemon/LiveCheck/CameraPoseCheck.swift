internal import Fathom
internal import Foundation

/// Whether a `world_from_camera` can be right: things stand on level planes, cameras are above them, and poses that the
/// task names are where the camera looks.
struct CameraPoseCheck {
    let sent: Transform
    /// Optical frame, largest first, normals towards the camera.
    let planes: [SupportPlane]
    /// Named poses, world frame.
    let poses: [NamedPose]
    let projection: Projection

    /// Cosine of 15°, what the pipeline takes for level.
    private static let level = 0.966

    var lines: [CheckLine] {
        let readings = CameraReading.all(of: sent)
        guard let largest = planes.first, let asSent = readings.first else { return [unknown] }
        let inView = asSent.visible(points, projection)
        if let ground = planes.first(where: { isLarge($0) && asSent.levelness($0) >= Self.level }),
            points.isEmpty || inView > 0
        {
            return [good(asSent, ground)] + upsideDown
        }
        let others = readings.dropFirst().filter { $0.levelness(largest) >= Self.level }
        let best = others.max { $0.visible(points, projection) < $1.visible(points, projection) }
        // A pose may really be out of view: only a reading that brings it in speaks against what was sent.
        if asSent.levelness(largest) >= Self.level {
            guard let best, best.visible(points, projection) > inView else {
                return [good(asSent, largest), outOfView]
            }
            return [wrong(best, largest, because: "\(names) would be out of the image")]
        }
        guard let best else { return [tilted(asSent, largest)] }
        return [wrong(best, largest, because: symptom(asSent, largest))]
    }

    private var points: [Vector3] { poses.map(\.worldFromEntity.translation) }
    private var names: String { poses.map { "pose '\($0.name)'" }.joined(separator: ", ") }

    private func isLarge(_ plane: SupportPlane) -> Bool {
        plane.support * 3 >= planes.first?.support ?? 0
    }

    private func good(_ reading: CameraReading, _ plane: SupportPlane) -> CheckLine {
        CheckLine(
            .good,
            "world_from_camera: the plane in view is level to \(degrees(reading.levelness(plane))), the camera "
                + "\(height(plane)) above it")
    }

    private func wrong(_ reading: CameraReading, _ plane: SupportPlane, because symptom: String) -> CheckLine {
        CheckLine(
            .wrong,
            "world_from_camera: \(symptom). If \(reading.mistake), the largest plane is level to "
                + "\(degrees(reading.levelness(plane))) and the camera \(height(plane)) above it: \(reading.remedy)")
    }

    private func symptom(_ reading: CameraReading, _ plane: SupportPlane) -> String {
        reading.levelness(plane) <= -Self.level
            ? "the camera would be below the largest plane that it sees, looking up at it"
            : "the largest plane in view would be tilted by \(degrees(reading.levelness(plane)))"
    }

    private func tilted(_ reading: CameraReading, _ plane: SupportPlane) -> CheckLine {
        CheckLine(
            .doubtful,
            "world_from_camera: \(symptom(reading, plane)), and no usual mistake explains it; right only if no level "
                + "surface fills the view")
    }

    private var outOfView: CheckLine {
        CheckLine(
            .doubtful, "world_from_camera: \(names) out of the image; right only if the camera does not see it now")
    }

    private var unknown: CheckLine {
        CheckLine(.doubtful, "world_from_camera: no plane in view that could tell whether it is right")
    }

    /// The image's down axis points up in the world.
    private var upsideDown: [CheckLine] {
        guard sent.rotation.y.z > 0.3 else { return [] }
        return [
            CheckLine(
                .doubtful,
                "the camera hangs upside down: left, right, top and bottom of a description are those of the image")
        ]
    }

    private func degrees(_ cosine: Double) -> String {
        String(format: "%.1f°", acos(min(max(cosine, -1), 1)) * 180 / .pi)
    }

    private func height(_ planeInCamera: SupportPlane) -> String {
        String(format: "%.2f m", -planeInCamera.height)
    }
}
