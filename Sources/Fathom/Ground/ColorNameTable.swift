/// How well each of 32×32×32 sRGB colours deserves each of the colour names, 0 … 255: one look-up a pixel for all of them.
final class ColorNameTable: Sendable {
    /// The weight of a name at its `index`.
    typealias Row = SIMD16<UInt8>

    /// The one table: it depends on nothing.
    static let shared = ColorNameTable()

    // Filled in init, read-only afterwards; lives as long as the process.
    nonisolated(unsafe) let rows: UnsafePointer<Row>

    private init() {
        let table = UnsafeMutablePointer<Row>.allocate(capacity: ColorTable.size)
        for index in 0..<ColorTable.size {
            let color = OKLab(
                red: ColorTable.component(index >> 10), green: ColorTable.component(index >> 5),
                blue: ColorTable.component(index))
            var row = Row.zero
            for name in ColorName.allCases {
                row[name.index] = UInt8((name.membership(color) * 255).rounded())
            }
            (table + index).initialize(to: row)
        }
        rows = UnsafePointer(table)
    }

    deinit {
        rows.deallocate()
    }
}
