/// The grid's memory, at hand for a walk over its cells.
struct GridCells {
    let width: Int
    let height: Int
    let x: UnsafePointer<Float>
    let y: UnsafePointer<Float>
    let z: UnsafePointer<Float>
    let color: UnsafePointer<UInt32>
    let labels: UnsafePointer<UInt16>

    init(_ grid: SceneGrid) {
        (width, height) = (grid.width, grid.height)
        (x, y, z) = (UnsafePointer(grid.x), UnsafePointer(grid.y), UnsafePointer(grid.z))
        (color, labels) = (UnsafePointer(grid.color), UnsafePointer(grid.labels))
    }

    /// In the camera's optical frame, metres.
    @inline(__always)
    func point(_ cell: Int) -> Vector3 {
        Vector3(Double(x[cell]), Double(y[cell]), Double(z[cell]))
    }

    /// Whether the cell has four neighbours.
    @inline(__always)
    func isWithin(_ column: Int, _ row: Int) -> Bool {
        column > 0 && row > 0 && column < width - 1 && row < height - 1
    }

    /// Whether all four neighbours belong to the same thing.
    @inline(__always)
    func isInside(_ cell: Int, _ column: Int, _ row: Int, _ label: UInt16) -> Bool {
        isWithin(column, row) && labels[cell - 1] == label && labels[cell + 1] == label
            && labels[cell - width] == label && labels[cell + width] == label
    }

    /// Whether a neighbour of a cell shows another thing nearer than `nearer`.
    func isHidden(_ cell: Int, _ label: UInt16, nearer: Float) -> Bool {
        func hides(_ other: Int) -> Bool {
            labels[other] != label && z[other] > 0 && z[other] < nearer
        }
        return hides(cell - 1) || hides(cell + 1) || hides(cell - width) || hides(cell + width)
    }

    /// How many of the four neighbours are the same thing at about the same depth.
    @inline(__always)
    func companions(_ cell: Int, _ column: Int, _ row: Int, _ label: UInt16) -> Int {
        var count = 0
        func look(_ other: Int) {
            if labels[other] == label, isLevel(other, cell) { count += 1 }
        }
        if column > 0 { look(cell - 1) }
        if column < width - 1 { look(cell + 1) }
        if row > 0 { look(cell - width) }
        if row < height - 1 { look(cell + width) }
        return count
    }

    /// Two hundredths of the depth is more than one surface's cells differ by, short of grazing ones.
    @inline(__always)
    private func isLevel(_ other: Int, _ cell: Int) -> Bool {
        z[other] > 0 && abs(z[other] - z[cell]) < 0.02 * z[cell]
    }

    /// Square of the distance from the camera of the mean of the 3×3 cells that belong together; `nil` when they are few,
    /// as a flying pixel's are.
    func smoothedSquare(_ cell: Int, _ label: UInt16) -> Float? {
        var (sum, count) = (SIMD3<Float>.zero, Float(0))
        for row in -1...1 {
            for column in -1...1 {
                let other = cell + row * width + column
                guard labels[other] == label, isLevel(other, cell) else { continue }
                sum += SIMD3(x[other], y[other], z[other])
                count += 1
            }
        }
        guard count >= 5 else { return nil }
        let mean = sum / count
        return (mean * mean).sum()
    }
}
