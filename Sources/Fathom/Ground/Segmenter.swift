/// Splits a mask into pieces that are connected in the image *and* in depth.
///
/// Works on runs of pixels, not on pixels: rows are cut into runs where the mask ends or the depth steps, runs of neighbouring
/// rows that touch without a step are united (Rosenfeld and Pfaltz 1966; union–find with path halving).
final class Segmenter {
    static let maxRuns = 1 << 16
    static let maxComponents = 4096

    /// A run [x0, x1) of row y.
    private struct Run {
        var x0: Int32
        var x1: Int32
        var y: Int32
        var parent: Int32
    }

    private let runs: UnsafeMutablePointer<Run>
    private var runCount = 0
    private let stats: UnsafeMutablePointer<Component>
    /// Pieces of the last image, in the order of their first pixel, and the run that stands for each.
    private(set) var components: [Component] = []
    private var roots: [Int32] = []

    init() {
        runs = .allocate(capacity: Self.maxRuns)
        stats = .allocate(capacity: Self.maxRuns)
        components.reserveCapacity(Self.maxComponents)
        roots.reserveCapacity(Self.maxComponents)
    }

    deinit {
        runs.deallocate()
        stats.deallocate()
    }

    /// Finds the pieces of at least `minPixels` pixels of `mask` (0: outside, else a weight; `width` bytes a row).
    func segment(
        mask: UnsafePointer<UInt8>, depth: DepthImage, projection: Projection, noise: DepthNoise, minPixels: Int
    ) {
        runCount = 0
        var previous = 0..<0
        for y in 0..<depth.height {
            let start = runCount
            addRuns(y, mask + y * depth.width, depth, projection, noise)
            unite(previous, start..<runCount, depth, projection, noise)
            previous = start..<runCount
        }
        collect(minPixels)
    }

    /// Calls `body` for each run of the piece at `index` of `components`.
    func forEachRun(of index: Int, _ body: (_ y: Int, _ x: Range<Int>) -> Void) {
        let root = roots[index]
        for run in 0..<runCount where find(Int32(run)) == root {
            body(Int(runs[run].y), Int(runs[run].x0)..<Int(runs[run].x1))
        }
    }

    /// Indices of the `count` largest pieces, in the order of their first pixel.
    func largest(_ count: Int) -> [Int] {
        guard components.count > count else { return Array(components.indices) }
        let bySize = components.indices.sorted { (components[$0].pixels, $1) > (components[$1].pixels, $0) }
        return bySize.prefix(count).sorted()
    }

    private func addRuns(
        _ y: Int, _ row: UnsafePointer<UInt8>, _ depth: DepthImage, _ projection: Projection, _ noise: DepthNoise
    ) {
        let width = depth.width
        var x = 0
        while x < width {
            // Eight empty pixels at once.
            while x + 8 <= width, UnsafeRawPointer(row + x).loadUnaligned(as: UInt64.self) == 0 { x += 8 }
            while x < width, row[x] == 0 { x += 1 }
            guard x < width else { break }
            var last = depth.meters(x: x, y: y)
            guard last > 0 else {
                x += 1
                continue
            }
            guard runCount < Self.maxRuns else { return }
            let step = Float(noise.step(Double(last), footprint: projection.footprint(depth: Double(last))))
            var piece = Component(
                xMin: x, xMax: x, yMin: y, yMax: y, pixels: 1, weight: Int(row[x]),
                named: row[x] >= Component.namedWeight ? 1 : 0, depth: Double(last))
            let x0 = x
            x += 1
            while x < width, row[x] != 0 {
                let z = depth.meters(x: x, y: y)
                guard z > 0, abs(z - last) <= step else { break }
                last = z
                piece.pixels += 1
                piece.weight += Int(row[x])
                if row[x] >= Component.namedWeight { piece.named += 1 }
                piece.depth += Double(z)
                x += 1
            }
            piece.xMax = x - 1
            runs[runCount] = Run(x0: Int32(x0), x1: Int32(x), y: Int32(y), parent: Int32(runCount))
            stats[runCount] = piece
            runCount += 1
        }
    }

    private func unite(
        _ above: Range<Int>, _ below: Range<Int>, _ depth: DepthImage, _ projection: Projection, _ noise: DepthNoise
    ) {
        var i = above.lowerBound
        var j = below.lowerBound
        while i < above.upperBound, j < below.upperBound {
            let x0 = max(runs[i].x0, runs[j].x0)
            let x1 = min(runs[i].x1, runs[j].x1)
            if x0 < x1, touches(x0, x1, Int(runs[j].y), depth, projection, noise) { join(Int32(i), Int32(j)) }
            if runs[i].x1 < runs[j].x1 { i += 1 } else { j += 1 }
        }
    }

    /// Whether the depth is continuous between row y − 1 and row y somewhere in [x0, x1): at its ends or its middle.
    private func touches(
        _ x0: Int32, _ x1: Int32, _ y: Int, _ depth: DepthImage, _ projection: Projection, _ noise: DepthNoise
    ) -> Bool {
        func isContinuous(_ x: Int32) -> Bool {
            let a = Double(depth.meters(x: Int(x), y: y - 1))
            let b = Double(depth.meters(x: Int(x), y: y))
            return abs(a - b) <= noise.step(a, footprint: projection.footprint(depth: a))
        }
        return isContinuous((x0 + x1 - 1) / 2) || isContinuous(x0) || isContinuous(x1 - 1)
    }

    private func find(_ run: Int32) -> Int32 {
        var run = run
        while runs[Int(run)].parent != run {
            runs[Int(run)].parent = runs[Int(runs[Int(run)].parent)].parent
            run = runs[Int(run)].parent
        }
        return run
    }

    private func join(_ a: Int32, _ b: Int32) {
        let a = find(a)
        let b = find(b)
        if a < b { runs[Int(b)].parent = a } else { runs[Int(a)].parent = b }
    }

    private func collect(_ minPixels: Int) {
        components.removeAll(keepingCapacity: true)
        roots.removeAll(keepingCapacity: true)
        for run in 0..<runCount {
            let root = Int(find(Int32(run)))
            if root != run { stats[root].merge(stats[run]) }
        }
        for run in 0..<runCount where runs[run].parent == Int32(run) && stats[run].pixels >= minPixels {
            guard roots.count < Self.maxComponents else { break }
            components.append(stats[run])
            roots.append(Int32(run))
        }
    }
}
