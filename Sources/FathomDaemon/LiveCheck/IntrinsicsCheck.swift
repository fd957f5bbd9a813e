internal import Fathom
internal import Foundation

/// Whether a camera's K can be that of an ordinary camera of its size.
struct IntrinsicsCheck {
    let camera: Camera

    var lines: [CheckLine] {
        let doubts = [fieldOfView, principalPoint, aspect].compactMap { $0 }
        guard doubts.isEmpty else { return doubts }
        let size = "\(camera.width)×\(camera.height)"
        return [
            CheckLine(.good, String(format: "camera: %@, field of view %.0f° × %.0f°", size, horizontal, vertical))
        ]
    }

    private var horizontal: Double { Self.angle(camera.width, camera.fx) }
    private var vertical: Double { Self.angle(camera.height, camera.fy) }

    private static func angle(_ pixels: Int, _ focal: Double) -> Double {
        2 * atan(Double(pixels) / 2 / focal) * 180 / .pi
    }

    private var fieldOfView: CheckLine? {
        guard !(15...150).contains(horizontal) || !(15...150).contains(vertical) else { return nil }
        return CheckLine(
            .doubtful,
            String(
                format: "camera.k: field of view %.1f° × %.1f° at fx %g, fy %g; are they in pixels of %d×%d?",
                horizontal,
                vertical, camera.fx, camera.fy, camera.width, camera.height))
    }

    private var principalPoint: CheckLine? {
        let offset = (
            x: camera.cx - Double(camera.width - 1) / 2, y: camera.cy - Double(camera.height - 1) / 2
        )
        let isOff = abs(offset.x) > 0.15 * Double(camera.width) || abs(offset.y) > 0.15 * Double(camera.height)
        guard isOff else { return nil }
        // K of another resolution, or of an image that was cropped, has its centre elsewhere.
        let (width, height) = (2 * camera.cx + 1, 2 * camera.cy + 1)
        return CheckLine(
            .doubtful,
            String(
                format: "camera.k: principal point (%g, %g) is far off the centre of %d×%d; it would be the centre of "
                    + "%.0f×%.0f. K must belong to the image that is sent: scale it as the image", camera.cx, camera.cy,
                camera.width, camera.height, width, height))
    }

    private var aspect: CheckLine? {
        guard max(camera.fx, camera.fy) > 1.1 * min(camera.fx, camera.fy) else { return nil }
        return CheckLine(
            .doubtful,
            String(
                format: "camera.k: fx %g and fy %g differ by more than 10 %%: pixels are hardly so oblong", camera.fx,
                camera.fy))
    }
}
