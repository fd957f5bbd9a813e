import Fathom
import FathomKernels

/// What the form kernels say, worked out point by point.
struct FormReference {
    private let sample: FormSample
    private var points: [Vector3] { sample.points }

    init(_ sample: FormSample) {
        self.sample = sample
    }

    /// In the order of `FormSample.numbers`.
    var numbers: [Double] {
        let (upright, rod, small) = (sample.upright, sample.rod, sample.small)
        let fits =
            normal { point in
                let (dx, dy) = (point.x - upright.x, point.y - upright.y)
                let (distance, height) = ((dx * dx + dy * dy).squareRoot(), point.z - upright.middle)
                let error = distance - upright.radius - upright.slant * height
                guard abs(error) <= min(small, upright.top - point.z + small / 4) else { return nil }
                return (SIMD4(-dx / distance, -dy / distance, -1, -height), error)
            }
            + normal { point in
                let (aside, above, along) = self.rodPlace(point)
                let distance = (aside * aside + above * above).squareRoot()
                let error = distance - rod.radius
                guard abs(error) <= min(small, min(along - rod.low, rod.high - along) + small / 4) else { return nil }
                return (SIMD4(-aside / distance, -above / distance, -1, 0), error)
            }
            + normal { point in
                let offset = point - sample.center
                let error = offset.length - 0.1
                return abs(error) <= small ? (SIMD4(offset / -offset.length, -1), error) : nil
            }
        let misfits = [
            misfit(fromUpright),
            misfit { point in
                let (aside, above, along) = self.rodPlace(point)
                return max((aside * aside + above * above).squareRoot() - rod.radius, along - rod.high, rod.low - along)
            },
            misfit { point in
                let q = self.block(point)
                let outside = Vector3(max(q.x, 0), max(q.y, 0), max(q.z, 0)).length
                return outside + min(max(q.x, q.y, q.z), 0)
            },
            misfit { ($0 - sample.center).length - 0.1 },
        ]
        let onPlane = points.count { abs(($0 - sample.center).dot(sample.axis)) < small }
        return ends + masses + fits + misfits + walls + [Double(onPlane), sectors, corners] + opening + slices
    }

    /// In the order of `FormSample.flatNumbers`.
    var flatNumbers: [Float] {
        let (x, y) = sample.flat
        let along = zip(x, y).map { $0 * 0.8 + $1 * 0.6 }, across = zip(x, y).map { $1 * 0.8 - $0 * 0.6 }
        let ends = [along.min() ?? 0, across.min() ?? 0, along.max() ?? 0, across.max() ?? 0]
        let closeness = zip(along, across).reduce(Float(0)) { sum, place in
            let nearest = min(place.0 - ends[0], ends[2] - place.0, place.1 - ends[1], ends[3] - place.1)
            return sum + 1 / max(nearest, Float(sample.small))
        }
        return ends + [closeness]
    }

    private var ends: [Double] {
        let sorted = points.map { $0.dot(sample.axis) }.sorted()
        let isOne = sorted.count == 1
        return [
            sorted[0], isOne ? .infinity : sorted[1], isOne ? -.infinity : sorted[sorted.count - 2],
            sorted[sorted.count - 1],
        ]
    }

    private var masses: [Double] {
        let (values, small) = (points.map { $0.dot(sample.axis) }, sample.small)
        func masses(_ from: (Double) -> Double) -> [Double] {
            let near = values.filter { from($0) < small }
            let next = values.count { from($0) >= small && from($0) < 2 * small }
            return [Double(near.count), near.reduce(0, +), Double(next)]
        }
        return masses { $0 + 0.1 } + masses { 0.1 - $0 }
    }

    private func normal(_ pull: (Vector3) -> (gradient: SIMD4<Double>, error: Double)?) -> [Double] {
        var (rows, right, count, squares) = ([Double](repeating: 0, count: 10), SIMD4<Double>.zero, 0.0, 0.0)
        for (gradient, error) in points.compactMap(pull) {
            var slot = 0
            for row in 0..<4 {
                for column in row..<4 {
                    rows[slot] += gradient[row] * gradient[column]
                    slot += 1
                }
            }
            right += gradient * error
            count += 1
            squares += error * error
        }
        return rows + [right.x, right.y, right.z, right.w, count, squares]
    }

    private func misfit(_ distance: (Vector3) -> Double) -> Double {
        points.reduce(0) { sum, point in
            let away = distance(point)
            return sum + min(away * away, sample.small * sample.small)
        }
    }

    private func radius(at height: Double) -> Double {
        max(sample.upright.radius + sample.upright.slant * (height - sample.upright.middle), 0)
    }

    private func fromUpright(_ point: Vector3) -> Double {
        let form = sample.upright
        let (dx, dy) = (point.x - form.x, point.y - form.y)
        let side = (dx * dx + dy * dy).squareRoot() - radius(at: point.z)
        return max(side / (1 + form.slant * form.slant).squareRoot(), point.z - form.top, form.bottom - point.z)
    }

    private func rodPlace(_ point: Vector3) -> (aside: Double, above: Double, along: Double) {
        let (axis, rod) = (sample.rod.axis, sample.rod)
        return (
            point.y * axis.0 - point.x * axis.1 - rod.offset, point.z - rod.height, point.x * axis.0 + point.y * axis.1
        )
    }

    private var half: Vector3 { Vector3(sample.block.half.0, sample.block.half.1, sample.block.half.2) }

    /// Per axis, how far beyond the block's faces a point lies.
    private func block(_ point: Vector3) -> Vector3 {
        let local = point - sample.center
        return Vector3(abs(local.x), abs(local.y), abs(local.z)) - half
    }

    private var walls: [Double] {
        var sums = [Double](repeating: 0, count: 12)
        for local in points.map({ $0 - sample.center }) {
            let (toX, toY) = (abs(local.x - half.x), abs(-local.y - half.y))
            guard min(toX, toY) < min(sample.small, abs(half.z - local.z)) else { continue }
            let start = toX < toY ? 0 : 6
            let added = [1, local.x, local.y, local.x * local.x, local.y * local.y, local.x * local.y]
            for (place, value) in added.enumerated() { sums[start + place] += value }
        }
        return sums
    }

    private static func eighth(_ x: Double, _ y: Double) -> Int {
        (x > 0 ? 4 : 0) + (y > 0 ? 2 : 0) + (abs(x) > abs(y) ? 1 : 0)
    }

    private var sectors: Double {
        let bits = points.reduce(0) { bits, point in
            let (dx, dy) = (point.x - sample.upright.x, point.y - sample.upright.y)
            let error = (dx * dx + dy * dy).squareRoot() - radius(at: point.z)
            return abs(error) < sample.small ? bits | 1 << Self.eighth(dx, dy) : bits
        }
        return Double(bits)
    }

    private var corners: Double {
        let bits = points.reduce(0) { bits, point in
            let (local, q) = (point - sample.center, block(point))
            guard q.x * q.x + q.y * q.y < sample.small * sample.small else { return bits }
            return bits | 1 << ((local.x > 0 ? 2 : 0) + (local.y > 0 ? 1 : 0))
        }
        return Double(bits)
    }

    private var opening: [Double] {
        let (form, depth) = (sample.upright, sample.small)
        var (deep, covering, rim) = (0.0, 0.0, 0)
        for point in points {
            let toward = sample.center - point
            let beneath = point + toward * (depth / max(toward.length, 1e-9))
            if fromUpright(beneath) < -0.2 * depth, point.z < form.top - depth / 2 { deep += 1 }
            guard point.z > form.top - depth else { continue }
            let (dx, dy) = (point.x - form.x, point.y - form.y)
            if dx * dx + dy * dy < 0.36 * radius(at: form.top) * radius(at: form.top) {
                covering += 1
            } else {
                rim |= 1 << Self.eighth(dx, dy)
            }
        }
        return [deep, covering, Double(rim)]
    }

    private var slices: [Double] {
        var (counts, sums) = ([Double](repeating: 0, count: 5), [Double](repeating: 0, count: 5))
        for point in points {
            let place = (5 * (point.dot(sample.axis) + 0.1) / 0.2).rounded(.down)
            let slice = Int(min(max(place, 0), 4))
            counts[slice] += 1
            sums[slice] += point.dot(sample.center)
        }
        return counts + sums
    }
}
