/// The runs of cells with one number in the rows of a grid: what walks over patches and things go along.
final class CellRuns {
    struct Run {
        var row: Int32
        /// Of its first cell.
        var column: Int32
        var count: Int32
        var number: Int32
    }

    /// In the order of rows, then columns.
    let base: UnsafeMutablePointer<Run> = .allocate(capacity: SceneGrid.maxCells)
    private(set) var count = 0

    deinit {
        base.deallocate()
    }

    /// Finds the runs of numbers other than `none` in a row-major image.
    @inline(__always)
    func find<Number: FixedWidthInteger>(
        in image: UnsafePointer<Number>, except none: Number, width: Int, height: Int
    ) {
        let base = base
        var found = 0
        for y in 0..<height {
            let row = image + y &* width
            var x = 0
            while x < width {
                let start = x
                let number = row[x]
                x = Self.end(row, from: x, number, width)
                guard number != none else { continue }
                base[found] = Run(
                    row: Int32(truncatingIfNeeded: y), column: Int32(truncatingIfNeeded: start),
                    count: Int32(truncatingIfNeeded: x &- start), number: Int32(truncatingIfNeeded: number))
                found &+= 1
            }
        }
        count = found
    }

    /// Where the run that cell `start` is in ends: eight bytes at a time.
    @inline(__always)
    private static func end<Number: FixedWidthInteger>(
        _ row: UnsafePointer<Number>, from start: Int, _ number: Number, _ width: Int
    ) -> Int {
        let step = 8 / MemoryLayout<Number>.size
        var pattern: UInt64 = 0
        for _ in 0..<step {
            pattern = pattern << UInt64(Number.bitWidth) | UInt64(truncatingIfNeeded: number) & (1 << Number.bitWidth - 1)
        }
        var x = start &+ 1
        while x &+ step <= width, UnsafeRawPointer(row + x).loadUnaligned(as: UInt64.self) == pattern { x &+= step }
        while x < width, row[x] == number { x &+= 1 }
        return x
    }
}
