/// Counts of a picture's pixels by how much their red and blue differ from their green, and the cast of its light by them.
struct CastVotes {
    /// Casts from −0.36 to 0.36 of the green, in steps of 0.02.
    private static let bins = 37
    private static let step: Float = 0.02
    /// A pixel that differs by up to so many steps from a cast is grey under it.
    private static let reach = 2
    /// Share of the picture that must be grey; more is no better.
    private static let enough: Float = 0.03
    /// Casts that cameras leave: half as likely at about two thirds of it.
    private static let usual: Float = 0.2
    private static let usable: ClosedRange<Float> = 40...250

    private var counts = [Float](repeating: 0, count: bins * bins)
    private var total: Float = 0

    /// - Parameter color: 0 … 255. The darkest and the clipped say nothing.
    mutating func add(_ color: SIMD3<Float>) {
        guard Self.usable.contains(color.max()) else { return }
        total += 1
        guard color.y > 0, let column = Self.bin(color.x / color.y), let row = Self.bin(color.z / color.y) else {
            return
        }
        counts[row * Self.bins + column] += 1
    }

    /// What each component is to be multiplied by.
    var gains: SIMD3<Float> {
        guard total >= 100 else { return SIMD3(1, 1, 1) }
        var best = (score: Float(0), row: 0, column: 0)
        for row in Self.reach..<Self.bins - Self.reach {
            for column in Self.reach..<Self.bins - Self.reach where counts[row * Self.bins + column] > 0 {
                let gray = around(row, column).count / total
                let (red, blue) = (Self.cast(column), Self.cast(row))
                let unlikely = 1 + (red * red + blue * blue) / (Self.usual * Self.usual)
                let score = min(gray, Self.enough) / (unlikely * unlikely)
                if score > best.score { best = (score, row, column) }
            }
        }
        guard best.score > 0 else { return SIMD3(1, 1, 1) }
        let mean = around(best.row, best.column)
        return SIMD3(1 / (1 + mean.red), 1, 1 / (1 + mean.blue))
    }

    /// What is grey under a cast, and the mean of what it shows.
    private func around(_ row: Int, _ column: Int) -> (count: Float, red: Float, blue: Float) {
        var (count, red, blue) = (Float(0), Float(0), Float(0))
        for y in row - Self.reach...row + Self.reach {
            for x in column - Self.reach...column + Self.reach {
                let votes = counts[y * Self.bins + x]
                count += votes
                red += votes * Self.cast(x)
                blue += votes * Self.cast(y)
            }
        }
        return (count, red / max(count, 1), blue / max(count, 1))
    }

    private static func cast(_ bin: Int) -> Float { Float(bin - bins / 2) * step }

    private static func bin(_ ratio: Float) -> Int? {
        let bin = Int(((min(ratio, 4) - 1) / step).rounded()) + bins / 2
        return (0..<bins).contains(bin) ? bin : nil
    }
}
