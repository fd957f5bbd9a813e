// What the points say for each form.
extension FormFit {
    /// Mean squared distance of the points, square metres; a few may lie anywhere: a label's edge, a flying pixel.
    @inline(__always)
    func misfit(_ signedDistance: (Vector3) -> Double) -> Double {
        let cap = 9 * tolerance * tolerance
        var sum = 0.0
        for index in 0..<few.count {
            let distance = signedDistance(few[index])
            sum += min(distance * distance, cap)
        }
        return sum / Double(few.count)
    }

    /// 1 for a form whose surface holds every point, falling with the fourth power of the misfit over the tolerance.
    func fit(_ misfit: Double) -> Double {
        let excess = misfit / (tolerance * tolerance)
        return 1 / (1 + excess * excess)
    }

    /// Whether its outline goes all around, as that of every upright round thing does that the camera looks down on.
    func roundness(_ round: RoundFit) -> Double {
        guard view.slope(onto: round.top) > 0.2 else { return 1 }
        let slack = max(2 * tolerance, 0.15 * round.radius)
        var sectors = SIMD8<Double>.zero
        for index in 0..<points.count {
            let (dx, dy) = (points[index].x - round.x, points[index].y - round.y)
            let distance = (dx * dx + dy * dy).squareRoot()
            guard abs(distance - round.radius(at: points[index].z)) < slack else { continue }
            sectors[Self.sector(dx, dy)] = 1
        }
        // The far flank of a cone turns away from the camera.
        let isPointed = round.radius(at: round.top) < 0.5 * round.radius(at: round.bottom)
        // Where something hides a part of it, half of the outline is still asked for: what is made up must not be most of it.
        return isPointed || view.isPartHidden ? ramp(sectors.sum(), 2.5, 4.5) : ramp(sectors.sum(), 4.5, 7)
    }

    /// Whether its footprint has corners, as that of every upright box has that the camera looks down on.
    var squareness: Double {
        guard !isTilted, !view.isPartHidden, view.slope(onto: box.center.z + box.half.z) > 0.2 else { return 1 }
        let reach = max(3 * tolerance, 0.35 * min(box.half.x, box.half.y))
        var filled = SIMD4<Double>.zero
        for index in 0..<points.count {
            let local = box.axes.transposed * (points[index] - box.center)
            let (x, y) = (box.half.x - abs(local.x), box.half.y - abs(local.y))
            if x * x + y * y < reach * reach { filled[(local.x > 0 ? 2 : 0) + (local.y > 0 ? 1 : 0)] = 1 }
        }
        return ramp(filled.sum(), 1.5, 3)
    }

    /// Which eighth of a turn a direction lies in.
    private static func sector(_ x: Double, _ y: Double) -> Int {
        (x > 0 ? 4 : 0) + (y > 0 ? 2 : 0) + (abs(x) > abs(y) ? 1 : 0)
    }

    /// Whether the camera looks into it: points beneath the surface of the solid, below a rim that goes all around.
    func hollowness(_ round: RoundFit) -> Double {
        let height = round.top - round.bottom
        let band = max(3 * tolerance, 0.12 * height)
        let depth = max(3 * tolerance, 0.2 * round.radius)
        let rimRadius = round.radius(at: round.top)
        var (deep, covering) = (0.0, 0.0)
        var rim = SIMD8<Double>.zero
        for index in 0..<points.count {
            let point = points[index]
            let toward = view.viewpoint - point
            let beneath = point + toward * (depth / max(toward.length, 1e-9))
            if round.signedDistance(beneath) < -0.2 * depth, point.z < round.top - band / 2 { deep += 1 }
            guard point.z > round.top - band else { continue }
            let (dx, dy) = (point.x - round.x, point.y - round.y)
            if dx * dx + dy * dy < 0.36 * rimRadius * rimRadius {
                covering += 1
            } else {
                rim[Self.sector(dx, dy)] = 1
            }
        }
        let (share, cover) = (deep / Double(points.count), covering / Double(points.count))
        return ramp(share, 0.02, 0.08) * ramp(rim.sum(), view.isPartHidden ? 4.5 : 5.5, 7)
            * (1 - ramp(cover, 0.02, 0.1))
    }

    /// Fills in whether the completed thing is elongated, and bent.
    mutating func describeProportions() {
        let (a, b, c) = (box.half.x, box.half.y, box.half.z)
        let longest = max(a, b, c)
        let middle = max(min(a, b), min(max(a, b), c))
        let ratio = longest / max(middle, 1e-6)
        evidence.elongated = ramp(ratio, 1.8, 3)
        // A thing that stands is not called bent, and a broad one neither.
        evidence.bent = c < longest ? ramp(ratio, 1.3, 2) * bend * (1 - evidence.box) : 0
    }

    /// How far the middle of a long thing lies off the line between its ends.
    var bend: Double {
        let long = box.half.x > box.half.y ? box.axes.x : box.axes.y
        let across = box.half.x > box.half.y ? box.axes.y : box.axes.x
        let ends = Extent(points, along: long)
        guard ends.length > 1e-4 else { return 0 }
        var sums = SIMD8<Double>.zero
        var counts = SIMD8<Double>.zero
        for index in 0..<points.count {
            let place = (points[index].dot(long) - ends.low) / ends.length
            let bin = min(max(Int(place * 5), 0), 4)
            sums[bin] += points[index].dot(across)
            counts[bin] += 1
        }
        guard counts[0] >= 3, counts[2] >= 3, counts[4] >= 3 else { return 0 }
        let sagitta = abs(sums[2] / counts[2] - (sums[0] / counts[0] + sums[4] / counts[4]) / 2)
        return ramp(sagitta / ends.length, 0.05, 0.1)
    }
}

/// 0 below `low`, 1 above `high`, straight between.
@inline(__always)
func ramp(_ x: Double, _ low: Double, _ high: Double) -> Double {
    min(max((x - low) / (high - low), 0), 1)
}
