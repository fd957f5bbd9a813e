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
        let power = (x / ln2).rounded()
        let rest = x - power * ln2
        var series = 1.0
        for order in stride(from: 13, through: 1, by: -1) { series = 1 + series * rest / Double(order) }
        return Double(sign: .plus, exponent: Int(power), significand: series)
    }
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
