import FathomKernels
import Testing

@Suite("Nearest pair")
struct NearestTests {
    struct Cloud {
        var x: [Float]
        var y: [Float]
        var z: [Float]

        /// On a coarse lattice, so that ties are common.
        init(count: Int, step: Float, nanShare: Int, _ random: inout Seeded) {
            func coordinate() -> Float {
                Int.random(in: 0..<100, using: &random) < nanShare
                    ? .nan : Float(Int.random(in: -9...9, using: &random)) * step
            }
            x = (0..<count).map { _ in coordinate() }
            y = (0..<count).map { _ in coordinate() }
            z = (0..<count).map { _ in coordinate() }
        }

        func withPoints<R>(_ body: (UnsafePointer<fathom_points>) -> R) -> R {
            x.withUnsafeBufferPointer { x in
                y.withUnsafeBufferPointer { y in
                    z.withUnsafeBufferPointer { z in
                        var points = fathom_points(
                            x: x.baseAddress, y: y.baseAddress, z: z.baseAddress, count: Int32(x.count))
                        return body(&points)
                    }
                }
            }
        }
    }

    static func reference(_ a: Cloud, _ b: Cloud) -> (Float, Int32, Int32) {
        var best: (Float, Int32, Int32) = (.infinity, -1, -1)
        for i in a.x.indices {
            for j in b.x.indices {
                let dx = a.x[i] - b.x[j], dy = a.y[i] - b.y[j], dz = a.z[i] - b.z[j]
                let squared = (dx * dx + dy * dy) + dz * dz
                if squared < best.0 { best = (squared, Int32(i), Int32(j)) }
            }
        }
        return best
    }

    @Test("every variant finds the same pair, ties and NaN included", arguments: variants)
    func equalsReference(variant: fathom_variant) throws {
        let kernels = try #require(fathom_kernels_of(variant))
        var random = Seeded(11)
        for round in 0..<150 {
            let step: Float = round.isMultiple(of: 2) ? 0.013 : 0.3
            let nanShare = round.isMultiple(of: 5) ? 20 : 0
            let a = Cloud(count: .random(in: 0...41, using: &random), step: step, nanShare: nanShare, &random)
            let b = Cloud(count: .random(in: 0...41, using: &random), step: step, nanShare: nanShare, &random)
            let pair = a.withPoints { first in b.withPoints { kernels.pointee.nearest_squared(first, $0) } }
            let expected = Self.reference(a, b)
            #expect(pair.squared_distance == expected.0)
            #expect(pair.first == expected.1)
            #expect(pair.second == expected.2)
        }
    }

    @Test("no finite pair gives no indices")
    func withoutPair() {
        var random = Seeded(1)
        let empty = Cloud(count: 0, step: 1, nanShare: 0, &random)
        let lost = Cloud(count: 9, step: 1, nanShare: 100, &random)
        for (a, b) in [(empty, empty), (lost, empty), (lost, lost)] {
            let pair = a.withPoints { first in b.withPoints { fathom_nearest_squared(first, $0) } }
            #expect(pair.squared_distance == .infinity)
            #expect(pair.first == -1 && pair.second == -1)
        }
    }
}
