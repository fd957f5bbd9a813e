internal import FathomKernels

/// A byte for each pixel: 0 outside, else a weight. Allocated once for the largest frame seen.
final class MaskBuffer {
    private var storage = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 0)
    private var bounds = (width: 0, height: 0)

    deinit {
        storage.deallocate()
    }

    var pixels: UnsafePointer<UInt8>? { UnsafePointer(storage.baseAddress) }

    /// Makes room for an image; the pixels are then undefined.
    func resize(width: Int, height: Int) {
        bounds = (width, height)
        guard storage.count < width * height else { return }
        storage.deallocate()
        storage = .allocate(capacity: width * height)
    }

    func fill(_ weight: UInt8) {
        storage.prefix(bounds.width * bounds.height).update(repeating: weight)
    }

    func set(_ x: Int, _ y: Int, _ weight: UInt8) {
        storage[y * bounds.width + x] = weight
    }

    /// Weights of each pixel's colour, 0 below `threshold`.
    func match(_ image: ColorImage, _ table: ColorTable, threshold: UInt8) {
        guard let out = storage.baseAddress else { return }
        var view = fathom_color_view(
            base: image.base, row_step: image.rowStep, pixel_step: Int32(image.pixelStep), red: Int32(image.red),
            green: Int32(image.green), blue: Int32(image.blue))
        _ = fathom_mask_by_color(&view, rect, table.weights, threshold, out, bounds.width)
    }

    /// Clears the pixels that lie on a plane.
    func remove(
        _ plane: SupportPlane, tolerance: Double, depth: DepthImage, projection: Projection, cameraFromFrame: Transform
    ) {
        let up = cameraFromFrame.rotation * plane.up
        let height = plane.height + up.dot(cameraFromFrame.translation)
        if projection.isPlain, !depth.isRadial {
            removeFast(up, height, tolerance, depth, projection.camera)
        } else {
            removeExactly(up, height, tolerance, depth, projection)
        }
    }

    private func removeFast(
        _ up: Vector3, _ height: Double, _ tolerance: Double, _ depth: DepthImage, _ camera: Camera
    ) {
        guard let mask = storage.baseAddress else { return }
        var view = fathom_depth_view(
            base: depth.base, row_step: depth.rowStep, is_float: depth.isFloat ? 1 : 0,
            meters_per_count: depth.metersPerCount, max_depth: depth.maxDepth)
        let a = up.x / camera.fx
        let b = up.y / camera.fy
        var plane = fathom_image_plane(
            a: Float(a), b: Float(b), c: Float(up.z - a * camera.cx - b * camera.cy), d: Float(height))
        fathom_clear_plane(&view, rect, &plane, Float(-tolerance), Float(tolerance), mask, bounds.width)
    }

    private func removeExactly(
        _ up: Vector3, _ height: Double, _ tolerance: Double, _ depth: DepthImage, _ projection: Projection
    ) {
        for y in 0..<bounds.height {
            for x in 0..<bounds.width where storage[y * bounds.width + x] != 0 {
                let z = depth.meters(x: x, y: y)
                let point = projection.point(Double(x), Double(y), depth: Double(z), isRadial: depth.isRadial)
                if z > 0, abs(up.dot(point) - height) < tolerance { storage[y * bounds.width + x] = 0 }
            }
        }
    }

    private var rect: fathom_rect {
        fathom_rect(x: 0, y: 0, width: Int32(bounds.width), height: Int32(bounds.height))
    }
}
