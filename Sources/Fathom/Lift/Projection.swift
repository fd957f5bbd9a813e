/// A camera ready for use: pixels to rays and points to pixels, in the optical frame.
public struct Projection: Sendable, Equatable {
    public let camera: Camera
    /// K⁻¹ for the case without skew and distortion: ray = (u·inverseFx + offsetX, v·inverseFy + offsetY, 1).
    let inverseFx: Double
    let inverseFy: Double
    let offsetX: Double
    let offsetY: Double
    let isPlain: Bool

    public init(_ camera: Camera) {
        self.camera = camera
        inverseFx = 1 / camera.fx
        inverseFy = 1 / camera.fy
        offsetX = -camera.cx / camera.fx
        offsetY = -camera.cy / camera.fy
        isPlain = camera.skew == 0 && camera.distortion == .none
    }

    /// Direction through pixel (u, v), with z = 1.
    @inline(__always)
    package func ray(_ u: Double, _ v: Double) -> Vector3 {
        let plain = Vector3(u * inverseFx + offsetX, v * inverseFy + offsetY, 1)
        return isPlain ? plain : undistorted(plain)
    }

    /// The point that a depth reading at pixel (u, v) stands for, metres, optical frame.
    @inline(__always)
    func point(_ u: Double, _ v: Double, depth: Double, isRadial: Bool) -> Vector3 {
        let ray = ray(u, v)
        return ray * (isRadial ? depth / ray.length : depth)
    }

    /// The pixel that a point of the optical frame falls on, or `nil` when it lies behind the camera.
    package func pixel(_ point: Vector3) -> (u: Double, v: Double)? {
        guard point.z > 1e-6 else { return nil }
        var x = point.x / point.z
        var y = point.y / point.z
        if case .plumbBob(let k1, let k2, let p1, let p2, let k3) = camera.distortion {
            (x, y) = Self.distort(x, y, k1, k2, p1, p2, k3)
        }
        return (camera.fx * x + camera.skew * y + camera.cx, camera.fy * y + camera.cy)
    }

    /// Width in metres that one pixel covers at a depth.
    func footprint(depth: Double) -> Double {
        depth * max(inverseFx, inverseFy)
    }

    /// Inverts skew and Brown–Conrady distortion by fixed-point iteration, as OpenCV's undistortPoints does.
    private func undistorted(_ ray: Vector3) -> Vector3 {
        let y0 = ray.y
        let x0 = ray.x - camera.skew * inverseFx * y0
        guard case .plumbBob(let k1, let k2, let p1, let p2, let k3) = camera.distortion else {
            return Vector3(x0, y0, 1)
        }
        var x = x0
        var y = y0
        for _ in 0..<8 {
            let r2 = x * x + y * y
            let radial = 1 + r2 * (k1 + r2 * (k2 + r2 * k3))
            guard radial > 0.1 else { break }
            x = (x0 - 2 * p1 * x * y - p2 * (r2 + 2 * x * x)) / radial
            y = (y0 - p1 * (r2 + 2 * y * y) - 2 * p2 * x * y) / radial
        }
        return Vector3(x, y, 1)
    }

    private static func distort(
        _ x: Double, _ y: Double, _ k1: Double, _ k2: Double, _ p1: Double, _ p2: Double, _ k3: Double
    ) -> (Double, Double) {
        let r2 = x * x + y * y
        let radial = 1 + r2 * (k1 + r2 * (k2 + r2 * k3))
        return (
            x * radial + 2 * p1 * x * y + p2 * (r2 + 2 * x * x), y * radial + p1 * (r2 + 2 * y * y) + 2 * p2 * x * y
        )
    }
}
