internal import FathomKernels

extension PatchGraph {
    /// What the graph is made from.
    struct Source {
        var cells: SceneSurface.Cells
        /// Of the grid.
        var color: UnsafeMutablePointer<UInt32>
        var model: fathom_depth_model
        /// Unit, in the camera's optical frame.
        var up: Vector3
        /// Height of the ground along up, metres, to begin heights from.
        var ground: Double
        /// Metres that a cell covers at 1 m.
        var footprint: Float
    }

    /// Widest hole in the depth that a surface may be thought to go on behind, metres: shiny and dark parts of things.
    private static let widestHole: Float = 0.03
    /// Of colours on both sides of a hole.
    private static let alike: Float = 40
    private static let maxHoleCells = 16

    func build(_ finder: PatchFinder, _ source: Source) {
        removeAll(patches: finder.count)
        for patch in 0..<finder.count { patches[patch].isPlane = finder.isPlane[patch] }
        measure(finder, source)
        meet(finder, source)
    }

    private func measure(_ finder: PatchFinder, _ source: Source) {
        let (patch, patches, cells) = (finder.patch, self.patches, source.cells)
        let (a, b, c) = (Float(source.up.x), Float(source.up.y), Float(source.up.z))
        let ground = Float(source.ground)
        for y in 0..<cells.height {
            let own = patch + y * cells.width
            let (z, rayX, rayY) = (
                cells.z + y * cells.pitch, cells.rayX + y * cells.pitch, cells.rayY + y * cells.pitch
            )
            let crease = cells.crease + y * cells.pitch
            var x = 0
            while x < cells.width {
                let start = x
                let number = own[x]
                x += 1
                guard number >= 0 else { continue }
                while x < cells.width, own[x] == number { x += 1 }
                var run = Patch(
                    cells: Int32(x - start), isPlane: true, xMin: Int32(start), xMax: Int32(x - 1), yMin: Int32(y),
                    yMax: Int32(y))
                for place in start..<x {
                    let depth = z[place]
                    let level = depth * (a * rayX[place] + b * rayY[place] + c) - ground
                    run.lowest = min(run.lowest, level)
                    run.highest = max(run.highest, level)
                    run.inwards += max(-1, min(1, crease[place]))
                    run.depth += depth
                }
                patches[Int(number)].add(run)
            }
        }
    }

    /// Finds the borders: along each row and column, from each cell to the next one with depth.
    private func meet(_ finder: PatchFinder, _ source: Source) {
        let (patch, cells) = (finder.patch, source.cells)
        for y in 0..<cells.height {
            let (own, z) = (patch + y * cells.width, cells.z + y * cells.pitch)
            var last = -1
            var before: Int32 = -1
            for x in 0..<cells.width {
                let now = own[x]
                guard now >= 0 else {
                    // A plane between them parts two things.
                    if z[x] > 0 { last = -1 }
                    continue
                }
                if last >= 0, before != now { touch(before, now, y, last, 0, x - last, source) }
                (last, before) = (x, now)
            }
        }
        // Downwards along up as the image shows it: with the rows, or against them.
        let isUpright = source.up.y <= 0
        let last = above
        for x in 0..<cells.width { last[x] = -1 }
        for step in 0..<cells.height {
            let y = isUpright ? step : cells.height - 1 - step
            let (own, z) = (patch + y * cells.width, cells.z + y * cells.pitch)
            for x in 0..<cells.width {
                let now = own[x]
                if now < 0, z[x] <= 0 || last[x] < 0 {
                    continue
                }
                let from = Int(last[x])
                last[x] = now >= 0 ? Int32(y) : -1
                guard from >= 0 else { continue }
                let before = patch[from * cells.width + x]
                if now < 0 {
                    let depth = cells.z[from * cells.pitch + x]
                    let limit = source.model.limit(depth)
                    if z[x] + limit < depth { patches[Int(before)].hidden += 1 }
                    if z[x] > depth + limit { patches[Int(before)].hanging += 1 }
                } else if now != before {
                    touch(before, now, from, x, y - from, 0, source)
                }
            }
        }
        for x in 0..<cells.width where last[x] >= 0 { patches[Int(patch[Int(last[x]) * cells.width + x])].hidden += 1 }
    }

    /// Notes that patch `one` at cell (x, y) is followed by patch `two` at (x + across, y + along).
    private func touch(
        _ one: Int32, _ two: Int32, _ y: Int, _ x: Int, _ along: Int, _ across: Int, _ source: Source
    ) {
        let cells = source.cells
        let (z, crease, links) = (cells.z, cells.crease, cells.links)
        let i = y * cells.pitch + x
        let j = i + along * cells.pitch + across
        let reach = max(abs(along), across)
        let isHole = reach > 1
        let isNearer = z[i] < z[j]
        let own = y * cells.width + x
        let other = own + along * cells.width + across
        let isAlike = !isHole || SceneColor.distance(source.color[own], source.color[other]) < Self.alike
        let bend = isHole && isAlike ? bend(i, j, reach, source) : nil
        let isLinked = !isHole && links[along < 0 ? other : own] & (across == 1 ? 1 : 2) != 0
        if !isLinked, bend == nil {
            // Far across a hole there is no telling.
            guard abs(z[i] - z[j]) >= source.model.limit(z[i]) || reach <= Self.maxHoleCells else { return }
        }
        guard let (index, isTurned) = border(one, two) else { return }
        if isLinked || bend != nil {
            borders[index].length += 1
            borders[index].crease += bend ?? max(crease[i], crease[j])
            if along != 0 {
                if isTurned { borders[index].secondAbove += 1 } else { borders[index].firstAbove += 1 }
            }
        } else {
            if isNearer != isTurned { borders[index].firstInFront += 1 } else { borders[index].secondInFront += 1 }
            if along != 0 {
                if isNearer { patches[Int(one)].hanging += 1 } else { patches[Int(one)].hidden += 1 }
            }
        }
    }

    /// How far the surface bends inwards behind a hole of the depth; `nil` where no surface could go on.
    private func bend(_ i: Int, _ j: Int, _ cells: Int, _ source: Source) -> Float? {
        let (z, rayX, rayY) = (source.cells.z, source.cells.rayX, source.cells.rayY)
        let (nx, ny, nz) = (source.cells.nx, source.cells.ny, source.cells.nz)
        guard cells <= Self.maxHoleCells, nz[i] != 0, nz[j] != 0 else { return nil }
        let dz = z[j] - z[i]
        let dx = rayX[j] * z[j] - rayX[i] * z[i]
        let dy = rayY[j] * z[j] - rayY[i] * z[i]
        let length = (dx * dx + dy * dy + dz * dz).squareRoot()
        let aside = Float(cells) * source.footprint * z[i]
        // One surface goes on at its slope, or bends no farther away than aside.
        let (off, ahead) = (
            abs(nx[i] * dx + ny[i] * dy + nz[i] * dz), abs(nx[j] * dx + ny[j] * dy + nz[j] * dz)
        )
        let isFlat = max(off, ahead) < 0.2 * length
        guard length <= Self.widestHole, isFlat || abs(dz) <= 0.6 * aside + 4 * source.model.deviation(z[i]) else {
            return nil
        }
        let inwards = (nx[i] - nx[j]) * dx + (ny[i] - ny[j]) * dy + (nz[i] - nz[j]) * dz
        return inwards / (length * min(0.15 + length / 0.03, 0.6))
    }
}

extension fathom_depth_model {
    /// Standard deviation of one pixel's depth at depth `z`, metres.
    @inline(__always)
    func deviation(_ z: Float) -> Float {
        sigma.0 + z * (sigma.1 + z * sigma.2)
    }

    /// Largest depth difference in metres between neighbours of one surface at depth `z`.
    @inline(__always)
    func limit(_ z: Float) -> Float {
        max(step + step_slope * z, 6 * deviation(z))
    }
}
