/// The range of points along a direction, less a few outliers at each end.
///
/// Takes the k-th smallest and largest projection with k = 1 + n / 256 (at most 8): one pass, no sorting.
struct Extent {
    var low: Double
    var high: Double

    var middle: Double { (low + high) / 2 }
    var length: Double { high - low }

    init(_ points: PointBuffer, along axis: Vector3) {
        let rank = min(1 + points.count / 256, 8)
        var smallest = SIMD8<Double>(repeating: .infinity)
        var largest = SIMD8<Double>(repeating: .infinity)
        for index in 0..<points.count {
            let value = points[index].dot(axis)
            if value < smallest[rank - 1] { Self.insert(value, into: &smallest, rank: rank) }
            if -value < largest[rank - 1] { Self.insert(-value, into: &largest, rank: rank) }
        }
        low = smallest[rank - 1]
        high = -largest[rank - 1]
    }

    private static func insert(_ value: Double, into sorted: inout SIMD8<Double>, rank: Int) {
        var index = rank - 1
        while index > 0, sorted[index - 1] > value {
            sorted[index] = sorted[index - 1]
            index -= 1
        }
        sorted[index] = value
    }
}
