/// A tag that an image shows.
public struct FoundTag: Sendable {
    /// Of its family.
    public var id: Int
    /// Pixels, centres at integers: lower left, lower right, upper right, upper left of the upright tag.
    public var corners: [SIMD2<Double>]
    /// From the tag frame (`AprilTag`) to the optical frame, metres.
    public var cameraFromTag: Transform
    /// The tool point, optical frame, metres.
    public var toolPoint: Vector3
    /// Of the tool point, from frame to frame independent, square metres.
    public var noise: Matrix3
    /// Of the tool point, the same in every frame of a still scene, square metres.
    public var systematic: Matrix3
    /// Whether depth on the tag took part, or the corners alone told how far it is.
    public var isRefinedByDepth: Bool
    /// The tag's edge, metres, that its depth speaks for, where that contradicts the configured one: then `size` is wrong,
    /// or this is another thing, and the pose is not to be used.
    public var contradictingSize: Double?
}

/// Finds one tag in images and measures where it is.
///
/// Not thread-safe; keeps its memory between images. The library below allocates on each image.
public final class TagFinder {
    public let tag: AprilTag
    private let detector: TagDetector

    /// Depth and corners may disagree by this share before the size is called wrong: more than print and glue are off.
    private static let sizeTolerance = 0.06

    /// - Throws: `Rejection` of a tag that cannot be: id out of the family's range, size or offset out of bounds.
    public init(_ tag: AprilTag) throws(Rejection) {
        try tag.check()
        self.tag = tag
        detector = TagDetector(tag.family, id: tag.id)
    }

    /// Numbers of all tags of a family that an image shows, ascending. Slow: for a person who wonders which tags are there.
    public static func ids(of family: TagFamily, in color: ColorImage) -> [Int] {
        let quads = TagDetector(family, id: nil).quads(in: color, .whole(color), decimation: 1)
        return Set(quads.map(\.id)).sorted()
    }

    /// Every place in the whole image that shows the tag, by rows from above.
    ///
    /// Looks for squares in every other pixel first; in all of them when that finds none.
    /// - Parameter depth: of the same size as `color`, registered to it; `nil`: the tag's size alone tells how far it is.
    public func tags(
        in color: ColorImage, depth: DepthImage?, projection: Projection, noise: DepthNoise
    ) -> [FoundTag] {
        let whole = PixelWindow.whole(color)
        for decimation in [2, 1] {
            let quads = detector.quads(in: color, whole, decimation: decimation)
            if !quads.isEmpty { return quads.compactMap { found($0, depth, projection, noise) } }
        }
        return []
    }

    /// The same within a part of the image.
    func tags(
        in color: ColorImage, _ window: PixelWindow, depth: DepthImage?, projection: Projection, noise: DepthNoise
    ) -> [FoundTag] {
        detector.quads(in: color, window, decimation: 1).compactMap { found($0, depth, projection, noise) }
    }

    private func found(
        _ quad: TagQuad, _ depth: DepthImage?, _ projection: Projection, _ noise: DepthNoise
    ) -> FoundTag? {
        guard let seen = TagPose(quad, size: tag.size, projection: projection, surface: nil) else { return nil }
        let surface = depth.flatMap { TagSurface(quad, depth: $0, projection: projection, noise: noise) }
        let contradiction = surface.flatMap { contradictingSize(seen, $0, projection) }
        let isUsable = surface != nil && contradiction == nil
        let refined =
            isUsable ? TagPose(quad, size: tag.size, projection: projection, surface: surface) : nil
        let pose = refined ?? seen
        guard let tool = pose.point(tag.offset, projection: projection) else { return nil }
        return FoundTag(
            id: quad.id, corners: quad.corners, cameraFromTag: pose.cameraFromTag, toolPoint: tool.place,
            noise: tool.noise, systematic: tool.systematic, isRefinedByDepth: refined != nil,
            contradictingSize: contradiction)
    }

    private func contradictingSize(_ seen: TagPose, _ surface: TagSurface, _ projection: Projection) -> Double? {
        guard let center = seen.point(.zero, projection: projection) else { return nil }
        let difference = surface.centerDepth - center.place.z
        let sigma = (max(center.noise.z.z, 0)).squareRoot() + (surface.sigmas.max() ?? 0)
        guard abs(difference) > Self.sizeTolerance * surface.centerDepth + 4 * sigma else { return nil }
        return tag.size * surface.centerDepth / center.place.z
    }
}
