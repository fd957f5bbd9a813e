internal import Fathom
internal import Foundation

extension PointCloud {
    /// The camera that its points were seen by: least squares on u = fx · x/z + cx and v = fy · y/z + cy.
    func intrinsics(file: String) throws(StillError) -> Intrinsics {
        let across = Line { point in (Double(x[point]) / Double(z[point]), Double(point % width)) }
        let down = Line { point in (Double(y[point]) / Double(z[point]), Double(point / width)) }
        guard let horizontal = across.fit(z), let vertical = down.fit(z) else {
            throw .malformed(
                file: file, expected: "points that spread over the image, to estimate the camera by (or --camera)",
                found: "too few")
        }
        // Points of a pinhole camera lie within a fraction of a pixel.
        let residual = max(horizontal.residual, vertical.residual)
        guard residual <= 1.5, horizontal.slope > 1, vertical.slope > 1 else {
            throw .malformed(
                file: file, expected: "points as a camera sees them: x right, y down, z forward (or --camera)",
                found: String(
                    format: "fx %.4g, fy %.4g with an error of %.3g pixels", horizontal.slope, vertical.slope, residual)
            )
        }
        return Intrinsics(fx: horizontal.slope, fy: vertical.slope, cx: horizontal.offset, cy: vertical.offset)
    }
}

/// pixel = slope · ratio + offset over all valid points.
private struct Line {
    var pair: (Int) -> (ratio: Double, pixel: Double)

    func fit(_ depth: [Float]) -> (slope: Double, offset: Double, residual: Double)? {
        var (n, ratio, pixel, square, product) = (0.0, 0.0, 0.0, 0.0, 0.0)
        for point in depth.indices where depth[point] > 0 {
            let (r, p) = pair(point)
            (n, ratio, pixel, square, product) = (n + 1, ratio + r, pixel + p, square + r * r, product + r * p)
        }
        let spread = square - ratio * ratio / max(n, 1)
        guard n >= 100, spread / n > 1e-6 else { return nil }
        let slope = (product - ratio * pixel / n) / spread
        let offset = (pixel - slope * ratio) / n
        var residual = 0.0
        for point in depth.indices where depth[point] > 0 {
            let (r, p) = pair(point)
            residual += (p - slope * r - offset) * (p - slope * r - offset)
        }
        return (slope, offset, (residual / n).squareRoot())
    }
}
