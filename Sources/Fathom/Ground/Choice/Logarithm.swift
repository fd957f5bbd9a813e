/// Natural logarithm and exponential in plain arithmetic: the C library's differ in their last bits from machine to
/// machine, and what is chosen must not.
enum Logarithm {
    private static let ln2 = 0.693_147_180_559_945_3

    /// ln x for a finite x above 0, right to 1e-15; ln of the smallest normal number for anything else.
    static func natural(_ x: Double) -> Double {
        guard x.isFinite, x >= Double.leastNormalMagnitude else { return -708.396_418_532_264_1 }
        var mantissa = x.significand
        var exponent = Double(x.exponent)
        if mantissa > 1.414_213_562_373_095 {
            mantissa /= 2
            exponent += 1
        }
        // ln m = 2 artanh((m − 1)/(m + 1)), |s| ≤ 0.172.
        let s = (mantissa - 1) / (mantissa + 1)
        let square = s * s
        var series = 1.0 / 19
        series = series * square + 1.0 / 17
        series = series * square + 1.0 / 15
        series = series * square + 1.0 / 13
        series = series * square + 1.0 / 11
        series = series * square + 1.0 / 9
        series = series * square + 1.0 / 7
        series = series * square + 1.0 / 5
        series = series * square + 1.0 / 3
        return exponent * ln2 + 2 * s * (series * square + 1)
    }

    /// eˣ, with x held within ±700, right to 1e-15 relative; 0 for what is not a number.
    static func exponential(_ x: Double) -> Double {
        guard !x.isNaN else { return 0 }
        let x = min(max(x, -700), 700)
        let shifted = x / ln2 + shift
        let rest = x - (shifted - shift) * ln2
        var series = inverseFactorials[12]
        for order in stride(from: 11, through: 0, by: -1) { series = series * rest + inverseFactorials[order] }
        return Double(bitPattern: (series * rest + 1).bitPattern &+ shifted.bitPattern << 52)
    }

    /// The same of each of sixteen numbers, to the bit.
    static func exponential(_ x: SIMD16<Double>) -> SIMD16<Double> {
        let isNumber = x .== x
        let x = x.clamped(lowerBound: SIMD16(repeating: -700), upperBound: SIMD16(repeating: 700))
        let shifted = x / ln2 + shift
        let rest = x - (shifted - shift) * ln2
        var series = SIMD16(repeating: inverseFactorials[12])
        for order in stride(from: 11, through: 0, by: -1) { series = series * rest + inverseFactorials[order] }
        let powers = unsafeBitCast(shifted, to: SIMD16<UInt64>.self) &<< 52
        let scaled = unsafeBitCast(series * rest + 1, to: SIMD16<UInt64>.self) &+ powers
        return SIMD16.zero.replacing(with: unsafeBitCast(scaled, to: SIMD16<Double>.self), where: isNumber)
    }

    /// 1.5 · 2⁵²: what is added to it loses its fraction, and its lowest bits are the whole number.
    private static let shift = 6_755_399_441_055_744.0
    /// 1/1!, 1/2!, …, 1/13!.
    private static let inverseFactorials: InlineArray<13, Double> = [
        1, 1.0 / 2, 1.0 / 6, 1.0 / 24, 1.0 / 120, 1.0 / 720, 1.0 / 5040, 1.0 / 40320, 1.0 / 362_880, 1.0 / 3_628_800,
        1.0 / 39_916_800, 1.0 / 479_001_600, 1.0 / 6_227_020_800,
    ]
}

/// A curve through given points, straight between them and level outside.
struct Polyline: Sendable {
    private let points: [SIMD2<Double>]

    /// - Parameter points: (x, y), x increasing.
    init(_ points: [(Double, Double)]) {
        self.points = points.map { SIMD2($0.0, $0.1) }
    }

    func callAsFunction(_ x: Double) -> Double {
        var last = points[0]
        guard x > last.x else { return last.y }
        for point in points.dropFirst() {
            if x < point.x { return last.y + (point.y - last.y) * (x - last.x) / (point.x - last.x) }
            last = point
        }
        return last.y
    }
}
