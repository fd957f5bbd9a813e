/// The completed shape of an entity: the seen half and the half that a single view hides.
public enum Shape: Sendable, Equatable {
    /// A tool point: no extent.
    case point(Vector3)
    case sphere(center: Vector3, radius: Double)
    /// Axes are unit columns; half-extents along them, metres.
    case box(center: Vector3, axes: Matrix3, halfExtents: Vector3)
    /// Axes are unit columns, the last one along the cylinder; metres.
    case cylinder(center: Vector3, axes: Matrix3, radius: Double, halfLength: Double)

    public var center: Vector3 {
        switch self {
        case .point(let center), .sphere(let center, _), .box(let center, _, _), .cylinder(let center, _, _, _): center
        }
    }

    /// Radius of the smallest sphere about the centre that holds the shape.
    public var boundingRadius: Double {
        switch self {
        case .point: 0
        case .sphere(_, let radius): radius
        case .box(_, _, let halfExtents): halfExtents.length
        case .cylinder(_, _, let radius, let half): (radius * radius + half * half).squareRoot()
        }
    }

    /// Mean half-width, the radius of a disc that the shape about fills in an image.
    var meanRadius: Double {
        switch self {
        case .point: 0
        case .sphere(_, let radius): radius
        case .box(_, _, let halfExtents): (halfExtents.x + halfExtents.y + halfExtents.z) / 3
        case .cylinder(_, _, let radius, let half): (2 * radius + half) / 3
        }
    }

    /// Full size along the axes, metres.
    public var size: Vector3 {
        switch self {
        case .point: .zero
        case .sphere(_, let radius): Vector3(repeating: 2 * radius)
        case .box(_, _, let halfExtents): halfExtents * 2
        case .cylinder(_, _, let radius, let half): Vector3(radius, radius, half) * 2
        }
    }

    /// Distance from `point` to the surface, negative inside.
    public func signedDistance(_ point: Vector3) -> Double {
        switch self {
        case .point(let center):
            return (point - center).length
        case .sphere(let center, let radius):
            return (point - center).length - radius
        case .box(let center, let axes, let halfExtents):
            let local = axes.transposed * (point - center)
            let q = Vector3(abs(local.x), abs(local.y), abs(local.z)) - halfExtents
            let outside = Vector3(max(q.x, 0), max(q.y, 0), max(q.z, 0)).length
            return outside + min(max(q.x, q.y, q.z), 0)
        case .cylinder(let center, let axes, let radius, let halfLength):
            let local = axes.transposed * (point - center)
            let side = (local.x * local.x + local.y * local.y).squareRoot() - radius
            let end = abs(local.z) - halfLength
            let (beside, beyond) = (max(side, 0), max(end, 0))
            return (beside * beside + beyond * beyond).squareRoot() + min(max(side, end), 0)
        }
    }

    /// The surface point nearest to `point`; `point` itself when it lies inside.
    public func nearest(to point: Vector3) -> Vector3 {
        switch self {
        case .point(let center):
            return center
        case .sphere(let center, let radius):
            let offset = point - center
            let length = offset.length
            return length <= radius ? point : center + offset * (radius / length)
        case .box(let center, let axes, let halfExtents):
            let local = axes.transposed * (point - center)
            return center + axes * local.clamped(lowerBound: halfExtents * -1, upperBound: halfExtents)
        case .cylinder(let center, let axes, let radius, let halfLength):
            let local = axes.transposed * (point - center)
            let distance = (local.x * local.x + local.y * local.y).squareRoot()
            let inward = distance > radius ? radius / distance : 1
            let along = min(max(local.z, -halfLength), halfLength)
            return center + axes * Vector3(local.x * inward, local.y * inward, along)
        }
    }

    func moved(to center: Vector3) -> Shape {
        switch self {
        case .point: .point(center)
        case .sphere(_, let radius): .sphere(center: center, radius: radius)
        case .box(_, let axes, let halfExtents): .box(center: center, axes: axes, halfExtents: halfExtents)
        case .cylinder(_, let axes, let radius, let halfLength):
            .cylinder(center: center, axes: axes, radius: radius, halfLength: halfLength)
        }
    }

    /// Height along a unit vector of the highest point.
    func top(along up: Vector3) -> Double {
        switch self {
        case .point(let center):
            return center.dot(up)
        case .sphere(let center, let radius):
            return center.dot(up) + radius
        case .box(let center, let axes, let half):
            let along = axes.transposed * up
            return center.dot(up) + abs(along.x) * half.x + abs(along.y) * half.y + abs(along.z) * half.z
        case .cylinder(let center, let axes, let radius, let halfLength):
            let along = abs(axes.z.dot(up))
            return center.dot(up) + halfLength * along + radius * max(1 - along * along, 0).squareRoot()
        }
    }
}
