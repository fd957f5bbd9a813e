internal import FathomKernels

// What the points say for each form.
extension FormFit {
    /// Mean squared distance of the points from a form's surface, square metres; a few may lie anywhere: a label's edge, a
    /// flying pixel.
    func misfit(_ box: CompletedBox) -> Double {
        var (lanes, block) = (few.lanes, box.block)
        return fathom_form_misfit_block(&lanes, &block, cap) / Double(few.count)
    }

    func misfit(_ ball: SphereFit) -> Double {
        var lanes = few.lanes
        return ball.center.withDoubles { fathom_form_misfit_ball(&lanes, $0, ball.radius, cap) } / Double(few.count)
    }

    func misfit(_ round: RoundFit) -> Double {
        var (lanes, upright) = (few.lanes, round.upright)
        return fathom_form_misfit_upright(&lanes, &upright, cap) / Double(few.count)
    }

    func misfit(_ lying: LyingFit) -> Double {
        var (lanes, rod) = (few.lanes, lying.rod)
        return fathom_form_misfit_rod(&lanes, &rod, cap) / Double(few.count)
    }

    private var cap: Double { 9 * tolerance * tolerance }

    /// 1 for a form whose surface holds every point, falling with the fourth power of the misfit over the tolerance.
    func fit(_ misfit: Double) -> Double {
        let excess = misfit / (tolerance * tolerance)
        return 1 / (1 + excess * excess)
    }

    /// Whether its outline goes all around, as that of every upright round thing does that the camera looks down on.
    mutating func roundness(_ round: RoundFit) -> Double {
        guard view.slope(onto: round.top) > 0.2 else { return 1 }
        let slack = max(2 * tolerance, 0.15 * round.radius)
        var (lanes, upright) = (points.lanes, round.upright)
        let sectors = Double(fathom_form_sectors(&lanes, &upright, slack).nonzeroBitCount)
        self.sectors = sectors / 8
        // The far flank of a cone turns away from the camera.
        let isPointed = round.radius(at: round.top) < 0.5 * round.radius(at: round.bottom)
        // Where something hides a part of it, half of the outline is still asked for: what is made up must not be most of it.
        return isPointed || view.isPartHidden ? ramp(sectors, 2.5, 4.5) : ramp(sectors, 4.5, 7)
    }

    /// Whether its footprint has corners, as that of every upright box has that the camera looks down on.
    mutating func squareness() -> Double {
        guard !isTilted, !view.isPartHidden, view.slope(onto: box.center.z + box.half.z) > 0.2 else { return 1 }
        let reach = max(3 * tolerance, 0.35 * min(box.half.x, box.half.y))
        var (lanes, block) = (points.lanes, box.block)
        let filled = fathom_form_corners(&lanes, &block, reach).nonzeroBitCount
        corners = Double(filled) / 4
        return ramp(Double(filled), 1.5, 3)
    }

    /// Whether the camera looks into it: points beneath the surface of the solid, below a rim that goes all around.
    mutating func hollowness(_ round: RoundFit) -> Double {
        let height = round.top - round.bottom
        let band = max(3 * tolerance, 0.12 * height)
        let depth = max(3 * tolerance, 0.2 * round.radius)
        var (lanes, upright) = (points.lanes, round.upright)
        let opening = view.viewpoint.withDoubles { fathom_form_open(&lanes, &upright, $0, depth, band) }
        let share = Double(opening.deep) / Double(points.count)
        let cover = Double(opening.covering) / Double(points.count)
        self.opening = Opening(deep: share, cover: cover, rim: Double(opening.rim.nonzeroBitCount) / 8)
        return ramp(share, 0.02, 0.08) * ramp(Double(opening.rim.nonzeroBitCount), view.isPartHidden ? 4.5 : 5.5, 7)
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
        // Counts of five slices, then the sums over them.
        var (lanes, slices) = (points.lanes, SIMD16<Double>.zero)
        long.withDoubles { long in
            across.withDoubles { across in
                slices.withDoubles { fathom_form_slices(&lanes, long, across, ends.low, ends.length, $0) }
            }
        }
        guard slices[0] >= 3, slices[2] >= 3, slices[4] >= 3 else { return 0 }
        let sagitta = abs(slices[7] / slices[2] - (slices[5] / slices[0] + slices[9] / slices[4]) / 2)
        return ramp(sagitta / ends.length, 0.05, 0.1)
    }
}

/// 0 below `low`, 1 above `high`, straight between.
@inline(__always)
func ramp(_ x: Double, _ low: Double, _ high: Double) -> Double {
    min(max((x - low) / (high - low), 0), 1)
}
