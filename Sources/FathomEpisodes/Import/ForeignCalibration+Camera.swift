internal import Fathom

extension ForeignCalibration {
    /// - Throws: for a camera that was not calibrated, and for a lens that Fathom does not know.
    func camera() throws(Rejection) -> Camera {
        guard matrix.count == 9, matrix[0] > 0, matrix[4] > 0 else {
            throw Rejection("camera.K", expected: "a calibrated camera's 3×3 matrix", found: "\(matrix)")
        }
        return Camera(
            width: width, height: height, fx: matrix[0], fy: matrix[4], cx: matrix[2], cy: matrix[5], skew: matrix[1],
            distortion: try distortion())
    }

    private func distortion() throws(Rejection) -> Camera.Distortion {
        guard coefficients.contains(where: { $0 != 0 }) else { return .none }
        let d = coefficients + [Double](repeating: 0, count: max(0, 5 - coefficients.count))
        // The rational model is the same one where its further coefficients are 0.
        guard ["plumb_bob", "rational_polynomial"].contains(model), !d.dropFirst(5).contains(where: { $0 != 0 }) else {
            throw Rejection("camera.distortion_model", expected: "plumb_bob, or no distortion", found: model)
        }
        return .plumbBob(k1: d[0], k2: d[1], p1: d[2], p2: d[3], k3: d[4])
    }
}
