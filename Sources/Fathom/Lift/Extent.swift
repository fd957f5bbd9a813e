internal import FathomKernels

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
        (low, high) = rank > 2 ? Self.ends(points, axis, rank: rank) : Self.outerEnds(points, axis, rank: rank)
    }

    private static func ends(_ points: PointBuffer, _ axis: Vector3, rank: Int) -> (Double, Double) {
        var smallest = SIMD8<Double>(repeating: .infinity)
        var largest = SIMD8<Double>(repeating: .infinity)
        for index in 0..<points.count {
            let value = points[index].dot(axis)
            if value < smallest[rank - 1] { insert(value, into: &smallest, rank: rank) }
            if -value < largest[rank - 1] { insert(-value, into: &largest, rank: rank) }
        }
        return (smallest[rank - 1], -largest[rank - 1])
    }

    /// The same for a rank of 1 or 2, in one go.
    private static func outerEnds(_ points: PointBuffer, _ axis: Vector3, rank: Int) -> (Double, Double) {
        var (lanes, ends) = (points.lanes, SIMD4<Double>.zero)
        axis.withDoubles { axis in
            ends.withDoubles { fathom_form_ends(&lanes, axis, $0) }
        }
        return rank == 1 ? (ends.x, ends.w) : (ends.y, ends.z)
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

extension Extent {
    /// The range that the thing itself has, freed of the noise that widens the points': where a face shows, its mean; where
    /// few points make the end, the outermost of them less what noise adds on average.
    /// - Parameter sigma: standard deviation of a point along `axis`, metres.
    init(_ points: PointBuffer, along axis: Vector3, sigma: Double) {
        self.init(points, along: axis)
        guard sigma > 0, length > 12 * sigma else {
            shrink(by: min(0.5 * sigma, length / 8))
            return
        }
        // Sums over the outer five and the next five sigma of each end: a face fills the former alone.
        var (lanes, masses) = (points.lanes, SIMD8<Double>.zero)
        axis.withDoubles { axis in
            masses.withDoubles { fathom_form_masses(&lanes, axis, low, high, 5 * sigma, 10 * sigma, $0) }
        }
        let total = Double(points.count)
        low = Self.end(low + 0.7 * sigma, near: masses[0], sum: masses[1], next: masses[2], of: total)
        high = Self.end(high - 0.7 * sigma, near: masses[3], sum: masses[4], next: masses[5], of: total)
    }

    private static func end(_ outer: Double, near: Double, sum: Double, next: Double, of total: Double) -> Double {
        let share = ramp(near / (near + next), 0.6, 0.85) * ramp(near / total, 0.05, 0.15)
        return outer + (sum / max(near, 1) - outer) * share
    }

    private mutating func shrink(by amount: Double) {
        low += amount
        high -= amount
    }
}
