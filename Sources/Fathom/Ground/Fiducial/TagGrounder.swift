/// Finds an entity by the tag that it wears: where the tag was first, in the whole image if need be.
final class TagGrounder {
    private let finder: TagFinder
    /// Centre and half-diagonal of the tag when it was last seen, in the tracks' frame of reference, metres.
    private var last: (center: Vector3, radius: Double)?
    private let notSeen: String

    /// Around the tag as it was, the search also takes in so many of its radii, and so many pixels.
    private static let marginRadii = 1.0
    private static let marginPixels = 16.0

    init(_ tag: AprilTag) throws(Rejection) {
        finder = try TagFinder(tag)
        notSeen = "tag \(tag.code) is not seen"
    }

    func forget() {
        last = nil
    }

    /// What the frame shows of the entity.
    /// - Throws: `Rejection` when the frame has no colour plane, or its planes' bytes are bad.
    func look(
        at frame: Frame, view: FrameView, projection: Projection, expecting prediction: Prediction?
    ) throws(Rejection) -> Sighting {
        let color = try view.color(frame)
        let depth = try view.depthIfValid(frame)
        if let prediction, let window = window(prediction, color, view, projection) {
            let tags = finder.tags(in: color, window, depth: depth, projection: projection, noise: view.noise)
            if !tags.isEmpty { return sighting(tags, view, isReacquired: false) }
        }
        let tags = finder.tags(in: color, depth: depth, projection: projection, noise: view.noise)
        return sighting(tags, view, isReacquired: true)
    }

    private func sighting(_ tags: [FoundTag], _ view: FrameView, isReacquired: Bool) -> Sighting {
        guard let found = tags.first else { return .hidden(reason: notSeen) }
        let code = finder.tag.code
        guard tags.count == 1 else {
            return .ambiguous(reason: "\(tags.count) tags \(code) are in view: give one of them another id")
        }
        if let size = found.contradictingSize {
            let shown = (size * 1000).rounded() / 10
            let told = (finder.tag.size * 1000).rounded() / 10
            return .hidden(reason: "tag \(code) measures about \(shown) cm by its depth, not \(told) cm")
        }
        last = (view.frameFromCamera(found.cameraFromTag.translation), finder.tag.size * 0.5.squareRoot())
        let rotation = view.frameFromCamera.rotation
        let observation = Observation(
            shape: .point(view.frameFromCamera(found.toolPoint)),
            noise: rotation * found.noise * rotation.transposed,
            systematic: rotation * found.systematic * rotation.transposed)
        return .seen(observation, isReacquired: isReacquired)
    }

    /// Pixels where the tag must be if it has moved no further than a thing may.
    private func window(
        _ prediction: Prediction, _ color: ColorImage, _ view: FrameView, _ projection: Projection
    ) -> PixelWindow? {
        guard let last else { return nil }
        let center = view.cameraFromFrame(last.center)
        guard let pixel = projection.pixel(center) else { return nil }
        let metres = last.radius * (1 + Self.marginRadii) + prediction.reach
        let reach = metres / projection.footprint(depth: center.z) + Self.marginPixels
        let columns = Int.pixels(pixel.u - reach, pixel.u + reach, of: color.width)
        let rows = Int.pixels(pixel.v - reach, pixel.v + reach, of: color.height)
        return columns.isEmpty || rows.isEmpty ? nil : PixelWindow(columns: columns, rows: rows)
    }
}
