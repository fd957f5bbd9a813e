internal import FathomKernels

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
    /// Sum of z over the measured cells, in 1/4096 m.
    var depth = 0
    /// Cells at whose lower side the thing ends, and those of them where something nearer hides what comes next.
    var lowerEdge = 0
    var hiddenLowerEdge = 0
    /// Those of the lower side below which the image goes on, no nearer, with what belongs to no thing.
    var groundEdge = 0
    /// The same all around it.
    var edge = 0
    var hiddenEdge = 0

    /// - Parameter outline: by cell, as `fathom_scene_outline` says.
    /// - Returns: square of the smallest distance of the run's cells from the camera, square metres.
    mutating func add(_ run: CellRuns.Run, _ cells: GridCells, _ outline: UnsafePointer<UInt8>) -> Float {
        let (row, column, count) = (Int(run.row), Int(run.column), Int(run.count))
        let start = row &* cells.width
        let sum = fathom_scene_sum(
            cells.x + start + column, cells.y + start + column, cells.z + start + column, run.count)
        self.cells += count
        bounds.xMin = min(bounds.xMin, column)
        bounds.xMax = max(bounds.xMax, column + count - 1)
        bounds.yMin = min(bounds.yMin, row)
        bounds.yMax = max(bounds.yMax, row)
        depth += Int(sum.depth)
        measured += Int(sum.measured)
        let label = UInt16(truncatingIfNeeded: run.number)
        let inside = UInt64(FATHOM_SCENE_MEASURED | FATHOM_SCENE_INSIDE) &* 0x0101_0101_0101_0101
        let end = column + count
        var x = column
        while x < end {
            let cell = start &+ x
            if x &+ 8 <= end, UnsafeRawPointer(outline + cell).loadUnaligned(as: UInt64.self) == inside {
                x &+= 8
                continue
            }
            if outline[cell] == UInt8(FATHOM_SCENE_MEASURED) { addEdge(cells, cell, x, row, label) }
            x &+= 1
        }
        return sum.nearest
    }

    /// Looks for the thing's nearest point in a run that has cells nearer than the nearest yet.
    mutating func addNearest(_ run: CellRuns.Run, _ cells: GridCells) {
        let (row, label) = (Int(run.row), UInt16(truncatingIfNeeded: run.number))
        guard row > 0, row < cells.height - 1 else { return }
        let start = row &* cells.width
        var x = max(Int(run.column), 1)
        let end = min(Int(run.column &+ run.count), cells.width - 1)
        while x < end {
            addNearest(cells, start &+ x, label)
            x &+= 1
        }
    }

    @inline(__always)
    private mutating func addNearest(_ cells: GridCells, _ cell: Int, _ label: UInt16) {
        let (x, y, z) = (cells.x[cell], cells.y[cell], cells.z[cell])
        guard z > 0, x * x + y * y + z * z < nearestSquared, let smoothed = cells.smoothedSquare(cell, label),
            smoothed < nearestSquared
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
        let isHidden = cells.z[below] < nearer
        if isHidden { hiddenLowerEdge += 1 }
        // A step further down the outline's mixed depths are past.
        let ground = below + cells.width
        if row + 2 < cells.height, cells.labels[ground] == 0, cells.z[ground] > 0 {
            if !isHidden { groundEdge += 1 }
            self.ground[lowerEdge & 7] = Int32(truncatingIfNeeded: ground)
        }
    }

    /// Metres, the mean over the measured cells.
    var meanDepth: Double { Double(depth) / 4096 / Double(max(measured, 1)) }
}
