/// What is looked for in a snapshot.
package enum SnapshotEntity: Sendable {
    /// A noun phrase: "the red mug".
    case description(Description)
    /// The tool point of whatever wears this tag.
    case tag(AprilTag)
    /// A place in the camera's optical frame, metres.
    case point(Vector3)
    /// Whatever fills this rectangle of pixels best.
    case box(PixelBounds)
    /// Whatever these pixels show.
    case mask(PixelMask)
}

/// One thing of a snapshot, or a place in it.
package struct SnapshotThing: Sendable {
    /// In the snapshot's frame of reference.
    package var observation: Observation
    /// Metres: longest horizontal side, shortest horizontal side, height along up; `nil` for a place.
    package var size: Vector3?
    /// Distance in metres from the camera to its nearest surface point.
    package var nearest: Double
    package var bounds: PixelBounds?
    /// Probability in [0, 1] that it is what was asked for.
    package var score: Double?
    package var mask: PixelMask?
    /// The shortest phrase that means it and no other.
    package var phrase: String?
    /// What can be said of it; its label is 0 for a mask. `nil` for a place.
    package var object: SceneObject?
    /// The seen part of its surface, where it was measured as what it was said to be.
    var surface: SeenSurface?

    package var pixels: Int? { mask?.count }
}

/// What a snapshot shows of an entity.
package enum SnapshotFinding: Sendable {
    case found(SnapshotThing)
    /// Several fit; best first.
    case ambiguous(reason: String, [SnapshotThing])
    /// Nothing fits; near misses, best first.
    case absent(reason: String, [SnapshotThing])
}
