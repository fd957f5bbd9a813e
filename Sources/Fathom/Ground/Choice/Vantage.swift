/// How the things of a scene lie to each other, as the camera sees them.
struct Vantage {
    /// Of each thing.
    let places: [Place]
    let scene: SegmentedScene

    var objects: [SceneObject] { scene.objects }
    var up: Vector3 { scene.up }

    struct Place {
        /// Tangent of the angle right of the optical axis.
        var right: Double
        /// Tangent of the angle below it.
        var below: Double
        /// Half of what it spans of the image, as a tangent.
        var halfWidth: Double
        /// Metres along the horizontal direction of view.
        var away: Double
        /// Half of its depth in that direction, metres.
        var halfDepth: Double
        /// Metres along up, of its lowest and highest points.
        var base: Double
        var top: Double
    }

    init(_ scene: SegmentedScene) {
        self.scene = scene
        let cameraFromFrame = scene.frameFromCamera.rigidInverse
        let forward = scene.frameFromCamera.rotation.z
        let level = forward - scene.up * scene.up.dot(forward)
        // Looking straight down, what is farther up in the image is behind.
        let imageUp = scene.frameFromCamera.rotation.y * -1
        let away = level.length > 0.17 ? level : imageUp - scene.up * scene.up.dot(imageUp)
        let direction = away.normalized ?? forward
        let side = scene.frameFromCamera.rotation.x
        places = scene.objects.map { thing in
            let shape = thing.observation.shape
            let seen = cameraFromFrame(shape.center)
            let depth = max(seen.z, 0.05)
            let height = scene.up.dot(shape.center)
            let halfHeight = shape.halfWidth(along: scene.up)
            return Place(
                right: seen.x / depth, below: seen.y / depth, halfWidth: shape.halfWidth(along: side) / depth,
                away: direction.dot(shape.center), halfDepth: shape.halfWidth(along: direction),
                base: height - halfHeight, top: height + halfHeight)
        }
    }

    /// Metres between the surfaces of two things, 0 where they touch or overlap.
    func gap(_ first: Int, _ second: Int) -> Double {
        scene.objects[first].observation.shape.gap(to: scene.objects[second].observation.shape)
    }
}

extension Shape {
    /// Half of its extent along a unit vector, metres.
    func halfWidth(along direction: Vector3) -> Double {
        switch self {
        case .point: 0
        case .sphere(_, let radius): radius
        case .box(_, let axes, let half):
            abs(axes.x.dot(direction)) * half.x + abs(axes.y.dot(direction)) * half.y
                + abs(axes.z.dot(direction)) * half.z
        case .cylinder(_, let axes, let radius, let halfLength):
            Self.halfWidth(axes.z.dot(direction), radius: radius, halfLength: halfLength)
        }
    }

    /// Of a cylinder whose axis makes an angle of this cosine with the direction.
    private static func halfWidth(_ cosine: Double, radius: Double, halfLength: Double) -> Double {
        abs(cosine) * halfLength + max(1 - cosine * cosine, 0).squareRoot() * radius
    }

    /// Metres between two convex bodies by alternating projection (Cheney and Goldstein 1959); a few rounds reach the
    /// millimetre, which is enough to compare.
    func gap(to other: Shape) -> Double {
        var point = center
        var nearest = other.nearest(to: point)
        for _ in 0..<6 {
            point = self.nearest(to: nearest)
            nearest = other.nearest(to: point)
        }
        return (nearest - point).length
    }
}
