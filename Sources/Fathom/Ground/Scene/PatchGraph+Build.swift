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
        let (patches, cells, runs) = (self.patches, source.cells, finder.runs)
        let plane = (Float(source.up.x), Float(source.up.y), Float(source.up.z), Float(source.ground))
        withUnsafeBytes(of: plane) { plane in
            let plane = plane.baseAddress?.assumingMemoryBound(to: Float.self)
            for place in 0..<runs.count {
                let run = runs.base[place]
                let start = Int(run.row) &* cells.pitch &+ Int(run.column)
                let relief = fathom_scene_level(
                    cells.z + start, cells.rayX + start, cells.rayY + start, cells.crease + start, run.count, plane)
                patches[Int(run.number)].add(
                    Patch(
                        cells: run.count, isPlane: true, xMin: run.column, xMax: run.column + run.count - 1,
                        yMin: run.row, yMax: run.row,
                        lowest: relief.lowest, highest: relief.highest, inwards: relief.inwards, depth: relief.depth))
            }
        }
    }

    /// Finds the borders: along each row and column, from each cell to the next one with depth.
    private func meet(_ finder: PatchFinder, _ source: Source) {
        let (patch, cells, runs) = (UnsafePointer(finder.patch), source.cells, finder.runs)
        for place in stride(from: 1, to: runs.count, by: 1) {
            let (one, two) = (runs.base[place - 1], runs.base[place])
            guard one.row == two.row, one.number != two.number else { continue }
            let (y, last) = (Int(one.row), Int(one.column + one.count) - 1)
            let across = Int(two.column) - last
            // A plane between them parts two things.
            guard !Self.hasDepth(cells.z + y * cells.pitch + last + 1, across - 1) else { continue }
            touch(one.number, two.number, y, last, 0, across, source)
        }
        meetDownwards(patch, source)
    }

    @inline(__always)
    private static func hasDepth(_ z: UnsafePointer<Float>, _ count: Int) -> Bool {
        for x in 0..<count where z[x] > 0 { return true }
        return false
    }

    private func meetDownwards(_ patch: UnsafePointer<Int32>, _ source: Source) {
        let cells = source.cells
        // Downwards along up as the image shows it: with the rows, or against them.
        let isUpright = source.up.y <= 0
        // By column: the row of the last cell of a patch above the hole that the column is in; −1 outside of such holes.
        let last = above
        let (width, height) = (cells.width, cells.height)
        last.update(repeating: -1, count: width)
        for step in 0..<height {
            let y = isUpright ? step : height - 1 - step
            let before = step == 0 ? y : isUpright ? y - 1 : y + 1
            let (own, other) = (patch + y * width, patch + before * width)
            var x = 0
            while x < width {
                // Most cells are as those above them.
                if step > 0, x &+ 8 <= width, Self.isSame(own + x, other + x), Self.isNone(last + x) {
                    x &+= 8
                    continue
                }
                for column in x..<min(x &+ 8, width) {
                    if step > 0, own[column] == other[column], last[column] < 0 { continue }
                    meet(column, y, before: step == 0 ? nil : before, patch, source)
                }
                x &+= 8
            }
        }
        let bottom = isUpright ? height - 1 : 0
        for x in 0..<width {
            let row = patch[bottom * width + x] >= 0 ? bottom : Int(last[x])
            if row >= 0 { patches[Int(patch[row * width + x])].hidden += 1 }
        }
    }

    /// Looks at what follows on the row `before` in column `x`, or on the hole that began there earlier.
    @inline(__always)
    private func meet(_ x: Int, _ y: Int, before: Int?, _ patch: UnsafePointer<Int32>, _ source: Source) {
        let (cells, last) = (source.cells, above)
        let now = patch[y &* cells.width &+ x]
        let z = cells.z[y &* cells.pitch &+ x]
        var from = Int(last[x])
        if let before, patch[before &* cells.width &+ x] >= 0 { from = before }
        if now < 0, z <= 0 {
            last[x] = Int32(truncatingIfNeeded: from)
            return
        }
        last[x] = -1
        guard from >= 0 else { return }
        let other = patch[from &* cells.width &+ x]
        if now < 0 {
            let depth = cells.z[from &* cells.pitch &+ x]
            let limit = source.model.limit(depth)
            if z + limit < depth { patches[Int(other)].hidden += 1 }
            if z > depth + limit { patches[Int(other)].hanging += 1 }
        } else if now != other {
            touch(other, now, from, x, y - from, 0, source)
        }
    }

    /// Whether eight numbers are the same as eight others.
    @inline(__always)
    private static func isSame(_ one: UnsafePointer<Int32>, _ two: UnsafePointer<Int32>) -> Bool {
        let (a, b) = (UnsafeRawPointer(one), UnsafeRawPointer(two))
        var apart: UInt64 = 0
        for word in 0..<4 {
            apart |=
                a.loadUnaligned(fromByteOffset: word &* 8, as: UInt64.self)
                ^ b.loadUnaligned(fromByteOffset: word &* 8, as: UInt64.self)
        }
        return apart == 0
    }

    /// Whether eight numbers are −1.
    @inline(__always)
    private static func isNone(_ numbers: UnsafePointer<Int32>) -> Bool {
        let raw = UnsafeRawPointer(numbers)
        var all = UInt64.max
        for word in 0..<4 { all &= raw.loadUnaligned(fromByteOffset: word &* 8, as: UInt64.self) }
        return all == .max
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
