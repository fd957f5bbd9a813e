/// Where an entity is in one image, as somebody else's detector or simulator says.
public struct RegionPrompt: Sendable {
    /// The outline, in pixels of the depth grid.
    public enum Outline: Sendable {
        /// Both ends inside.
        case box(xMin: Double, yMin: Double, xMax: Double, yMax: Double)
        /// x0 y0 x1 y1 …, closed, at least three corners.
        case polygon([Double])
        /// Part index of a plane of kind `mask`.
        case mask(part: Int)
    }

    public var name: String
    /// Probability in [0, 1] that the region is what its name says.
    public var score: Double
    public var outline: Outline

    public init(name: String, score: Double = 1, outline: Outline) {
        self.name = name
        self.score = score
        self.outline = outline
    }
}

/// What a user's own detector found in the frame captured at `captureTimeNanoseconds`.
public struct Detections: Sendable {
    public var stream: String
    public var captureTimeNanoseconds: Int64
    public var regions: [RegionPrompt]

    public init(stream: String, captureTimeNanoseconds: Int64, regions: [RegionPrompt]) {
        self.stream = stream
        self.captureTimeNanoseconds = captureTimeNanoseconds
        self.regions = regions
    }
}
