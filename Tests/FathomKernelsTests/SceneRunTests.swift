import Fathom
import FathomKernels
import Testing

/// Kernels that look at cells one by one or add up runs of them, against the plain form.
@Suite("Scene runs")
struct SceneRunTests {
    /// Kinds, links, labels, depths and colours of a small image.
    struct Cells {
        var width: Int
        var height: Int
        var kind: [UInt8]
        var links: [UInt8]
        var labels: [UInt16]
        var z: [Float]
        var colors: [UInt32]

        init(_ random: inout SplitMix64) {
            (width, height) = (Int.random(in: 1...70, using: &random), Int.random(in: 1...9, using: &random))
            let (width, height) = (width, height)
            let count = width * height
            kind = (0..<count).map { _ in .random(in: 0...3, using: &random) }
            links = (0..<count).map { cell in
                let right: UInt8 = cell % width + 1 < width && Int.random(in: 0..<4, using: &random) > 0 ? 1 : 0
                let down: UInt8 = cell / width + 1 < height && Int.random(in: 0..<4, using: &random) > 0 ? 2 : 0
                return right | down
            }
            labels = (0..<count).map { _ in UInt16(max(0, Int.random(in: -1...2, using: &random))) }
            z = (0..<count).map { _ in max(0, Float.random(in: -0.2...2, using: &random)) }
            colors = (0..<count).map { _ in
                let grey = UInt32.random(in: 0...200, using: &random)
                return grey << 16 | grey << 8 | grey &+ UInt32.random(in: 0...55, using: &random)
            }
        }

        var count: Int { width * height }
        var size: (Int32, Int32) { (Int32(width), Int32(height)) }

        /// The cell beside another, or `nil` outside of the image.
        func beside(_ cell: Int, _ across: Int, _ along: Int) -> Int? {
            let (x, y) = (cell % width + across, cell / width + along)
            return x >= 0 && y >= 0 && x < width && y < height ? y * width + x : nil
        }

        func isLinked(_ cell: Int, _ across: Int, _ along: Int) -> Bool {
            guard let other = beside(cell, across, along) else { return false }
            return links[min(cell, other)] & (across != 0 ? 1 : 2) != 0
        }

        func ties(_ cell: Int) -> UInt8 {
            var bits: Int = 0
            for (across, along, bit) in [(-1, 0, FATHOM_SCENE_LEFT), (0, -1, FATHOM_SCENE_ABOVE)] {
                guard let other = beside(cell, across, along) else { continue }
                let joins = [FATHOM_SCENE_PLANE, FATHOM_SCENE_SMOOTH].contains(Int(kind[cell]))
                if joins, kind[other] == kind[cell], isLinked(cell, across, along) { bits |= Int(bit) }
                if kind[cell] == FATHOM_SCENE_NONE, kind[other] != FATHOM_SCENE_NONE { bits |= Int(FATHOM_SCENE_HOLE) }
            }
            return UInt8(bits)
        }

        func growth(_ cell: Int) -> UInt8 {
            guard kind[cell] == FATHOM_SCENE_CREASE else { return 0 }
            for (across, along, from) in [
                (0, -1, FATHOM_SCENE_FROM_ABOVE), (-1, 0, FATHOM_SCENE_FROM_LEFT), (1, 0, FATHOM_SCENE_FROM_RIGHT),
                (0, 1, FATHOM_SCENE_FROM_BELOW),
            ] {
                guard let other = beside(cell, across, along) else { continue }
                if kind[other] == FATHOM_SCENE_SMOOTH, isLinked(cell, across, along) { return UInt8(from) }
            }
            return UInt8(FATHOM_SCENE_ALONE)
        }

        func outline(_ cell: Int) -> UInt8 {
            guard labels[cell] > 0 else { return 0 }
            let isInside = [(-1, 0), (1, 0), (0, -1), (0, 1)].allSatisfy { across, along in
                beside(cell, across, along).map { labels[$0] == labels[cell] } ?? false
            }
            return UInt8((z[cell] > 0 ? FATHOM_SCENE_MEASURED : 0) + (isInside ? FATHOM_SCENE_INSIDE : 0))
        }

        func changes(_ cell: Int, apart: Int) -> UInt8 {
            guard cell / width % apart == 0 else { return 0 }
            func changes(_ across: Int, _ along: Int) -> Bool {
                beside(cell, across, along).map { !isShade(colors[cell], colors[$0]) } ?? false
            }
            return (changes(apart, 0) ? 1 : 0) + (changes(0, apart) ? 2 : 0)
        }

        private func isShade(_ one: UInt32, _ two: UInt32) -> Bool {
            func channels(_ color: UInt32) -> SIMD3<Float> {
                SIMD3(Float(color >> 16 & 255), Float(color >> 8 & 255), Float(color & 255))
            }
            let (p, q) = (channels(one), channels(two))
            let (a, b, product) = ((p * p).sum(), (q * q).sum(), (p * q).sum())
            let limit: Float = Float(0.12) * Float(0.12) * max(a, 2500) * max(b, 2500)
            return a * b - product * product <= limit && max(a, b) <= 36 * (min(a, b) + 400)
        }
    }

    @Test("every variant tells of each cell what the plain form does", arguments: variants)
    func equalsReference(variant: fathom_variant) throws {
        let kernels = try #require(fathom_kernels_of(variant)).pointee
        var random = SplitMix64(seed: 31)
        for _ in 0..<60 {
            let cells = Cells(&random)
            let (width, height) = cells.size
            let empty = [UInt8](repeating: 0, count: cells.count)
            var (ties, growth, outline, changes) = (empty, empty, empty, empty)
            kernels.scene_ties(cells.kind, cells.links, width, height, &ties)
            kernels.scene_growth(cells.kind, cells.links, width, height, &growth)
            kernels.scene_outline(cells.labels, cells.z, width, height, &outline)
            kernels.scene_changes(cells.colors, Int(width), width, height, 2, 0.12, 6, &changes)
            #expect(ties == (0..<cells.count).map(cells.ties))
            #expect(growth == (0..<cells.count).map(cells.growth))
            #expect(outline == (0..<cells.count).map(cells.outline))
            #expect(changes == (0..<cells.count).map { cells.changes($0, apart: 2) })
        }
    }

    @Test("every variant adds up a run as the plain form does", arguments: variants)
    func addsUpRuns(variant: fathom_variant) throws {
        let kernels = try #require(fathom_kernels_of(variant)).pointee
        var random = SplitMix64(seed: 32)
        for count in 0..<90 {
            func floats(_ range: ClosedRange<Float>) -> [Float] {
                (0..<count).map { _ in .random(in: range, using: &random) }
            }
            let (x, y, z) = (floats(-1...1), floats(-1...1), floats(-0.5...3).map { max(0, $0) })
            let sum = kernels.scene_sum(x, y, z, Int32(count))
            let seen = (0..<count).filter { z[$0] > 0 }
            #expect(sum.measured == seen.count)
            #expect(sum.depth == seen.reduce(0) { $0 + Int32(z[$1] * 4096) })
            var nearest = Float.infinity
            for i in seen { nearest = min(nearest, x[i] * x[i] + y[i] * y[i] + z[i] * z[i]) }
            #expect(sum.nearest == nearest)

            let (plane, crease): ([Float], [Float]) = ([0.1, -0.9, 0.3, -0.2], floats(-2...2))
            let level = kernels.scene_level(z, x, y, crease, Int32(count), plane)
            let heights: [Float] = (0..<count).map { i in
                let slope: Float = plane[0] * x[i] + plane[1] * y[i] + plane[2]
                return z[i] * slope - plane[3]
            }
            #expect(level.lowest == heights.min() ?? .infinity)
            #expect(level.highest == heights.max() ?? -.infinity)
            #expect(level.inwards == inLanes(crease.map { max(-1, min(1, $0)) }))
            #expect(level.depth == inLanes(z))
        }
    }

    private func inLanes(_ values: [Float]) -> Float {
        var lanes = [Float](repeating: 0, count: 8)
        for (index, value) in values.enumerated() { lanes[index % 8] += value }
        return lanes.reduce(0, +)
    }
}
