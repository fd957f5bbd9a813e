extension ObjectDescriber {
    /// Several things of the scene that was described last, measured as one with all their points; its label is the next one.
    /// - Parameters:
    ///   - table: colours that its cells must have, so that an arm is no part of the hand; `nil`: any.
    ///   - grid: as it was described.
    /// - Returns: `nil` where too few cells have those colours.
    func unite(
        _ pieces: [SceneObject], _ table: ColorTable?, grid: SceneGrid
    ) -> (object: SceneObject, surface: SeenSurface)? {
        guard let scene, let first = pieces.first,
            pieces.allSatisfy({ tallies.indices.contains($0.label) && tallies[$0.label].cells > 0 })
        else { return nil }
        var tally = tallies[first.label]
        for piece in pieces.dropFirst() { tally.add(tallies[piece.label]) }
        // Evenly thinned to what fits.
        let step = max(1, (tally.measured + PointBuffer.capacity - 1) / PointBuffer.capacity)
        tally.recount()
        points.removeAll()
        let cells = GridCells(grid)
        var seen = 0
        for piece in pieces {
            let bounds = tallies[piece.label].bounds
            for row in bounds.yMin...bounds.yMax {
                for column in bounds.xMin...bounds.xMax {
                    let cell = row * cells.width + column
                    guard cells.labels[cell] == UInt16(piece.label), cells.has(cell, table) else { continue }
                    tally.count(cells, cell, column, row)
                    guard cells.z[cell] > 0 else { continue }
                    seen += 1
                    guard seen % step == 0, cells.companions(cell, column, row, UInt16(piece.label)) >= 2 else {
                        continue
                    }
                    points.append(scene.frameFromCamera(cells.point(cell)))
                }
            }
        }
        guard tally.measured >= Self.leastCells else { return nil }
        let label = tallies.count
        tallies.append(tally)
        standings.append(pieces.lazy.map { self.standings[$0.label] }.first { $0.height != nil } ?? .unknown)
        let surface = (0..<points.count).map { points[$0] }
        guard let (object, fit) = object(label, scene, as: .box) else { return nil }
        return (object, SeenSurface(points: surface, shapeQuality: 0, sigma: fit.view.sigma))
    }

    /// Fewer say nothing of a thing's size.
    private static let leastCells = 12
}

extension ObjectTally {
    /// Takes in another part of the same thing.
    mutating func add(_ other: ObjectTally) {
        cells += other.cells
        measured += other.measured
        nearestSquared = min(nearestSquared, other.nearestSquared)
        lowerEdge += other.lowerEdge
        hiddenLowerEdge += other.hiddenLowerEdge
        edge += other.edge
        hiddenEdge += other.hiddenEdge
    }

    /// Begins to count its cells anew.
    mutating func recount() {
        (cells, measured, depth, isCut) = (0, 0, 0, false)
        bounds = PixelBounds(xMin: .max, yMin: .max, xMax: -1, yMax: -1)
    }

    mutating func count(_ grid: GridCells, _ cell: Int, _ column: Int, _ row: Int) {
        cells += 1
        bounds.xMin = min(bounds.xMin, column)
        bounds.xMax = max(bounds.xMax, column)
        bounds.yMin = min(bounds.yMin, row)
        bounds.yMax = max(bounds.yMax, row)
        guard grid.z[cell] > 0 else { return }
        isCut = isCut || !grid.isWithin(column, row)
        measured += 1
        depth += Int(grid.z[cell] * 4096)
    }
}

extension GridCells {
    /// Whether a cell's colour is one of the table's.
    @inline(__always)
    func has(_ cell: Int, _ table: ColorTable?) -> Bool {
        guard let table else { return true }
        let color = Int(color[cell])
        return table.weights[(color >> 9 & 0x7C00) | (color >> 6 & 0x3E0) | (color >> 3 & 0x1F)]
            >= DescriptionGrounder.threshold
    }
}
