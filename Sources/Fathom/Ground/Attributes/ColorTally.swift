internal import FathomKernels

/// The colours of one thing's cells by lightness, and what a person would call them.
///
/// People name the paint, not the light that comes from it: by the lit part of a thing, its shaded side being the same
/// paint darker (lightness constancy), and the print on a white or gray ground before the ground.
struct ColorTally {
    static let bins = 8

    /// Sums of table rows times weights, by lightness.
    private var sums = InlineArray<8, SIMD16<UInt32>>(repeating: .zero)

    /// A side turned from the lamp has a third of its light or more, and OKLab's lightness is about the light's cube root.
    private static let shade: ClosedRange<Double> = 0.5...0.7
    /// Share of the cells that are darker than the lit ones' level; what is above may be highlights.
    private static let litRank = 0.9
    /// What white and gray count for beside a hue or black.
    private static let ground = 0.65
    /// What membership a shaded colour has, as in `ColorName`.
    private static let doubtful = 0.35

    @inline(__always)
    mutating func add(_ row: UnsafePointer<ColorNameTable.Row>, weight: UInt32) {
        let bytes = UnsafeRawPointer(row).assumingMemoryBound(to: UInt8.self)
        let bin = Int(bytes[ColorNameTable.bin])
        // Vectors of the standard library are widened element by element.
        withUnsafeMutableBytes(of: &sums) { sums in
            let start = sums.baseAddress?.advanced(by: bin &* MemoryLayout<SIMD16<UInt32>>.stride)
            fathom_add_weights(bytes, weight, start?.assumingMemoryBound(to: UInt32.self))
        }
    }

    /// Share of the cells that deserve each colour name.
    var shares: ColorShares {
        var shares = ColorShares()
        let total = sum(ColorNameTable.one)
        guard total > 0 else { return shares }
        let (neutral, orange, yellow) = (
            lit(ColorNameTable.neutral), lit(ColorNameTable.orangeHue), lit(ColorNameTable.yellowHue)
        )
        var (named, counted, below) = (SIMD16<Double>.zero, 0.0, 0.0)
        for bin in 0..<Self.bins {
            var row = self.row(bin)
            let cells = row[ColorNameTable.one]
            guard cells > 0 else { continue }
            let weight = Self.weight(from: below / total, to: (below + cells) / total)
            below += cells
            let light = Self.relight(&row, bin, lit: neutral)
            Self.warm(&row, .orange, ColorNameTable.orangeHue, Self.lift(bin, orange) * ramp(orange, 0.55, 0.68))
            Self.warm(&row, .yellow, ColorNameTable.yellowHue, Self.lift(bin, yellow) * ramp(yellow, 0.55, 0.68))
            named += row * weight
            counted += (cells - (1 - Self.ground) * light) * weight
        }
        guard counted > 0 else { return shares }
        named[ColorName.white.index] *= Self.ground
        named[ColorName.gray.index] *= Self.ground
        for name in ColorName.allCases { shares[name] = min(named[name.index] / counted, 1) }
        return shares
    }

    /// Names the neutral cells of one lightness by the paint: as light as the lit ones, if they may be its shaded side.
    /// - Returns: how much of them is not black.
    private static func relight(_ row: inout SIMD16<Double>, _ bin: Int, lit: Double) -> Double {
        let neutral = row[ColorNameTable.neutral]
        // Black beside gray is mostly print.
        let lift = lift(bin, lit) * ramp(lit, 0.60, 0.75)
        let middle = lightness(bin)
        let scale = ColorName.grayscale(middle + (lit - middle) * lift)
        if lift > 0 {
            let (black, white, gray) = (ColorName.black.index, ColorName.white.index, ColorName.gray.index)
            row[white] = max(row[white], scale.white * neutral)
            row[gray] = min(row[gray], max(1 - scale.notGray, doubtful) * neutral)
            row[black] = min(row[black], (1 - scale.notBlack) * neutral)
        }
        return scale.notBlack * neutral
    }

    /// Takes the dark cells of a warm hue for the shaded side of the light ones, rather than for brown.
    /// - Parameter lift: 0 where none of that hue are too light for brown.
    private static func warm(_ row: inout SIMD16<Double>, _ name: ColorName, _ hue: Int, _ lift: Double) {
        let moved = lift * row[hue]
        row[name.index] = max(row[name.index], moved)
        row[ColorName.brown.index] = max(row[ColorName.brown.index] - (1 - doubtful) * moved, 0)
    }

    /// How likely cells of one lightness are the shaded side of a paint that shows so light where it is lit.
    private static func lift(_ bin: Int, _ lit: Double) -> Double {
        let middle = lightness(bin)
        guard middle < lit else { return 0 }
        return ramp(middle / lit, shade.lowerBound, shade.upperBound)
    }

    /// Cells in the darkest three tenths and in the highlights say less of the paint.
    private static func weight(from low: Double, to high: Double) -> Double {
        func share(_ from: Double, _ to: Double) -> Double { max(min(high, to) - max(low, from), 0) }
        return (0.7 * share(0, 0.3) + share(0.3, 0.97) + 0.6 * share(0.97, 1)) / max(high - low, 1e-9)
    }

    /// The lightness that `litRank` of what is counted at a place of the rows stay below.
    private func lit(_ place: Int) -> Double {
        let wanted = sum(place) * (1 - Self.litRank)
        var above = 0.0
        for bin in stride(from: Self.bins - 1, through: 0, by: -1) {
            let count = Double(sums[bin][place])
            if count > 0, above + count >= wanted {
                return (Double(bin + 1) - (wanted - above) / count) / Double(Self.bins)
            }
            above += count
        }
        return 0
    }

    private func sum(_ place: Int) -> Double {
        var sum = 0.0
        for bin in 0..<Self.bins { sum += Double(sums[bin][place]) }
        return sum
    }

    private func row(_ bin: Int) -> SIMD16<Double> { SIMD16<Double>(sums[bin]) }

    private static func lightness(_ bin: Int) -> Double { (Double(bin) + 0.5) / Double(bins) }
}
