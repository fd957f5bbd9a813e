/// What is known beside a thing's points, in the frame that they are in: z up, origin near the thing.
struct ObjectView {
    /// Camera centre.
    var viewpoint: Vector3
    /// Standard deviation of one point, metres, > 0.
    var sigma: Double
    /// What the sensor may be off by that neighbouring points share, metres: slow waves, which no mean takes away.
    var drift = 0.0
    /// Metres that a pixel, or a cell of the grid, covers there.
    var pixel: Double
    /// Height of what it stands on, where that is known.
    var support: Double?
    /// Share of its outline at which something nearer hides what comes next.
    var hiddenShare: Double
    /// Set where its depth has so many holes that some of its points are made up.
    var outline: Outline?

    /// What the picture tells of a thing beyond its depth.
    struct Outline {
        /// Share of the points that are made up.
        var madeUpShare: Double
        /// From the camera past the highest point of the outline in the image.
        var top: Vector3
    }

    /// Whether something nearer hides a part of it that matters.
    var isPartHidden: Bool { hiddenShare > 0.125 }

    /// The plane through the camera that touches the outline from above: its normal points up and away from the thing.
    var ceiling: Vector3? {
        guard let normal = outline?.top.cross(Vector3(-away.y, away.x, 0)).normalized else { return nil }
        return normal.z < 0 ? normal * -1 : normal
    }

    /// Horizontal unit vector from the camera to the origin.
    var away: Vector3 {
        Vector3(-viewpoint.x, -viewpoint.y, 0).normalized ?? Vector3(1, 0, 0)
    }

    /// Tangent of the angle at which the camera looks down on a height at the origin.
    func slope(onto height: Double) -> Double {
        let distance = (viewpoint.x * viewpoint.x + viewpoint.y * viewpoint.y).squareRoot()
        return (viewpoint.z - height) / max(distance, 1e-6)
    }
}
