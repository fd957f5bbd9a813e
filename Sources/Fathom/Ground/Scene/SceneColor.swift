/// Colours of cells compared cheaply, as 0x00RRGGBB.
enum SceneColor {
    /// How unlike two colours are, in steps of one of 255; light and shade count less than hue.
    static func distance(_ one: UInt32, _ two: UInt32) -> Float {
        distance(channels(one), channels(two))
    }

    static func distance(_ one: SIMD3<Float>, _ two: SIMD3<Float>) -> Float {
        let apart = one - two
        let redGreen = apart.x - apart.y
        let yellowBlue = (apart.x + apart.y) / 2 - apart.z
        let light = (apart.x + apart.y + apart.z) / 3
        return (redGreen * redGreen + yellowBlue * yellowBlue + 0.25 * light * light).squareRoot()
    }

    @inline(__always)
    static func channels(_ color: UInt32) -> SIMD3<Float> {
        SIMD3(Float(color >> 16 & 255), Float(color >> 8 & 255), Float(color & 255))
    }

    /// Whether two colours may be one in another light: the same direction in RGB, not far from as bright.
    @inline(__always)
    static func isShade(_ one: SIMD3<Float>, of two: SIMD3<Float>, sine: Float, ratio: Float) -> Bool {
        let a = one.x * one.x + one.y * one.y + one.z * one.z
        let b = two.x * two.x + two.y * two.y + two.z * two.z
        // Below that, noise decides the direction.
        let (first, second) = (max(a, 2500), max(b, 2500))
        let product = one.x * two.x + one.y * two.y + one.z * two.z
        return a * b - product * product <= sine * sine * first * second
            && max(a, b) <= ratio * ratio * (min(a, b) + 400)
    }
}
