internal import Fathom

/// A pose as text: 3×4 or 4×4 numbers by rows, spaces or commas between them.
enum PoseText {
    static func read(_ path: String) throws(EpisodeError) -> Transform {
        let text = String(decoding: try NumberedFiles.read(path).bytes.prefix(4096), as: UTF8.self)
        let words = text.split { $0.isWhitespace || ",;[]".contains($0) }
        let m = words.compactMap { Double($0) }
        guard m.count == words.count, m.count == 12 || m.count == 16 && m[12...].elementsEqual([0, 0, 0, 1]) else {
            throw .unreadable(file: path, reason: "expected 3×4 or 4×4 numbers, found \(words.count) words")
        }
        let pose = Transform(
            rotation: Matrix3(
                columns: Vector3(m[0], m[4], m[8]), Vector3(m[1], m[5], m[9]), Vector3(m[2], m[6], m[10])),
            translation: Vector3(m[3], m[7], m[11]))
        // Written with five digits, a rotation is this good and better.
        let (x, y, z) = (pose.rotation.x, pose.rotation.y, pose.rotation.z)
        let isRotation = (x.cross(y) - z).length < 1e-3 && abs(x.length - 1) < 1e-3 && abs(y.length - 1) < 1e-3
        guard isRotation, pose.translation.isFinite else {
            throw .unreadable(file: path, reason: "expected a rotation and a translation, found another matrix")
        }
        return pose
    }
}
