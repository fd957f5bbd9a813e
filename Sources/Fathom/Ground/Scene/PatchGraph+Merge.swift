internal import FathomKernels

extension PatchGraph {
    /// Merges patches into things until every border left parts two of them.
    func merge(_ source: Source, hasGround: Bool) {
        while mergeSmooth() {}
        for _ in 0..<4 {
            let isFilled = mergeHollow(source)
            let isFloored = mergeFloors(source)
            let isHeld = hasGround && mergeHeld(source)
            guard isFilled || isFloored || isHeld else { break }
            while mergeSmooth() {}
        }
        settle()
    }

    /// Merges each pair of patches that are each other's smoothest neighbours, where nothing parts them.
    private func mergeSmooth() -> Bool {
        best.removeAll(keepingCapacity: true)
        best.append(contentsOf: repeatElement((border: -1, cost: .infinity), count: count))
        for index in 0..<borderCount {
            guard let cost = cost(borders[index]) else { continue }
            let (first, second) = (Int(borders[index].first), Int(borders[index].second))
            if cost < best[first].cost { best[first] = (Int32(index), cost) }
            if cost < best[second].cost { best[second] = (Int32(index), cost) }
        }
        var isMerged = false
        for index in 0..<borderCount {
            let (first, second) = (borders[index].first, borders[index].second)
            guard best[Int(first)].border == index, best[Int(second)].border == index else { continue }
            unite(first, second)
            isMerged = true
        }
        if isMerged { collapse() }
        return isMerged
    }

    /// Mean crease of a border that does not part its sides; `nil` for one that does.
    private func cost(_ border: Border) -> Float? {
        let (one, two) = (patches[Int(border.first)], patches[Int(border.second)])
        guard border.length > 0, border.length >= border.steps, !one.isPlane, !two.isPlane else { return nil }
        let crease = border.crease / border.length
        // A sliver has no surface of its own.
        let limit: Float = min(one.cells, two.cells) < 25 ? 3 : 1.2
        return crease < limit ? crease : nil
    }

    /// Gives a hollow thing its inside: what bends inwards behind its rim, and ends at the rim's height.
    private func mergeHollow(_ source: Source) -> Bool {
        var isMerged = false
        for index in 0..<borderCount {
            let border = borders[index]
            guard border.steps + border.length >= 3 else { continue }
            let isFirstOuter = border.firstInFront >= border.secondInFront
            let (outer, inner) = isFirstOuter ? (border.first, border.second) : (border.second, border.first)
            let front = max(border.firstInFront, border.secondInFront)
            guard root(outer) == outer, root(inner) == inner else { continue }
            let (one, two) = (patches[Int(outer)], patches[Int(inner)])
            guard two.isPlane ? isBottom(border, of: one, two) : isInside(border, front, one, two, source) else {
                continue
            }
            unite(outer, inner)
            if !two.isPlane { patches[Int(root(outer))].isHollow = true }
            isMerged = true
        }
        if isMerged { collapse() }
        return isMerged
    }

    private func isInside(_ border: Border, _ front: Float, _ outer: Patch, _ inner: Patch, _ source: Source) -> Bool {
        guard !outer.isPlane, front >= 0.6 * border.steps, front + border.length >= 0.4 * Float(inner.columns),
            inner.inwardsMean > 0.08
        else { return false }
        // A wall seen from inside has no lower edge in front of anything; what has one is a hollow thing itself.
        guard !inner.isHollow, inner.hanging <= 0.2 * Float(inner.columns) else { return false }
        let slack = 0.01 + 4 * source.model.deviation(inner.depthMean) + source.footprint * inner.depthMean
        let aside = inner.columns / 6 + 1
        // Its far wall is not farther behind than it is wide.
        let width = Float(outer.columns) * source.footprint * outer.depthMean
        guard inner.depthMean - outer.depthMean < width else { return false }
        return abs(outer.highest - inner.highest) < slack && inner.lowest > outer.lowest - slack
            && inner.xMin >= outer.xMin - aside
            && inner.xMax <= outer.xMax + aside
    }

    /// Whether a piece of a plane is a thing's own: its bottom, seen from above, as thick as a bowl's.
    private func isBottom(_ border: Border, of outer: Patch, _ inner: Patch) -> Bool {
        guard !outer.isPlane, border.length >= border.steps else { return false }
        return border.crease / border.length < 1.2 && inner.xMin >= outer.xMin && inner.xMax <= outer.xMax
    }

    /// Gives a hollow thing its floor: what its wall goes around, with no step down on the other side, below its rim.
    ///
    /// A thing that lies in it hides some of it: what rises from a floor has a far edge in front of something.
    private func mergeFloors(_ source: Source) -> Bool {
        behind.removeAll(keepingCapacity: true)
        behind.append(contentsOf: repeatElement(0, count: count))
        for index in 0..<borderCount {
            behind[Int(borders[index].first)] += borders[index].secondInFront
            behind[Int(borders[index].second)] += borders[index].firstInFront
        }
        var isMerged = false
        for index in 0..<borderCount {
            let border = borders[index]
            guard border.length > 0, root(border.first) == border.first, root(border.second) == border.second else {
                continue
            }
            let isFirstInner = patches[Int(border.first)].outline < patches[Int(border.second)].outline
            let inner = isFirstInner ? border.first : border.second
            let (over, under) =
                isFirstInner
                ? (border.secondInFront, border.firstInFront) : (border.firstInFront, border.secondInFront)
            guard isFloor(border, over, under, inner, of: isFirstInner ? border.second : border.first, source) else {
                continue
            }
            unite(border.first, border.second)
            isMerged = true
        }
        if isMerged { collapse() }
        return isMerged
    }

    private func isFloor(
        _ border: Border, _ over: Float, _ under: Float, _ inner: Int32, of outer: Int32, _ source: Source
    ) -> Bool {
        let (one, two) = (patches[Int(outer)], patches[Int(inner)])
        guard !one.isPlane, border.length >= 0.3 * two.outline, under <= 0.05 * two.outline else { return false }
        // What others hide of it may be outlined by it too.
        let around = two.outline - (behind[Int(inner)] - over)
        let slack = 3 * source.model.deviation(two.depthMean)
        return border.length + over >= 0.7 * around && two.highest + slack < one.highest
    }

    /// Gives what neither stands nor lies on anything to what holds it: a handle, a lid's knob.
    private func mergeHeld(_ source: Source) -> Bool {
        var isMerged = false
        resting.removeAll(keepingCapacity: true)
        resting.append(contentsOf: repeatElement(0, count: count))
        holder.removeAll(keepingCapacity: true)
        holder.append(contentsOf: repeatElement((patch: -1, length: 0), count: count))
        for index in 0..<borderCount {
            let border = borders[index]
            let (first, second) = (Int(border.first), Int(border.second))
            resting[first] += border.firstAbove
            resting[second] += border.secondAbove
            guard !patches[first].isPlane, !patches[second].isPlane else { continue }
            if border.length > holder[first].length { holder[first] = (border.second, border.length) }
            if border.length > holder[second].length { holder[second] = (border.first, border.length) }
        }
        for patch in 0..<count where roots[patch] == patch && holder[patch].patch >= 0 {
            let own = patches[patch]
            let by = root(holder[patch].patch)
            guard !own.isPlane, by != patch, own.cells * 3 < patches[Int(by)].cells else { continue }
            let ends = resting[patch] + own.hidden + own.hanging
            guard !isGrounded(own, source), own.hanging > 0, resting[patch] + own.hidden < 0.4 * ends else { continue }
            unite(by, Int32(patch))
            isMerged = true
        }
        if isMerged { collapse() }
        return isMerged
    }

    /// Whether it reaches as far down as what is seen of a thing on the ground, a ball the least.
    private func isGrounded(_ patch: Patch, _ source: Source) -> Bool {
        let place = Int(patch.yMin + patch.yMax) / 2 * source.cells.pitch + Int(patch.xMin + patch.xMax) / 2
        let (x, y) = (source.cells.rayX[place], source.cells.rayY[place])
        let down = Float(source.up.x) * x + Float(source.up.y) * y + Float(source.up.z)
        // The sine of how steeply it is seen from above, squared; then the sine of that angle less 70°, as far round as a
        // surface is followed.
        let square = min(1, down * down / (x * x + y * y + 1))
        let limb = 0.342 * square.squareRoot() - 0.940 * (1 - square).squareRoot()
        let hidden = (1 + limb) / 2
        // A cell or two of its limb are lost.
        let noise = 3 * source.model.deviation(patch.depthMean) + 2 * source.footprint * patch.depthMean
        return patch.lowest < max(0.015, max(0.3, hidden) * patch.highest) + noise
    }
}
