/// What one walk over the grid's cells counts for one label.
struct ObjectTally {
    var cells = 0
    /// Those of them whose depth is valid.
    var measured = 0
    /// In cells, both ends inside.
    var bounds = PixelBounds(xMin: .max, yMin: .max, xMax: -1, yMax: -1)
    var colors = ColorTally()
    /// Square of the smallest smoothed distance from the camera, square metres.
    var nearestSquared = Float.infinity
    /// Some cells right below its lower edge that belong to no thing; −1: none.
    var ground = SIMD8<Int32>(repeating: -1)
    /// Whether it reaches the grid's border.
    var isCut = false
    /// Sum of z over the measured cells, metres.
    var depth: Float = 0
    /// Cells at whose lower side the thing ends, and those of them where something nearer hides what comes next.
    var lowerEdge = 0
    var hiddenLowerEdge = 0
    /// The same all around it.
    var edge = 0
    var hiddenEdge = 0

    @inline(__always)
    mutating func add(
        _ cells: GridCells, _ cell: Int, _ column: Int, _ row: Int, _ label: UInt16, isInside: Bool
    ) {
        self.cells += 1
        bounds.xMin = min(bounds.xMin, column)
        bounds.xMax = max(bounds.xMax, column)
        bounds.yMin = min(bounds.yMin, row)
        bounds.yMax = max(bounds.yMax, row)
        let z = cells.z[cell]
        guard z > 0 else { return }
        depth += z
        measured += 1
        if !isInside { addEdge(cells, cell, column, row, label) }
        // Only what may be nearer than the nearest yet is worth smoothing.
        let squared = cells.x[cell] * cells.x[cell] + cells.y[cell] * cells.y[cell] + z * z
        guard squared < nearestSquared, cells.isWithin(column, row),
            let smoothed = cells.smoothedSquare(cell, label), smoothed < nearestSquared
        else { return }
        nearestSquared = smoothed
    }

    private mutating func addEdge(_ cells: GridCells, _ cell: Int, _ column: Int, _ row: Int, _ label: UInt16) {
        edge += 1
        guard cells.isWithin(column, row) else {
            isCut = true
            hiddenEdge += 1
            return
        }
        // One surface's next cell is less than a sixtieth nearer.
        let nearer = cells.z[cell] * 0.985
        if cells.isHidden(cell, label, nearer: nearer) { hiddenEdge += 1 }
        let below = cell + cells.width
        guard cells.labels[below] != label else { return }
        lowerEdge += 1
        guard cells.z[below] > 0 else { return }
        if cells.z[below] < nearer { hiddenLowerEdge += 1 }
        // A step further down the outline's mixed depths are past.
        let ground = below + cells.width
        if row + 2 < cells.height, cells.labels[ground] == 0, cells.z[ground] > 0 {
            self.ground[lowerEdge & 7] = Int32(truncatingIfNeeded: ground)
        }
    }

    /// Metres, the mean over the measured cells.
    var meanDepth: Double { Double(depth) / Double(max(measured, 1)) }
}
