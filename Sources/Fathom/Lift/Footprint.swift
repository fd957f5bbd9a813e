/// A few points seen from above, in vectors of eight: what a search over headings goes through again and again.
struct Footprint {
    private static let lanes = 16
    /// Both coordinates, metres, about the first point, so that single precision is enough. Unused places repeat it.
    private var x = InlineArray<16, SIMD8<Float>>(repeating: .zero)
    private var y = InlineArray<16, SIMD8<Float>>(repeating: .zero)
    private var lanes = 0

    /// At most 128 of the points, evenly.
    init(_ points: PointBuffer, _ first: Vector3, _ second: Vector3) {
        let stride = max(1, (points.count + Self.lanes * 8 - 1) / (Self.lanes * 8))
        let origin = points[0]
        var place = 0
        for index in Swift.stride(from: 0, to: points.count, by: stride) {
            let offset = points[index] - origin
            x[place / 8][place % 8] = Float(offset.dot(first))
            y[place / 8][place % 8] = Float(offset.dot(second))
            place += 1
        }
        lanes = (place + 7) / 8
    }

    /// Area of the bounding rectangle under a heading, square metres.
    func area(_ angle: Rotation2) -> Float {
        let (cosine, sine) = (SIMD8(repeating: Float(angle.cosine)), SIMD8(repeating: Float(angle.sine)))
        var low = (SIMD8<Float>(repeating: .infinity), SIMD8<Float>(repeating: .infinity))
        var high = (SIMD8<Float>(repeating: -.infinity), SIMD8<Float>(repeating: -.infinity))
        for lane in 0..<lanes {
            let along = x[lane] * cosine + y[lane] * sine
            let across = y[lane] * cosine - x[lane] * sine
            // Comparison and blend; the library's pointwiseMin goes through the elements one by one.
            low.0.replace(with: along, where: along .< low.0)
            low.1.replace(with: across, where: across .< low.1)
            high.0.replace(with: along, where: along .> high.0)
            high.1.replace(with: across, where: across .> high.1)
        }
        return (high.0.max() - low.0.min()) * (high.1.max() - low.1.min())
    }
}

/// A rotation in the plane by a fixed angle; products instead of sine calls keep the bits the same on every machine.
struct Rotation2 {
    var cosine: Double
    var sine: Double

    static let none = Rotation2(cosine: 1, sine: 0)
    /// 90° / 32.
    static let coarse = Rotation2(cosine: 0.998_795_456_205_172_4, sine: 0.049_067_674_327_418_01)
    /// 90° / 256.
    static let fine = Rotation2(cosine: 0.999_981_175_282_601_1, sine: 0.006_135_884_649_154_475)

    var inverse: Rotation2 { Rotation2(cosine: cosine, sine: -sine) }

    static func * (a: Rotation2, b: Rotation2) -> Rotation2 {
        Rotation2(cosine: a.cosine * b.cosine - a.sine * b.sine, sine: a.sine * b.cosine + a.cosine * b.sine)
    }
}
