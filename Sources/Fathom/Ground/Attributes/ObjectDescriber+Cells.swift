// What is counted and gathered from the cells of the grid: two walks over its labels.
extension ObjectDescriber {
    /// Counts cells, colours, edges and the nearest point of labels 1 … `labels`.
    func count(_ grid: SceneGrid, labels: Int) {
        tallies.removeAll(keepingCapacity: true)
        tallies.append(contentsOf: repeatElement(ObjectTally(), count: labels + 1))
        let light = SceneLight(grid)
        let cells = GridCells(grid)
        let rows = ColorNameTable.shared.rows
        tallies.withUnsafeMutableBufferPointer { tallies in
            guard let tallies = tallies.baseAddress else { return }
            for row in 0..<cells.height {
                for column in 0..<cells.width {
                    let cell = row * cells.width + column
                    let label = cells.labels[cell]
                    guard label > 0, label <= labels else { continue }
                    let isInside = cells.isInside(cell, column, row, label)
                    let tally = tallies + Int(label)
                    // Half of the cells, as the black squares of a chessboard, are enough to name colours by.
                    if (column ^ row) & 1 == 0 {
                        // The outline mixes the colours of two things; it counts for little.
                        let (index, weight) = light.look(cells.color[cell], isInside: isInside)
                        tally.pointee.colors.add(rows[index], weight: weight)
                    }
                    tally.pointee.add(cells, cell, column, row, label, isInside: isInside)
                }
            }
        }
    }

    /// Puts up to `ObjectPoints.limit` points of each thing into `thinned`, in the scene's frame: half of them from its
    /// outline, which says how large it is.
    func gather(_ grid: SceneGrid, labels: Int, _ frameFromCamera: Transform) {
        thinned.removeAll(labels: labels)
        steps.removeAll(keepingCapacity: true)
        for tally in tallies { steps.append(Thinning(tally)) }
        let cells = GridCells(grid)
        steps.withUnsafeMutableBufferPointer { steps in
            for row in 0..<cells.height {
                for column in 0..<cells.width {
                    let cell = row * cells.width + column
                    let label = cells.labels[cell]
                    guard label > 0, label <= labels, cells.z[cell] > 0 else { continue }
                    let isInside = cells.isInside(cell, column, row, label)
                    guard steps[Int(label)].takes(isInside: isInside) else { continue }
                    // What no two neighbours go with is a flying pixel.
                    guard isInside || cells.companions(cell, column, row, label) >= 2 else { continue }
                    thinned.append(frameFromCamera(cells.point(cell)), to: Int(label))
                }
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

    /// Which of a thing's cells are taken: every so many of its outline's and of its inside's.
    struct Thinning {
        private let edgeStep: Int
        private let innerStep: Int
        private var edge = 0
        private var inner = 0

        init(_ tally: ObjectTally) {
            let half = ObjectPoints.limit / 2
            edgeStep = max((tally.edge + half - 1) / half, 1)
            let left = ObjectPoints.limit - tally.edge / edgeStep
            innerStep = max((tally.measured - tally.edge + left - 1) / left, 1)
        }

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
