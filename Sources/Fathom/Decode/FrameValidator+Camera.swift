extension FrameValidator {
    static func checkCamera(of frame: Frame, _ limits: FrameLimits) throws(Rejection) {
        guard let camera = frame.camera else {
            guard frame.planes.isEmpty else {
                throw Rejection("camera", expected: "one, as there are planes", found: "none")
            }
            return
        }
        guard !frame.planes.isEmpty else {
            throw Rejection("planes", expected: "at least one, as there is a camera", found: "none")
        }
        try checkSize(camera, limits)
        try checkIntrinsics(camera)
        if let worldFromCamera = camera.worldFromCamera, !worldFromCamera.isRigid {
            throw Rejection.notRigid("camera.world_from_camera", worldFromCamera)
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

    private static func checkIntrinsics(_ camera: Camera) throws(Rejection) {
        let isFinite =
            camera.fx.isFinite && camera.fy.isFinite && camera.cx.isFinite && camera.cy.isFinite
            && camera.skew.isFinite
        // 1/f must be finite too: a focal length of 1e-310 has no inverse.
        guard isFinite, camera.fx > 0, camera.fy > 0, (1 / camera.fx).isFinite, (1 / camera.fy).isFinite else {
            throw Rejection(
                "camera.k", expected: "finite and invertible, fx and fy > 0",
                found: "fx \(camera.fx), fy \(camera.fy), cx \(camera.cx), cy \(camera.cy), skew \(camera.skew)")
        }
        if case .plumbBob(let k1, let k2, let p1, let p2, let k3) = camera.distortion {
            guard k1.isFinite, k2.isFinite, p1.isFinite, p2.isFinite, k3.isFinite else {
                throw Rejection(
                    "camera.distortion_coefficients", expected: "finite", found: "\(k1), \(k2), \(p1), \(p2), \(k3)")
            }
        }
    }
}

extension Rejection {
    static func notRigid(_ field: String, _ transform: Transform) -> Rejection {
        let rotation = transform.rotation
        return Rejection(
            field, expected: "a rigid transform: rotation orthonormal to 1e-3 and right-handed, all finite",
            found: "rotation columns \(rotation.x), \(rotation.y), \(rotation.z), translation \(transform.translation)")
    }
}
