internal import Fathom

extension Transform {
    /// - Parameters:
    ///   - translation: x, y, z, metres.
    ///   - quaternion: x, y, z, w; normalised here.
    /// - Throws: for numbers that are no pose.
    init(_ translation: [Double], quaternion q: [Double], _ field: String) throws(Rejection) {
        let length = q.reduce(0) { $0 + $1 * $1 }.squareRoot()
        // Recorded in single precision, a unit quaternion is this good and better.
        guard abs(length - 1) < 1e-3, translation.allSatisfy(\.isFinite) else {
            throw Rejection(
                "\(field).rotation", expected: "a unit quaternion and a finite translation",
                found: "\(q) and \(translation)")
        }
        let (x, y, z, w) = (q[0] / length, q[1] / length, q[2] / length, q[3] / length)
        self.init(
            rotation: Matrix3(
                columns: Vector3(1 - 2 * (y * y + z * z), 2 * (x * y + z * w), 2 * (x * z - y * w)),
                Vector3(2 * (x * y - z * w), 1 - 2 * (x * x + z * z), 2 * (y * z + x * w)),
                Vector3(2 * (x * z + y * w), 2 * (y * z - x * w), 1 - 2 * (x * x + y * y))),
            translation: Vector3(translation[0], translation[1], translation[2]))
    }
}
