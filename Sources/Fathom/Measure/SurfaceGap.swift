/// The smallest gap between the surfaces of two things, each known by its completed shape, its seen points, or both.
///
/// Each pairing of what is known (points with points, points with a shape that can be trusted, two such shapes) bounds the gap
/// from above; the least of them is taken.
struct SurfaceGap {
    /// One thing.
    struct Side {
        var shape: Shape
        var seen: SeenSurface?

        /// A shape alone is all that there is to go by.
        var isShapeTrusted: Bool { seen.map { $0.shapeQuality >= SurfaceGap.trust } ?? true }
    }

    /// From here on a shape's surface stands for the hidden sides.
    static let trust = 0.5

    private(set) var meters = Double.infinity
    /// Where the gap is smallest on the one and on the other.
    private(set) var from: Vector3
    private(set) var to: Vector3
    /// Whether the end was seen, not completed.
    private(set) var isFromSeen = false
    private(set) var isToSeen = false

    init(_ a: Side, _ b: Side) {
        (from, to) = (a.shape.center, b.shape.center)
        if let seen = a.seen, let other = b.seen { between(seen.points, other.points) }
        if let seen = a.seen, b.isShapeTrusted { toShape(seen.points, b.shape) }
        if let seen = b.seen, a.isShapeTrusted { fromShape(a.shape, seen.points) }
        if a.isShapeTrusted, b.isShapeTrusted { betweenShapes(a.shape, b.shape) }
        // Two irregular things of which no point was seen: their shapes are better than nothing.
        if meters == .infinity { betweenShapes(a.shape, b.shape) }
    }

    private mutating func take(_ distance: Double, _ from: Vector3, _ to: Vector3, seen: (Bool, Bool)) {
        guard distance < meters else { return }
        (meters, self.from, self.to) = (distance, from, to)
        (isFromSeen, isToSeen) = seen
    }

    /// The pair with the third smallest distance of a point to the other's nearest: two stray points move nothing.
    private mutating func between(_ a: [Vector3], _ b: [Vector3]) {
        var nearest = Smallest()
        for (index, point) in a.enumerated() {
            var least = Double.infinity
            for other in b {
                let offset = other - point
                least = min(least, offset.dot(offset))
            }
            nearest.add(least, index)
        }
        guard let (squared, index) = nearest.third else { return }
        guard let other = b.min(by: { ($0 - a[index]).length < ($1 - a[index]).length }) else { return }
        take(squared.squareRoot(), a[index], other, seen: (true, true))
    }

    private mutating func toShape(_ points: [Vector3], _ shape: Shape) {
        guard let (distance, point) = Self.nearest(points, shape) else { return }
        take(distance, point, shape.nearest(to: point), seen: (true, false))
    }

    private mutating func fromShape(_ shape: Shape, _ points: [Vector3]) {
        guard let (distance, point) = Self.nearest(points, shape) else { return }
        take(distance, shape.nearest(to: point), point, seen: (false, true))
    }

    private static func nearest(_ points: [Vector3], _ shape: Shape) -> (Double, Vector3)? {
        var nearest = Smallest()
        for (index, point) in points.enumerated() { nearest.add(shape.signedDistance(point), index) }
        return nearest.third.map { (max($0.value, 0), points[$0.index]) }
    }

    /// By alternating projection on two convex bodies (Cheney and Goldstein 1959).
    private mutating func betweenShapes(_ a: Shape, _ b: Shape) {
        var from = a.center
        var to = b.nearest(to: from)
        for _ in 0..<32 {
            let nextFrom = a.nearest(to: to)
            let nextTo = b.nearest(to: nextFrom)
            let isStill = (nextFrom - from).length + (nextTo - to).length < 1e-7
            (from, to) = (nextFrom, nextTo)
            if isStill { break }
        }
        take((to - from).length, from, to, seen: (false, false))
    }

    /// The three smallest values and where they came from.
    private struct Smallest {
        private var values = SIMD3<Double>(repeating: .infinity)
        private var indices = SIMD3<Int>(repeating: -1)

        mutating func add(_ value: Double, _ index: Int) {
            guard value < values.z else { return }
            (values.z, indices.z) = (value, index)
            if values.z < values.y { swap(1, 2) }
            if values.y < values.x { swap(0, 1) }
        }

        private mutating func swap(_ a: Int, _ b: Int) {
            (values[a], values[b]) = (values[b], values[a])
            (indices[a], indices[b]) = (indices[b], indices[a])
        }

        /// The largest of the three, or of as many as there are.
        var third: (value: Double, index: Int)? {
            for place in [2, 1, 0] where indices[place] >= 0 { return (values[place], indices[place]) }
            return nil
        }
    }
}
