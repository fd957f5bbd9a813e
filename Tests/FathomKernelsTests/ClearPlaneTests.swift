import Fathom
import FathomKernels
import Testing

@Suite("Clearing a plane")
struct ClearPlaneTests {
    /// Metres that a camera may send, the invalid ones included.
    static func meters(_ random: inout SplitMix64) -> Float {
        switch Int.random(in: 0..<12, using: &random) {
        case 0: .nan
        case 1: .infinity
        case 2: -Float.random(in: 0...2, using: &random)
        case 3: 0
        default: Float.random(in: 0.2...4, using: &random)
        }
    }

    @Test("every variant equals the plain form, for any rectangle", arguments: variants, [true, false])
    func equalsReference(variant: fathom_variant, isFloat: Bool) throws {
        let kernels = try #require(fathom_kernels_of(variant))
        var random = SplitMix64(seed: isFloat ? 5 : 6)
        for _ in 0..<80 {
            let width = Int.random(in: 1...70, using: &random), height = Int.random(in: 1...5, using: &random)
            let size = isFloat ? 4 : 2
            let rowStep = width * size + Int.random(in: 0...5, using: &random)
            var bytes = random.bytes((height - 1) * rowStep + width * size)
            for y in 0..<height where isFloat {
                for x in 0..<width {
                    let bits = Self.meters(&random).bitPattern
                    for k in 0..<4 { bytes[y * rowStep + x * 4 + k] = UInt8(truncatingIfNeeded: bits >> (8 * k)) }
                }
            }
            let pixels = ExactBytes(bytes)
            var view = fathom_depth_view(
                base: pixels.pointer, row_step: rowStep, is_float: isFloat ? 1 : 0, meters_per_count: 0.0001,
                max_depth: 3.5)
            var plane = fathom_image_plane(
                a: .random(in: -0.002...0.002, using: &random), b: .random(in: -0.002...0.002, using: &random),
                c: .random(in: -1...1, using: &random), d: .random(in: -1...1, using: &random))
            let low = Float.random(in: -1...0.2, using: &random), high = Float.random(in: 0.2...1, using: &random)
            let x = Int.random(in: 0..<width, using: &random), y = Int.random(in: 0..<height, using: &random)
            let w = Int.random(in: 0...(width - x), using: &random),
                h = Int.random(in: 0...(height - y), using: &random)
            let outStep = w + 1
            let mask = (0..<h * outStep).map { _ in UInt8.random(in: 0...2, using: &random) * 100 }
            var out = mask
            kernels.pointee.clear_plane(
                &view, fathom_rect(x: Int32(x), y: Int32(y), width: Int32(w), height: Int32(h)), &plane, low, high,
                &out, outStep)

            var expected = mask
            for r in 0..<h {
                let v = y + r
                for c in 0..<w {
                    let u = x + c
                    let at = v * rowStep + u * size
                    let z =
                        isFloat
                        ? pixels.pointer.loadUnaligned(fromByteOffset: at, as: Float.self)
                        : Float(pixels.pointer.loadUnaligned(fromByteOffset: at, as: UInt16.self)) * 0.0001
                    let slope = plane.a * Float(u) + (plane.b * Float(v) + plane.c)
                    let above = z * slope - plane.d
                    if z > 0 && z <= 3.5 && above > low && above < high { expected[r * outStep + c] = 0 }
                }
            }
            #expect(out == expected)
        }
    }

    @Test("height is metres above the plane along its normal")
    func heightIsMetric() {
        // A camera 1 m above a floor, looking straight down: normal (0, 0, −1), n·p = −1 on the floor.
        let depth: [Float] = [1.0, 0.9, 1.1, 0.99]
        var view = fathom_depth_view(base: nil, row_step: 16, is_float: 1, meters_per_count: 0, max_depth: 5)
        var plane = fathom_image_plane(a: 0, b: 0, c: -1, d: -1)
        var mask: [UInt8] = [9, 9, 9, 9]
        depth.withUnsafeBytes { bytes in
            view.base = bytes.baseAddress
            fathom_clear_plane(
                &view, fathom_rect(x: 0, y: 0, width: 4, height: 1), &plane, 0.005, 0.5, &mask, 4)
        }
        #expect(mask == [9, 0, 9, 0])
    }
}
