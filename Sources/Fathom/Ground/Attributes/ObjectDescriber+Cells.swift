internal import FathomKernels

// What is counted and gathered from the cells of the grid: two walks over its labels.
extension ObjectDescriber {
    /// Counts cells, edges and the nearest point of labels 1 … `labels`.
    func count(_ grid: SceneGrid, labels: Int) {
        tallies.removeAll(keepingCapacity: true)
        tallies.append(contentsOf: repeatElement(ObjectTally(), count: labels + 1))
        let cells = GridCells(grid)
        runs.find(in: cells.labels, except: 0, width: cells.width, height: cells.height)
        fathom_scene_outline(cells.labels, cells.z, Int32(cells.width), Int32(cells.height), outline)
        tallies.withUnsafeMutableBufferPointer { tallies in
            for place in 0..<runs.count {
                let run = runs.base[place]
                guard run.number <= labels else { continue }
                nearest[place] = tallies[Int(run.number)].add(run, cells, outline)
            }
            // What is further down in the image is mostly nearer, so that little is looked at.
            for place in (0..<runs.count).reversed() {
                let run = runs.base[place]
                guard run.number <= labels, nearest[place] < tallies[Int(run.number)].nearestSquared else { continue }
                tallies[Int(run.number)].addNearest(run, cells)
            }
        }
    }

    /// Puts up to `ObjectPoints.limit` points of each thing into `thinned`, in the scene's frame: half of them from its
    /// outline, which says how large it is. Adds the colours of about `Thinning.colors` cells of each to the tallies.
    func gather(_ grid: SceneGrid, labels: Int, _ frameFromCamera: Transform) {
        thinned.removeAll(labels: labels)
        steps.removeAll(keepingCapacity: true)
        for tally in tallies { steps.append(Thinning(tally)) }
        let cells = GridCells(grid)
        steps.withUnsafeMutableBufferPointer { steps in
            for place in 0..<runs.count {
                let run = runs.base[place]
                let label = Int(run.number)
                guard label <= labels else { continue }
                var step = steps[label]
                take(run, cells, &step, frameFromCamera)
                steps[label] = step
            }
        }
        name(cells, labels: labels)
    }

    @inline(__always)
    private func take(_ run: CellRuns.Run, _ cells: GridCells, _ step: inout Thinning, _ frameFromCamera: Transform) {
        let (row, label) = (Int(run.row), Int(run.number))
        let start = row &* cells.width
        let end = Int(run.column &+ run.count)
        let inside = UInt64(FATHOM_SCENE_MEASURED | FATHOM_SCENE_INSIDE) &* 0x0101_0101_0101_0101
        var column = Int(run.column)
        while column < end {
            let cell = start &+ column
            if column &+ 8 <= end, UnsafeRawPointer(outline + cell).loadUnaligned(as: UInt64.self) == inside,
                step.skipsInside(8)
            {
                column &+= 8
                continue
            }
            defer { column &+= 1 }
            guard outline[cell] & UInt8(FATHOM_SCENE_MEASURED) != 0 else { continue }
            let isInside = outline[cell] & UInt8(FATHOM_SCENE_INSIDE) != 0
            guard step.takes(isInside: isInside) else { continue }
            // What no two neighbours go with is a flying pixel.
            guard isInside || cells.companions(cell, column, row, UInt16(truncatingIfNeeded: label)) >= 2 else {
                continue
            }
            thinned.append(frameFromCamera(cells.point(cell)), to: label)
        }
    }

    /// Adds the colours of every so many cells of a thing to its tally.
    private func name(_ cells: GridCells, labels: Int) {
        let light = SceneLight(cells)
        let rows = ColorNameTable.shared.rows
        tallies.withUnsafeMutableBufferPointer { tallies in
            for place in 0..<runs.count {
                let run = runs.base[place]
                let label = Int(run.number)
                guard label <= labels else { continue }
                let (start, step) = (Int(run.row) &* cells.width &+ Int(run.column), steps[label].color)
                var next = steps[label].nextColor
                while next < Int(run.count) {
                    let cell = start &+ next
                    // The outline mixes the colours of two things; it counts for little.
                    let isInside = outline[cell] & UInt8(FATHOM_SCENE_INSIDE) != 0
                    let (index, weight) = light.look(cells.color[cell], isInside: isInside)
                    tallies[label].colors.add(rows + index, weight: weight)
                    next &+= step
                }
                steps[label].nextColor = next &- Int(run.count)
            }
        }
    }

    /// Puts the points of one thing into `points`, in the scene's frame, evenly thinned to what fits.
    func gather(_ grid: SceneGrid, _ label: Int, _ frameFromCamera: Transform, into points: PointBuffer) {
        points.removeAll()
        let tally = tallies[label]
        let (bounds, value) = (tally.bounds, UInt16(label))
        guard tally.cells > 0 else { return }
        let cells = GridCells(grid)
        let step = max(1, (tally.measured + PointBuffer.capacity - 1) / PointBuffer.capacity)
        var seen = 0
        for row in bounds.yMin...bounds.yMax {
            for column in bounds.xMin...bounds.xMax {
                let cell = row * cells.width + column
                guard cells.labels[cell] == value, cells.z[cell] > 0 else { continue }
                seen += 1
                guard seen % step == 0, cells.companions(cell, column, row, value) >= 2 else { continue }
                points.append(frameFromCamera(cells.point(cell)))
            }
        }
    }

    /// Which of a thing's cells are taken: every so many of its outline's and of its inside's, and for their colours.
    struct Thinning {
        /// Cells that are enough to name a thing's colours by.
        static let colors = 256
        /// Cells from one whose colour is taken to the next: odd, lest they lie below one another; from the last run's end.
        let color: Int
        var nextColor = 0
        private let edgeStep: Int
        private let innerStep: Int
        private var edge = 0
        private var inner = 0

        init(_ tally: ObjectTally) {
            color = max(2, tally.cells / Self.colors | 1)
            let half = ObjectPoints.limit / 2
            edgeStep = max((tally.edge + half - 1) / half, 1)
            let left = ObjectPoints.limit - tally.edge / edgeStep
            innerStep = max((tally.measured - tally.edge + left - 1) / left, 1)
        }

        /// Passes over some cells of the inside, if none of them is to be taken.
        @inline(__always)
        mutating func skipsInside(_ cells: Int) -> Bool {
            guard inner &+ cells < innerStep else { return false }
            inner &+= cells
            return true
        }

        @inline(__always)
        mutating func takes(isInside: Bool) -> Bool {
            if isInside {
                inner += 1
                guard inner == innerStep else { return false }
                inner = 0
            } else {
                edge += 1
                guard edge == edgeStep else { return false }
                edge = 0
            }
            return true
        }
    }
}
