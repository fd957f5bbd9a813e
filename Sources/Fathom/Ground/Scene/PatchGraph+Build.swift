internal import FathomKernels

extension PatchGraph {
    /// What the graph is made from.
    struct Source {
        var grid: SceneGrid
        var surface: SceneSurface
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
        let (grid, surface) = (source.grid, source.surface)
        let (patch, patches) = (finder.patch, self.patches)
        let (width, height, pitch, origin) = (grid.width, grid.height, surface.pitch, surface.origin)
        let (z, crease, rayX, rayY) = (surface.z.base, surface.crease.base, surface.rayX.base, surface.rayY.base)
        let (a, b, c) = (Float(source.up.x), Float(source.up.y), Float(source.up.z))
        let ground = Float(source.ground)
        for y in 0..<height {
            let (row, out) = (origin + y * pitch, y * width)
            for x in 0..<width where patch[out + x] >= 0 {
                let own = patches + Int(patch[out + x])
                let place = row + x
                let depth = z[place]
                let level = depth * (a * rayX[place] + b * rayY[place] + c) - ground
                own.pointee.cells += 1
                own.pointee.xMin = min(own.pointee.xMin, Int32(x))
                own.pointee.xMax = max(own.pointee.xMax, Int32(x))
                own.pointee.lowest = min(own.pointee.lowest, level)
                own.pointee.highest = max(own.pointee.highest, level)
                own.pointee.inwards += max(-1, min(1, crease[place]))
                own.pointee.depth += depth
            }
        }
    }

    /// Finds the borders: along each row and column, from each cell to the next one with depth.
    private func meet(_ finder: PatchFinder, _ source: Source) {
        let (width, height) = (source.grid.width, source.grid.height)
        let (patch, z) = (finder.patch, source.surface.z.base)
        let (pitch, origin) = (source.surface.pitch, source.surface.origin)
        for y in 0..<height {
            var last = -1
            for x in 0..<width {
                let cell = y * width + x
                let own = patch[cell]
                guard own >= 0 else {
                    // A plane between them parts two things.
                    if z[origin + y * pitch + x] > 0 { last = -1 }
                    continue
                }
                if last >= 0, patch[y * width + last] != own {
                    touch(patch[y * width + last], own, y, last, 0, x - last, source)
                }
                last = x
            }
        }
        // Downwards along up as the image shows it: with the rows, or against them.
        let isUpright = source.up.y <= 0
        for x in 0..<width {
            var last = -1
            for step in 0..<height {
                let y = isUpright ? step : height - 1 - step
                let cell = y * width + x
                let own = patch[cell]
                let depth = z[origin + y * pitch + x]
                if own < 0, depth <= 0 { continue }
                if last >= 0 {
                    let above = patch[last * width + x]
                    if own < 0 {
                        let before = z[origin + last * pitch + x]
                        if depth + source.model.limit(before) < before { patches[Int(above)].hidden += 1 }
                        if depth > before + source.model.limit(before) { patches[Int(above)].hanging += 1 }
                    } else if own != above {
                        touch(above, own, last, x, y - last, 0, source)
                    }
                }
                last = own >= 0 ? y : -1
            }
            if last >= 0 { patches[Int(patch[last * width + x])].hidden += 1 }
        }
    }

    /// Notes that patch `one` at cell (x, y) is followed by patch `two` at (x + across, y + along).
    private func touch(
        _ one: Int32, _ two: Int32, _ y: Int, _ x: Int, _ along: Int, _ across: Int, _ source: Source
    ) {
        let surface = source.surface
        let (z, crease) = (surface.z.base, surface.crease.base)
        let i = surface.origin + y * surface.pitch + x
        let j = i + along * surface.pitch + across
        let cells = max(abs(along), across)
        let isHole = cells > 1
        let isNearer = z[i] < z[j]
        let own = y * source.grid.width + x
        let other = own + along * source.grid.width + across
        let isAlike = !isHole || SceneColor.distance(source.grid.color[own], source.grid.color[other]) < Self.alike
        let bend = isHole && isAlike ? bend(i, j, cells, source) : nil
        let links = surface.links
        let width = source.grid.width
        let isLinked =
            across == 1
            ? links[y * width + x] & 1 != 0
            : along == 1 ? links[y * width + x] & 2 != 0 : along == -1 ? links[(y - 1) * width + x] & 2 != 0 : false
        if !isLinked, bend == nil {
            // Far across a hole there is no telling.
            guard abs(z[i] - z[j]) >= source.model.limit(z[i]) || cells <= Self.maxHoleCells else { return }
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
        let surface = source.surface
        let (z, rayX, rayY) = (surface.z.base, surface.rayX.base, surface.rayY.base)
        let (nx, ny, nz) = (surface.nx.base, surface.ny.base, surface.nz.base)
        guard cells <= Self.maxHoleCells, nz[i] != 0, nz[j] != 0 else { return nil }
        let dz = z[j] - z[i]
        let dx = rayX[j] * z[j] - rayX[i] * z[i]
        let dy = rayY[j] * z[j] - rayY[i] * z[i]
        let length = (dx * dx + dy * dy + dz * dz).squareRoot()
        let aside = Float(cells) * source.footprint * z[i]
        guard length <= Self.widestHole, abs(dz) <= 0.6 * aside + 4 * source.model.deviation(z[i]) else { return nil }
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
