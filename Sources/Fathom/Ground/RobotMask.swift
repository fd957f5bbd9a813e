/// Which pixels of a frame show the robot itself.
final class RobotMask {
    private let body: RobotBody
    private let table: ColorTable?
    private let noise: DepthNoise
    private var capsules: [Capsule] = []
    private var labelValues: [UInt32] = []
    private var labels: LabelImage?
    private var color: ColorImage?
    private var masked = UnsafeMutableBufferPointer<Float>.allocate(capacity: 0)

    /// Colour weight from which a person would call a pixel by the name.
    private static let threshold = Component.namedWeight

    /// A volume in the tracks' frame of reference.
    private struct Capsule {
        var from: Vector3
        var axis: Vector3
        var radiusSquared: Double
        /// Of `axis`, 0 for a ball.
        var inverseSquare: Double

        @inline(__always)
        func contains(_ point: Vector3) -> Bool {
            let offset = point - from
            let along = min(max(offset.dot(axis) * inverseSquare, 0), 1)
            let aside = offset - axis * along
            return aside.dot(aside) <= radiusSquared
        }
    }

    init?(_ body: RobotBody, noise: DepthNoise) {
        guard !body.isEmpty else { return nil }
        (self.body, self.noise) = (body, noise)
        table = body.colors.isEmpty ? nil : ColorTable(body.colors)
    }

    deinit {
        masked.deallocate()
    }

    /// Looks up what the frame says of the body.
    /// - Throws: `Rejection` when a pose that carries a volume is missing, or the planes that are needed are.
    func begin(_ frame: Frame, _ view: FrameView) throws(Rejection) {
        capsules.removeAll(keepingCapacity: true)
        for volume in body.volumes { capsules.append(try capsule(volume, frame, view)) }
        labelValues.removeAll(keepingCapacity: true)
        for label in frame.labels where body.labels.contains(label.name) { labelValues.append(label.value) }
        labels = labelValues.isEmpty ? nil : try view.labels(frame)
        color = table == nil ? nil : try view.color(frame)
    }

    private func capsule(
        _ volume: RobotBody.Volume, _ frame: Frame, _ view: FrameView
    ) throws(Rejection) -> Capsule {
        guard view.reference == .world else {
            throw Rejection(
                "camera.world_from_camera", expected: "a rigid transform, because the robot's volumes are in the world",
                found: "none")
        }
        for pose in frame.poses where pose.name == volume.pose {
            let from = pose.worldFromEntity(volume.from)
            let axis = pose.worldFromEntity(volume.to) - from
            let square = axis.dot(axis)
            return Capsule(
                from: from, axis: axis, radiusSquared: volume.radius * volume.radius,
                inverseSquare: square > 1e-12 ? 1 / square : 0)
        }
        throw Rejection("poses", expected: "'\(volume.pose)', which carries a volume of the robot", found: "none such")
    }

    /// Whether pixel (x, y), which shows `point`, shows the robot.
    @inline(__always)
    func covers(x: Int, y: Int, _ point: Vector3) -> Bool {
        for capsule in capsules where capsule.contains(point) { return true }
        if let labels, labelValues.contains(labels.value(x: x, y: y)) { return true }
        if let color, let table, table.weights[color.tableIndex(x: x, y: y)] >= Self.threshold { return true }
        return false
    }

    /// The depth image without the robot, valid until the next frame: its pixels hide what is behind them, and show nothing.
    func depth(without image: DepthImage, _ source: PointSource) -> DepthImage {
        let count = image.width * image.height
        if masked.count < count {
            masked.deallocate()
            masked = .allocate(capacity: count)
            masked.initialize(repeating: 0)
        }
        for y in 0..<image.height {
            for x in 0..<image.width {
                let z = image.meters(x: x, y: y)
                let isRobot = z > 0 && covers(x: x, y: y, source.point(x: x, y: y, depth: z))
                masked[y * image.width + x] = isRobot ? 0 : z
            }
        }
        guard let base = masked.baseAddress else { return image }
        return DepthImage(
            base: UnsafeRawPointer(base), isFloat: true, width: image.width, height: image.height,
            rowStep: image.width * 4, metersPerCount: 1, isRadial: image.isRadial, maxDepth: image.maxDepth)
    }
}
