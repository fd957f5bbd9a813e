import Fathom
import FathomKernels
import Testing

@Suite("Colour mask")
struct MaskByColorTests {
    struct Layout: Sendable {
        var step: Int
        var red: Int
        var green: Int
        var blue: Int
    }

    static let layouts = [
        Layout(step: 3, red: 0, green: 1, blue: 2), Layout(step: 3, red: 2, green: 1, blue: 0),
        Layout(step: 4, red: 0, green: 1, blue: 2), Layout(step: 4, red: 2, green: 1, blue: 0),
        Layout(step: 1, red: 0, green: 0, blue: 0),
    ]

    @Test("every variant equals the plain form, for any rectangle", arguments: variants, layouts)
    func equalsReference(variant: fathom_variant, layout: Layout) throws {
        let kernels = try #require(fathom_kernels_of(variant))
        var random = SplitMix64(seed: UInt64(layout.step * 10 + layout.red))
        let table = random.bytes(32768)
        for _ in 0..<60 {
            let width = Int.random(in: 1...70, using: &random), height = Int.random(in: 1...5, using: &random)
            let rowStep = width * layout.step + Int.random(in: 0...9, using: &random)
            // The last row has no padding behind it.
            let pixels = ExactBytes(random.bytes((height - 1) * rowStep + width * layout.step))
            let x = Int.random(in: 0..<width, using: &random), y = Int.random(in: 0..<height, using: &random)
            let w = Int.random(in: 0...(width - x), using: &random),
                h = Int.random(in: 0...(height - y), using: &random)
            let threshold = UInt8.random(in: 0...255, using: &random)
            var view = fathom_color_view(
                base: UnsafePointer(pixels.pointer.assumingMemoryBound(to: UInt8.self)), row_step: rowStep,
                pixel_step: Int32(layout.step), red: Int32(layout.red), green: Int32(layout.green),
                blue: Int32(layout.blue))
            let outStep = w + 3
            var out = [UInt8](repeating: 7, count: h * outStep)
            let marked = kernels.pointee.mask_by_color(
                &view, fathom_rect(x: Int32(x), y: Int32(y), width: Int32(w), height: Int32(h)), table, threshold, &out,
                outStep)

            var expected = [UInt8](repeating: 7, count: h * outStep)
            var expectedMarked: Int32 = 0
            for r in 0..<h {
                for c in 0..<w {
                    let at = (y + r) * rowStep + (x + c) * layout.step
                    func channel(_ offset: Int) -> Int {
                        Int(pixels.pointer.load(fromByteOffset: at + offset, as: UInt8.self) >> 3)
                    }
                    let weight = table[channel(layout.red) << 10 | channel(layout.green) << 5 | channel(layout.blue)]
                    expected[r * outStep + c] = weight >= threshold ? weight : 0
                    expectedMarked += weight >= threshold && weight > 0 ? 1 : 0
                }
            }
            #expect(out == expected)
            #expect(marked == expectedMarked)
        }
    }
}
