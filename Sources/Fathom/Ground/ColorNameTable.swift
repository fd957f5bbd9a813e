/// How well each of 32×32×32 sRGB colours deserves each of the colour names, 0 … 255: one look-up a pixel for all of them.
final class ColorNameTable: Sendable {
    /// The weight of a name at its `index`, then what `ColorTally` needs at the places below.
    typealias Row = SIMD16<UInt8>

    static let neutral = 11
    static let orangeHue = 12
    static let yellowHue = 13
    /// 255: sums to how much was counted.
    static let one = 14
    /// One of `ColorTally.bins` steps of lightness.
    static let bin = 15

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
            let warmth = ColorName.warmth(color)
            row[Self.neutral] = UInt8((ColorName.Paint(color).neutral * 255).rounded())
            row[Self.orangeHue] = UInt8((warmth.orange * 255).rounded())
            row[Self.yellowHue] = UInt8((warmth.yellow * 255).rounded())
            row[Self.one] = 255
            row[Self.bin] = UInt8(min(color.lightness * Double(ColorTally.bins), Double(ColorTally.bins - 1)))
            (table + index).initialize(to: row)
        }
        rows = UnsafePointer(table)
    }

    deinit {
        rows.deallocate()
    }
}
