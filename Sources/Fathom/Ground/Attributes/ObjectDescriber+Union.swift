extension ObjectDescriber {
    /// Several things of the scene that was described last, measured as one with all their points; its label is the next one.
    /// - Parameters:
    ///   - table: colours that its cells must have, so that an arm is no part of the hand; `nil`: any.
    ///   - grid: as it was described.
    /// - Returns: with how well its cells deserve the table's colours on average, in [0, 1]; `nil` where too few do, or
    ///   they are strewn.
    func unite(
        _ pieces: [SceneObject], _ table: ColorTable?, as shapeClass: ShapeClass, grid: SceneGrid
    ) -> (object: SceneObject, surface: SeenSurface, purity: Double)? {
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
        var (seen, weights) = (0, 0)
        for piece in pieces {
            let bounds = tallies[piece.label].bounds
            for row in bounds.yMin...bounds.yMax {
                for column in bounds.xMin...bounds.xMax {
                    let cell = row * cells.width + column
                    guard cells.labels[cell] == UInt16(piece.label) else { continue }
                    let weight = cells.weight(cell, table)
                    guard weight >= DescriptionGrounder.threshold else { continue }
                    weights += Int(weight)
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
        guard tally.measured >= Self.leastCells, Double(tally.cells) > Self.leastFill * Double(tally.bounds.area) else {
            return nil
        }
        let label = tallies.count
        tallies.append(tally)
        standings.append(pieces.lazy.map { self.standings[$0.label] }.first { $0.height != nil } ?? .unknown)
        let surface = (0..<points.count).map { points[$0] }
        guard let (object, fit) = object(label, scene, as: shapeClass) else { return nil }
        let quality = pieces.count > 1 ? 0 : fit.surfaceQuality
        let seenSurface = SeenSurface(points: surface, shapeQuality: quality, sigma: fit.view.sigma)
        return (object, seenSurface, Double(weights) / Double(255 * max(tally.cells, 1)))
    }

    /// Fewer say nothing of a thing's size.
    private static let leastCells = 12
    /// Of the rectangle around them: two fingers fill a third of theirs, what is of such a colour by chance little.
    private static let leastFill = 0.12
}

extension ObjectTally {
    /// Takes in another part of the same thing.
    mutating func add(_ other: ObjectTally) {
        cells += other.cells
        measured += other.measured
        nearestSquared = min(nearestSquared, other.nearestSquared)
        lowerEdge += other.lowerEdge
        groundEdge += other.groundEdge
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
    /// How well a cell's colour deserves the table's names, 0 … 255.
    @inline(__always)
    func weight(_ cell: Int, _ table: ColorTable?) -> UInt8 {
        guard let table else { return 255 }
        let color = Int(color[cell])
        return table.weights[(color >> 9 & 0x7C00) | (color >> 6 & 0x3E0) | (color >> 3 & 0x1F)]
    }
}

extension PixelBounds {
    fileprivate var area: Int { max(xMax - xMin + 1, 0) * max(yMax - yMin + 1, 0) }
}
