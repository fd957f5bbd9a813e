/// A colour in OKLab (Ottosson 2020): lightness in [0, 1], chroma ≥ 0, hue in degrees [0, 360).
///
/// Roots are found by Newton's method and the hue by a polynomial, in plain arithmetic, so that the tables made from it are
/// the same on every machine; the C library's functions differ in their last bits.
struct OKLab: Sendable {
    let lightness: Double
    let chroma: Double
    let hue: Double

    /// - Parameters: sRGB components in [0, 1].
    init(red: Double, green: Double, blue: Double) {
        let r = Self.linear(red)
        let g = Self.linear(green)
        let b = Self.linear(blue)
        let l = Self.root(0.412_221_470_8 * r + 0.536_332_536_3 * g + 0.051_445_992_9 * b, 3)
        let m = Self.root(0.211_903_498_2 * r + 0.680_699_545_1 * g + 0.107_396_956_6 * b, 3)
        let s = Self.root(0.088_302_461_9 * r + 0.281_718_837_6 * g + 0.629_978_700_5 * b, 3)
        lightness = 0.210_454_255_3 * l + 0.793_617_785_0 * m - 0.004_072_046_8 * s
        let a = 1.977_998_495_1 * l - 2.428_592_205_0 * m + 0.450_593_709_9 * s
        let b2 = 0.025_904_037_1 * l + 0.782_771_766_2 * m - 0.808_675_766_0 * s
        chroma = (a * a + b2 * b2).squareRoot()
        hue = Self.degrees(b2, a)
    }

    /// IEC 61966-2-1's transfer function: ((c + 0.055) / 1.055)^2.4.
    private static func linear(_ c: Double) -> Double {
        guard c > 0.040_45 else { return c / 12.92 }
        let base = (c + 0.055) / 1.055
        let fifth = root(base * base, 5)
        return base * base * fifth
    }

    /// The n-th root of a number in [0, 2] by Newton's method.
    private static func root(_ x: Double, _ n: Int) -> Double {
        guard x > 0 else { return 0 }
        var y = 1.0
        for _ in 0..<60 {
            var power = 1.0
            for _ in 1..<n { power *= y }
            let next = y - (y * power - x) / (Double(n) * power)
            if abs(next - y) < 1e-15 { return next }
            y = next
        }
        return y
    }

    /// atan2 in degrees, right to 0.01° (Abramowitz and Stegun 4.4.49).
    private static func degrees(_ y: Double, _ x: Double) -> Double {
        let ax = abs(x)
        let ay = abs(y)
        guard max(ax, ay) > 1e-9 else { return 0 }
        let t = min(ax, ay) / max(ax, ay)
        let s = t * t
        let series =
            0.999_866_0 + s * (-0.330_299_5 + s * (0.180_141_0 + s * (-0.085_133_0 + s * 0.020_835_1)))
        var angle = t * series * 57.295_779_513_082_32
        if ay > ax { angle = 90 - angle }
        if x < 0 { angle = 180 - angle }
        return y < 0 ? 360 - angle : angle
    }
}
