// What is counted and gathered from the cells of the grid: two walks over its labels.
extension ObjectDescriber {
    /// Counts cells, colours, edges and the nearest point of labels 1 … `labels`.
    func count(_ grid: SceneGrid, labels: Int) {
        tallies.removeAll(keepingCapacity: true)
        tallies.append(contentsOf: repeatElement(ObjectTally(), count: labels + 1))
        let light = SceneLight(grid)
        let rows = ColorNameTable.shared.rows
        tallies.withUnsafeMutableBufferPointer { tallies in
            for row in 0..<grid.height {
                let start = row * grid.width
                for column in 0..<grid.width {
                    let cell = start + column
                    let label = Int(grid.labels[cell])
                    guard label > 0, label <= labels else { continue }
                    let neighbours = Neighbours(grid, column, row, cell)
                    Self.count(grid, cell, column, row, neighbours, into: &tallies[label])
                    let isInside = neighbours.isInside(UInt16(label))
                    // The outline mixes the colours of two things; it counts for little.
                    let (index, weight) = light.look(grid.color[cell], isInside: isInside)
                    tallies[label].colors &+= SIMD16<UInt32>(truncatingIfNeeded: rows[index]) &* weight
                    tallies[label].colorWeight &+= weight
                }
            }
        }
    }

    @inline(__always)
    private static func count(
        _ grid: SceneGrid, _ cell: Int, _ column: Int, _ row: Int, _ neighbours: Neighbours,
        into tally: inout ObjectTally
    ) {
        tally.cells += 1
        tally.bounds.xMin = min(tally.bounds.xMin, column)
        tally.bounds.xMax = max(tally.bounds.xMax, column)
        tally.bounds.yMin = min(tally.bounds.yMin, row)
        tally.bounds.yMax = max(tally.bounds.yMax, row)
        if !neighbours.isWithin { tally.isCut = true }
        let label = grid.labels[cell]
        let z = grid.z[cell]
        guard z > 0 else { return }
        tally.depth += z
        tally.measured += 1
        if !neighbours.isInside(label) {
            tally.edge += 1
            // A pixel's step of depth on one thing is smaller.
            let nearer = z * 0.985
            if neighbours.isHidden(label, nearer: nearer, grid) { tally.hiddenEdge += 1 }
            if let below = neighbours.below, grid.labels[below] != label {
                tally.lowerEdge += 1
                let other = grid.z[below]
                if other > 0, other < nearer { tally.hiddenLowerEdge += 1 }
            }
        }
        let squared = grid.x[cell] * grid.x[cell] + grid.y[cell] * grid.y[cell] + z * z
        // Only what may be nearer than the nearest yet is worth smoothing.
        guard squared < tally.nearestSquared * 1.02 else { return }
        if let smoothed = neighbours.smoothedSquare(grid, label, z), smoothed < tally.nearestSquared {
            tally.nearestSquared = smoothed
        }
    }

    /// Puts up to `ObjectPoints.limit` points of each thing into `thinned`, in the scene's frame: half of them from its
    /// outline, which says how large it is.
    func gather(_ grid: SceneGrid, labels: Int, _ frameFromCamera: Transform) {
        thinned.removeAll(labels: labels)
        var steps: [(edge: Int, inner: Int)] = []
        steps.reserveCapacity(labels + 1)
        for tally in tallies {
            let half = ObjectPoints.limit / 2
            let edge = (tally.edge + half - 1) / half
            let left = ObjectPoints.limit - tally.edge / max(edge, 1)
            let inner = tally.measured - tally.edge
            steps.append((max(edge, 1), max((inner + left - 1) / left, 1)))
        }
        var seen = [(edge: Int, inner: Int)](repeating: (0, 0), count: labels + 1)
        for row in 0..<grid.height {
            for column in 0..<grid.width {
                let cell = row * grid.width + column
                let label = Int(grid.labels[cell])
                guard label > 0, label <= labels, grid.z[cell] > 0 else { continue }
                if Neighbours(grid, column, row, cell).isInside(UInt16(label)) {
                    seen[label].inner += 1
                    guard seen[label].inner % steps[label].inner == 0 else { continue }
                } else {
                    seen[label].edge += 1
                    guard seen[label].edge % steps[label].edge == 0 else { continue }
                }
                let point = Vector3(Double(grid.x[cell]), Double(grid.y[cell]), Double(grid.z[cell]))
                thinned.append(frameFromCamera(point), to: label)
            }
        }
    }
}

/// The four cells about one, as far as the grid has them.
private struct Neighbours {
    private let grid: SceneGrid
    private let cell: Int
    let isWithin: Bool
    let below: Int?

    @inline(__always)
    init(_ grid: SceneGrid, _ column: Int, _ row: Int, _ cell: Int) {
        (self.grid, self.cell) = (grid, cell)
        isWithin = column > 0 && row > 0 && column < grid.width - 1 && row < grid.height - 1
        below = row < grid.height - 1 ? cell + grid.width : nil
    }

    /// Whether all four belong to the same thing.
    @inline(__always)
    func isInside(_ label: UInt16) -> Bool {
        isWithin && grid.labels[cell - 1] == label && grid.labels[cell + 1] == label
            && grid.labels[cell - grid.width] == label && grid.labels[cell + grid.width] == label
    }

    /// Whether one of them shows another thing nearer than `nearer`.
    func isHidden(_ label: UInt16, nearer: Float, _ grid: SceneGrid) -> Bool {
        guard isWithin else { return true }
        func hides(_ other: Int) -> Bool {
            grid.labels[other] != label && grid.z[other] > 0 && grid.z[other] < nearer
        }
        return hides(cell - 1) || hides(cell + 1) || hides(cell - grid.width) || hides(cell + grid.width)
    }

    /// Square of the distance from the camera of the mean of the 3×3 cells that belong together; `nil` when they are few,
    /// as a flying pixel's are.
    func smoothedSquare(_ grid: SceneGrid, _ label: UInt16, _ z: Float) -> Float? {
        guard isWithin else { return nil }
        var (sum, count) = (SIMD3<Float>.zero, Float(0))
        for row in [cell - grid.width, cell, cell + grid.width] {
            for other in row - 1...row + 1 {
                guard grid.labels[other] == label, grid.z[other] > 0, abs(grid.z[other] - z) < 0.02 * z else { continue }
                sum += SIMD3(grid.x[other], grid.y[other], grid.z[other])
                count += 1
            }
        }
        guard count >= 5 else { return nil }
        let mean = sum / count
        return (mean * mean).sum()
    }
}
