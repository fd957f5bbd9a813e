internal import FathomKernels

/// A few points seen from above: what a search over headings goes through again and again.
struct Footprint {
    private static let maxPoints = 128
    /// Points that a kernel takes at a time.
    private static let lanes = 16
    /// Both coordinates, metres, about the first point, so that single precision is enough. Unused places repeat it.
    private let x: UnsafePointer<Float>
    private let y: UnsafePointer<Float>
    private let count: Int32

    /// The heading from `first` towards `second` in [0°, 90°) under which the points' bounding rectangle is smallest, to
    /// 0.35°. Looks at 128 of the points at most, evenly.
    static func heading(_ points: PointBuffer, _ first: Vector3, _ second: Vector3) -> Rotation2 {
        // On the stack, and by pointer: an InlineArray would be copied at each access.
        withUnsafeTemporaryAllocation(of: Float.self, capacity: 2 * maxPoints) { memory in
            guard let start = memory.baseAddress else { return .none }
            return Footprint(points, first, second, in: start).heading
        }
    }

    /// The heading under which most points lie near an edge of their bounding rectangle, to 0.35°: where noise widens the
    /// rectangle, faces still show. Closeness criterion of Zhang, Xu, Dong and Dolan, "Efficient L-shape fitting for vehicle
    /// detection using laser scanners" (2017).
    /// - Parameter least: a distance in metres from an edge that is as good as none, > 0.
    static func sharpestHeading(_ points: PointBuffer, _ first: Vector3, _ second: Vector3, least: Double) -> Rotation2
    {
        withUnsafeTemporaryAllocation(of: Float.self, capacity: 2 * maxPoints) { memory in
            guard let start = memory.baseAddress else { return .none }
            let footprint = Footprint(points, first, second, in: start)
            return best { -footprint.closeness($0, least: Float(least)) }
        }
    }

    /// The heading of a long thing's axis, where its rectangle under it is about as small as any: the least rectangle of a
    /// hammer lies askew, along the edge of its hull. Else the heading of the least rectangle.
    static func axisHeading(_ points: PointBuffer, _ first: Vector3, _ second: Vector3) -> Rotation2 {
        withUnsafeTemporaryAllocation(of: Float.self, capacity: 2 * maxPoints) { memory in
            guard let start = memory.baseAddress else { return .none }
            let footprint = Footprint(points, first, second, in: start)
            let least = footprint.heading
            guard let axis = principal(points, first, second) else { return least }
            return footprint.area(axis) < 1.25 * footprint.area(least) ? axis : least
        }
    }

    /// The direction in which the points spread most, if that is plainly one.
    private static func principal(_ points: PointBuffer, _ first: Vector3, _ second: Vector3) -> Rotation2? {
        let middle = points.centroid
        var (xx, xy, yy) = (0.0, 0.0, 0.0)
        for index in 0..<points.count {
            let offset = points[index] - middle
            let (x, y) = (offset.dot(first), offset.dot(second))
            xx += x * x
            xy += x * y
            yy += y * y
        }
        // Twice the angle of the axis: (xx − yy, 2 xy); its length over the sum says how long the thing is.
        let (double, side) = (xx - yy, 2 * xy)
        let length = (double * double + side * side).squareRoot()
        guard length > 0.5 * (xx + yy), length > 0 else { return nil }
        let cosine = max((1 + double / length) / 2, 0).squareRoot()
        let sine = max((1 - double / length) / 2, 0).squareRoot()
        return Rotation2(cosine: cosine, sine: xy < 0 ? -sine : sine)
    }

    private init(_ points: PointBuffer, _ first: Vector3, _ second: Vector3, in memory: UnsafeMutablePointer<Float>) {
        let stride = max(1, (points.count + Self.maxPoints - 1) / Self.maxPoints)
        let taken = (points.count + stride - 1) / stride
        let rounded = (taken + Self.lanes - 1) & ~(Self.lanes - 1)
        count = Int32(truncatingIfNeeded: rounded)
        let (x, y) = (memory, memory + Self.maxPoints)
        let origin = points[0]
        for index in 0..<rounded {
            let offset = index < taken ? points[index * stride] - origin : .zero
            (x + index).initialize(to: Float(offset.dot(first)))
            (y + index).initialize(to: Float(offset.dot(second)))
        }
        (self.x, self.y) = (UnsafePointer(x), UnsafePointer(y))
    }

    private var heading: Rotation2 {
        Self.best(area)
    }

    /// The heading of the least `cost` in [0°, 90°): every 2.8°, then about the best of those.
    @inline(__always)
    private static func best(_ cost: (Rotation2) -> Float) -> Rotation2 {
        var best = Rotation2.none
        var bestArea = cost(best)
        var angle = Rotation2.none
        for _ in 1..<32 {
            angle = angle * .coarse
            let candidate = cost(angle)
            if candidate < bestArea { (best, bestArea) = (angle, candidate) }
        }
        let center = best
        for step in [Rotation2.fine, Rotation2.fine.inverse] {
            var angle = center
            for _ in 0..<7 {
                angle = angle * step
                let candidate = cost(angle)
                if candidate < bestArea { (best, bestArea) = (angle, candidate) }
            }
        }
        return best
    }

    /// Sum over the points of 1 / distance to the nearest edge of the bounding rectangle under a heading.
    private func closeness(_ angle: Rotation2, least: Float) -> Float {
        fathom_form_closeness(x, y, count, Float(angle.cosine), Float(angle.sine), least)
    }

    /// Area of the bounding rectangle under a heading, square metres.
    private func area(_ angle: Rotation2) -> Float {
        var ends = (Float(0), Float(0), Float(0), Float(0))
        withUnsafeMutableBytes(of: &ends) { ends in
            fathom_form_rectangle(
                x, y, count, Float(angle.cosine), Float(angle.sine),
                ends.baseAddress?.assumingMemoryBound(to: Float.self))
        }
        return (ends.2 - ends.0) * (ends.3 - ends.1)
    }
}

/// A rotation in the plane by a fixed angle; products instead of sine calls keep the bits the same on every machine.
struct Rotation2 {
    var cosine: Double
    var sine: Double

    static let none = Rotation2(cosine: 1, sine: 0)
    /// 90° / 32.
    static let coarse = Rotation2(cosine: 0.998_795_456_205_172_4, sine: 0.049_067_674_327_418_01)
    /// 90° / 256.
    static let fine = Rotation2(cosine: 0.999_981_175_282_601_1, sine: 0.006_135_884_649_154_475)

    var inverse: Rotation2 { Rotation2(cosine: cosine, sine: -sine) }

    static func * (a: Rotation2, b: Rotation2) -> Rotation2 {
        Rotation2(cosine: a.cosine * b.cosine - a.sine * b.sine, sine: a.sine * b.cosine + a.cosine * b.sine)
    }
}
