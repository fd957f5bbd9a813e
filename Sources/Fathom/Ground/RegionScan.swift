/// Which pixels belong to an entity while it is tracked.
enum PixelTest {
    /// Colour table weight at least `threshold`.
    case color(ColorImage, ColorTable, threshold: UInt8)
    case label(LabelImage, value: UInt32)
    /// Geometry alone.
    case any
}

/// Looks for a tracked entity where it is expected: touches only pixels near there.
struct RegionScan {
    /// Pixels that were looked at on the disc that the entity should fill, by what they show.
    struct Disc {
        var total = 0
        /// Something else where the entity or the space before it is, or nothing valid.
        var blocked = 0
        /// Something that would be hidden if the entity were there: beyond it, or the plane that it stood on.
        var revealed = 0
    }

    /// At most so many pixels are looked at; larger regions are thinned out evenly.
    static let maxPixels = 16_384
    /// How far a point may lie outside of the predicted shape while nothing says that it moved, metres.
    static let tightMargin = 0.006

    private(set) var disc = Disc()
    /// Pixels of the entity that were found.
    private(set) var matches = 0
    /// Pixels to be expected of it in full view.
    private(set) var expected = 0.0
    private(set) var isInView = false

    /// Gathers points of the entity near its prediction into `points`, in the tracks' frame of reference.
    init(
        _ prediction: Prediction, test: PixelTest, depth: DepthImage, view: FrameView, projection: Projection,
        planes: [SupportPlane], robot: RobotMask? = nil, into points: PointBuffer
    ) {
        points.removeAll()
        let center = view.cameraFromFrame(prediction.shape.center)
        let margin = 0.01 + 3 * prediction.sigma + prediction.reach
        let radius = prediction.shape.boundingRadius + margin
        let nearest = center.z - radius
        guard nearest > 0.02, let pixel = projection.pixel(center) else { return }
        let camera = projection.camera
        let halfWidth = camera.fx * radius / nearest
        let halfHeight = camera.fy * radius / nearest
        let columns = Int.pixels(pixel.u - halfWidth, pixel.u + halfWidth + 2, of: depth.width)
        let rows = Int.pixels(pixel.v - halfHeight, pixel.v + halfHeight + 2, of: depth.height)
        guard !columns.isEmpty, !rows.isEmpty else { return }
        let (x0, x1, y0, y1) = (columns.lowerBound, columns.upperBound, rows.lowerBound, rows.upperBound)
        isInView = true
        var stride = 1
        while ((x1 - x0) / stride) * ((y1 - y0) / stride) > Self.maxPixels { stride += 1 }

        let inner = prediction.shape.meanRadius
        let discRadius = camera.fx * inner * 0.8 / center.z
        expected = .pi * (camera.fx * inner / center.z) * (camera.fy * inner / center.z) / Double(stride * stride)
        scan(
            Window(x0: x0, x1: x1, y0: y0, y1: y1, stride: stride), test, depth, view, projection,
            Target(
                center: prediction.shape.center, radius: radius, u: pixel.u, v: pixel.v,
                discSquared: discRadius * discRadius,
                // A convex thing shows its near side there, so what lies beyond its centre is another thing.
                middle: Float(center.z + 3 * view.noise.sigma(center.z))),
            planes, robot, into: points)
        if Double(disc.revealed) < 0.15 * Double(max(disc.total, 1)) {
            let limit = Self.tightMargin + 3 * prediction.sigma + 3 * view.noise.sigma(center.z)
            points.filter { prediction.shape.signedDistance($0) <= limit }
        }
        matches = points.count
    }

    private struct Window {
        var x0: Int
        var x1: Int
        var y0: Int
        var y1: Int
        var stride: Int
    }

    private struct Target {
        var center: Vector3
        var radius: Double
        var u: Double
        var v: Double
        var discSquared: Double
        /// Depth, metres.
        var middle: Float
    }

    private mutating func scan(
        _ window: Window, _ test: PixelTest, _ depth: DepthImage, _ view: FrameView, _ projection: Projection,
        _ target: Target, _ planes: [SupportPlane], _ robot: RobotMask?, into points: PointBuffer
    ) {
        // A buffer that is filled row by row must not run full before the last row.
        let pixels = ((window.x1 - window.x0) / window.stride) * ((window.y1 - window.y0) / window.stride)
        let keepEvery = max(1, pixels / PointBuffer.capacity)
        var seen = 0
        let source = PointSource(depth, view, projection)
        let radiusSquared = target.radius * target.radius
        for y in Swift.stride(from: window.y0, to: window.y1, by: window.stride) {
            let dv = Double(y) - target.v
            for x in Swift.stride(from: window.x0, to: window.x1, by: window.stride) {
                let du = Double(x) - target.u
                let isOnDisc = du * du + dv * dv <= target.discSquared
                let isMatch = test.accepts(x: x, y: y)
                // Most pixels are neither: their depth need not be fetched.
                guard isOnDisc || isMatch else { continue }
                if isOnDisc { disc.total += 1 }
                let z = depth.meters(x: x, y: y)
                guard z > 0 else {
                    // An invalid pixel shows nothing, least of all that the thing is gone.
                    if isOnDisc { disc.blocked += 1 }
                    continue
                }
                let point = source.point(x: x, y: y, depth: z)
                if let robot, robot.covers(x: x, y: y, point) {
                    if isOnDisc { disc.blocked += 1 }
                    continue
                }
                let offset = point - target.center
                let isPlane = (isOnDisc && !isMatch || test.isGeometry) && isOn(planes, point, view.noise)
                guard isMatch, !isPlane, offset.dot(offset) <= radiusSquared else {
                    if isOnDisc, isPlane || z > target.middle { disc.revealed += 1 }
                    if isOnDisc, !isPlane, z <= target.middle { disc.blocked += 1 }
                    continue
                }
                seen += 1
                if seen % keepEvery == 0 { points.append(point) }
            }
        }
        expected /= Double(keepEvery)
    }

    private func isOn(_ planes: [SupportPlane], _ point: Vector3, _ noise: DepthNoise) -> Bool {
        for plane in planes where abs(plane.distance(point)) <= plane.tolerance(noise) { return true }
        return false
    }

    /// Whether what was found is enough to measure by.
    var isSeen: Bool {
        matches >= 12 && Double(matches) >= 0.1 * expected
    }

    /// Whether the place is visibly empty.
    var isGone: Bool {
        isInView && Double(disc.revealed) > 0.5 * Double(max(disc.total, 1))
    }
}

extension PixelTest {
    /// Geometry alone does not tell a thing from the table that it stands on.
    var isGeometry: Bool {
        if case .any = self { true } else { false }
    }

    @inline(__always)
    func accepts(x: Int, y: Int) -> Bool {
        switch self {
        case .color(let image, let table, let threshold):
            table.weights[image.tableIndex(x: x, y: y)] >= threshold
        case .label(let image, let value):
            image.value(x: x, y: y) == value
        case .any:
            true
        }
    }
}
