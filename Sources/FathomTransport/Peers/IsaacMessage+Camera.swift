import Fathom

extension IsaacMessage {
    /// The camera in Fathom's conventions.
    /// - Throws: `Rejection` when a matrix is not what it stands for.
    func camera(_ stream: IsaacStream) throws(Rejection) -> Camera {
        let worldFromCamera = try worldFromCamera()
        if let given = stream.intrinsics {
            return Camera(
                width: stream.width, height: stream.height, fx: given.fx, fy: given.fy, cx: given.cx, cy: given.cy,
                worldFromCamera: worldFromCamera)
        }
        let k = intrinsics
        guard k.count == 9 else {
            let found = k.isEmpty ? "none, as of a camera that is no pinhole" : "\(k.count)"
            throw Rejection(
                "camera.intrinsics_matrix", expected: "9 numbers, or intrinsics in the configuration", found: found)
        }
        guard k[3] == 0, k[6] == 0, k[7] == 0, k[8] == 1 else {
            throw Rejection(
                "camera.intrinsics_matrix", expected: "rows fx s cx, 0 fy cy, 0 0 1",
                found: k.map { "\($0)" }.joined(separator: " "))
        }
        // Isaac's principal point counts from the image's corner (its centre is W/2), ours from the first pixel's centre.
        return Camera(
            width: stream.width, height: stream.height, fx: k[0], fy: k[4], cx: k[2] - 0.5, cy: k[5] - 0.5, skew: k[1],
            worldFromCamera: worldFromCamera)
    }

    /// Pose of the optical frame, from `view_matrix_ros`: `camera_from_world`, row-major, translation in the last column.
    ///
    /// Isaac inverts the camera's whole local-to-world transform, so that a scaled camera (`camera_scale` s) scales row i
    /// of the matrix by 1/sᵢ. A rotation's rows have length 1: dividing by what they have leaves the rigid motion.
    private func worldFromCamera() throws(Rejection) -> Transform? {
        let m = viewMatrix
        guard !m.isEmpty else { return nil }
        guard m.count == 16, m[12] == 0, m[13] == 0, m[14] == 0, m[15] == 1 else {
            throw Rejection("camera.view_matrix_ros", expected: "16 numbers, the last four 0 0 0 1", found: "\(m)")
        }
        let rows = [0, 4, 8].map { Vector3(m[$0], m[$0 + 1], m[$0 + 2]) }
        let lengths = Vector3(rows[0].length, rows[1].length, rows[2].length)
        let rotation = Matrix3(
            columns: rows[0] / lengths.x, rows[1] / lengths.y, rows[2] / lengths.z
        ).transposed
        let cameraFromWorld = Transform(rotation: rotation, translation: Vector3(m[3], m[7], m[11]) / lengths)
        guard cameraFromWorld.isRigid else {
            throw Rejection(
                "camera.view_matrix_ros", expected: "a rigid camera_from_world, apart from the camera's scale",
                found: m.map { "\($0)" }.joined(separator: " "))
        }
        return cameraFromWorld.rigidInverse
    }

    /// Boxes that have a label, under its name.
    var regions: [RegionPrompt] {
        boxes.compactMap { box in
            // What is wholly hidden has a box whose ends are swapped.
            guard let label = labels[box.label], box.xMin <= box.xMax, box.yMin <= box.yMax else { return nil }
            return RegionPrompt(
                name: label.hasPrefix("class:") ? String(label.dropFirst(6)) : label,
                outline: .box(
                    xMin: Double(box.xMin), yMin: Double(box.yMin), xMax: Double(box.xMax), yMax: Double(box.yMax)))
        }
    }
}
