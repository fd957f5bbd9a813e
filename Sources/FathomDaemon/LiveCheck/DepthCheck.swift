internal import Fathom
internal import Foundation

/// Whether a depth plane's numbers can be metres of a scene.
struct DepthCheck {
    let plane: Plane
    let limits: FrameLimits
    /// Positive finite depths of the image, whatever the limit, sorted; metres as the header says.
    private let depths: [Float]
    private let pixels: Int

    /// - Parameter image: of `plane`, read without a limit on depth.
    init(_ image: DepthImage, _ plane: Plane, _ limits: FrameLimits) {
        self.plane = plane
        self.limits = limits
        var depths: [Float] = []
        depths.reserveCapacity(image.width * image.height)
        for y in 0..<image.height {
            for x in 0..<image.width {
                let depth = image.meters(x: x, y: y)
                if depth > 0, depth.isFinite { depths.append(depth) }
            }
        }
        self.depths = depths.sorted()
        pixels = image.width * image.height
    }

    /// Limits that let every finite depth through.
    static let unlimited = FrameLimits(maxWidth: 1 << 16, maxHeight: 1 << 16, maxDepth: 1e30)

    var lines: [CheckLine] {
        guard let median else {
            return [CheckLine(.wrong, "depth: no pixel is valid (0, NaN and infinity are not)")]
        }
        if let line = zBuffer ?? unit(median) { return [line] }
        let valid = depths.prefix { Double($0) <= limits.maxDepth }.count
        let share = Double(valid) / Double(pixels)
        let words = String(format: "depth: %.0f %% of the pixels valid, median %.2f m", share * 100, median)
        if valid == 0 {
            return [CheckLine(.wrong, "\(words): all of it beyond max_depth, \(limits.maxDepth) m")]
        }
        return [share < 0.1 ? CheckLine(.doubtful, "\(words): few to find a thing by") : CheckLine(.good, words)]
    }

    private var median: Double? {
        depths.isEmpty ? nil : Double(depths[depths.count / 2])
    }

    /// A robot's scene is some 5 cm to 20 m away; else another unit probably makes it so.
    private func unit(_ median: Double) -> CheckLine? {
        guard !(0.05...20).contains(median) else { return nil }
        let words = String(format: "depth: the median is %g m", median)
        let scale = [1e-3, 1e-2, 1e-4, 1e3, 1e2, 10, 0.1].first { (0.15...6).contains(median * $0) }
        guard let scale else { return CheckLine(.wrong, "\(words): in which unit is it?") }
        let remedy: String
        if plane.encoding == .depth32FC1 {
            remedy =
                scale == 1e-3
                ? "millimetres were sent as metres; 32FC1 is metres: divide by 1000"
                : String(format: "multiply by %g; 32FC1 is metres", scale)
        } else {
            remedy = String(
                format: "set metres_per_count to %g, not %g", plane.metersPerCount * scale, plane.metersPerCount)
        }
        return CheckLine(.wrong, "\(words): \(remedy)")
    }

    /// OpenGL's depth buffer lies in (0, 1], most of it just below 1, what is nowhere exactly at 1.
    private var zBuffer: CheckLine? {
        guard plane.encoding == .depth32FC1, let largest = depths.last, largest == 1, let median, median > 0.9 else {
            return nil
        }
        return CheckLine(
            .wrong,
            "depth: all of it in (0, 1] with 1 as the largest: a raw z-buffer? Send metres along the optical axis")
    }
}
