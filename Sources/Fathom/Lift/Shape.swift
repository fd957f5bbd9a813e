/// The completed shape of an entity: the seen half and the half that a single view hides.
public enum Shape: Sendable, Equatable {
    /// A tool point: no extent.
    case point(Vector3)
    case sphere(center: Vector3, radius: Double)
    /// Axes are unit columns; half-extents along them, metres.
    case box(center: Vector3, axes: Matrix3, halfExtents: Vector3)

    public var center: Vector3 {
        switch self {
        case .point(let center), .sphere(let center, _), .box(let center, _, _): center
        }
    }

    /// Radius of the smallest sphere about the centre that holds the shape.
    public var boundingRadius: Double {
        switch self {
        case .point: 0
        case .sphere(_, let radius): radius
        case .box(_, _, let halfExtents): halfExtents.length
        }
    }

    /// Mean half-width, the radius of a disc that the shape about fills in an image.
    var meanRadius: Double {
        switch self {
        case .point: 0
        case .sphere(_, let radius): radius
        case .box(_, _, let halfExtents): (halfExtents.x + halfExtents.y + halfExtents.z) / 3
        }
    }

    /// Full size along the axes, metres.
    public var size: Vector3 {
        switch self {
        case .point: .zero
        case .sphere(_, let radius): Vector3(repeating: 2 * radius)
        case .box(_, _, let halfExtents): halfExtents * 2
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
        }
    }

    func moved(to center: Vector3) -> Shape {
        switch self {
        case .point: .point(center)
        case .sphere(_, let radius): .sphere(center: center, radius: radius)
        case .box(_, let axes, let halfExtents): .box(center: center, axes: axes, halfExtents: halfExtents)
        }
    }
}
