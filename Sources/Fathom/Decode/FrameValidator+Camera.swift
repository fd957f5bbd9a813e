extension FrameValidator {
    static func checkCamera(of frame: Frame, _ limits: FrameLimits) throws(Rejection) {
        guard let camera = frame.camera else {
            guard frame.planes.isEmpty else {
                throw Rejection("camera", expected: "one, as there are planes", found: "none")
            }
            return
        }
        try checkSize(camera, limits)
        try checkIntrinsics(camera)
        if let worldFromCamera = camera.worldFromCamera {
            try checkTransform(worldFromCamera, "camera.world_from_camera")
        }
    }

    private static func checkSize(_ camera: Camera, _ limits: FrameLimits) throws(Rejection) {
        guard (1...max(limits.maxWidth, 1)).contains(camera.width) else {
            throw Rejection("camera.width", expected: "1 … \(limits.maxWidth) pixels", found: "\(camera.width)")
        }
        guard (1...max(limits.maxHeight, 1)).contains(camera.height) else {
            throw Rejection("camera.height", expected: "1 … \(limits.maxHeight) pixels", found: "\(camera.height)")
        }
    }

    /// Pixels. Far beyond any lens, near enough that no ray or pixel made of them is infinite.
    private static let maxPixels = 1e6
    private static let minFocalLength = 1e-3
    private static let maxDistortion = 1e3
    /// Metres. Wider than UTM's northings; a double still tells 15 nm there.
    static let maxCoordinate = 1e8

    static func checkTransform(_ transform: Transform, _ field: @autoclosure () -> String) throws(Rejection) {
        guard transform.isRigid else { throw Rejection.notRigid(field(), transform) }
        let t = transform.translation
        guard max(abs(t.x), abs(t.y), abs(t.z)) <= maxCoordinate else {
            throw Rejection("\(field()).translation", expected: "up to ±1e8 m", found: "\(t.x), \(t.y), \(t.z)")
        }
    }

    private static func checkIntrinsics(_ camera: Camera) throws(Rejection) {
        // Comparisons with NaN are false.
        let isInvertible = min(camera.fx, camera.fy) >= minFocalLength && max(camera.fx, camera.fy) <= maxPixels
        let isNear = abs(camera.cx) <= maxPixels && abs(camera.cy) <= maxPixels && abs(camera.skew) <= maxPixels
        guard !camera.fx.isNaN, !camera.fy.isNaN, isInvertible, isNear else {
            throw Rejection(
                "camera.k",
                expected:
                    "finite and invertible: fx and fy \(minFocalLength) … \(maxPixels), the rest up to ±\(maxPixels)",
                found: "fx \(camera.fx), fy \(camera.fy), cx \(camera.cx), cy \(camera.cy), skew \(camera.skew)")
        }
        if case .plumbBob(let k1, let k2, let p1, let p2, let k3) = camera.distortion {
            let coefficients = SIMD8(k1, k2, p1, p2, k3, 0, 0, 0)
            // False for NaN as well.
            guard all(coefficients .<= maxDistortion), all(coefficients .>= -maxDistortion) else {
                throw Rejection(
                    "camera.distortion_coefficients", expected: "up to ±\(maxDistortion)",
                    found: "\(k1), \(k2), \(p1), \(p2), \(k3)")
            }
        }
    }
}

extension Rejection {
    static func notRigid(_ field: String, _ transform: Transform) -> Rejection {
        let rotation = transform.rotation
        return Rejection(
            field,
            expected: "a rigid transform: rotation orthonormal to 1e-3 and right-handed, translation finite",
            found: "rotation columns \(rotation.x), \(rotation.y), \(rotation.z), translation \(transform.translation)")
    }
}
