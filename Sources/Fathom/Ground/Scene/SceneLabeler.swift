internal import FathomKernels

/// Turns merged patches into labels, the largest thing's first.
final class SceneLabeler {
    /// By label: the thing with label k is at k − 1.
    private(set) var regions: [SceneSegmenter.Region] = []

    private let splitter = ColorSplitter()
    /// By number of a thing before the order is known.
    private var found: [SceneSegmenter.Region] = []
    private var changes: [Int] = []
    private var order: [Int] = []
    private var labelOf: [UInt16] = []
    /// By cell: where its colour changes.
    private let changed: UnsafeMutablePointer<UInt8> = .allocate(capacity: SceneGrid.maxCells)

    /// Widest hole in the depth of a thing that is still taken for the thing, metres.
    private static let widestHole: Float = 0.03

    deinit {
        changed.deallocate()
    }

    func label(
        _ finder: PatchFinder, graph: PatchGraph, grid: SceneGrid, surface: SceneSurface, hasColor: Bool,
        footprint: Float
    ) {
        let patch = finder.patch
        count(finder, graph, grid)
        if hasColor { splitByColor(patch, grid, surface) }
        rank()
        write(patch, grid)
        fillHoles(finder, grid, footprint)
        toPixels(grid)
    }

    /// Follows each cell to the patch that its own was merged into, and measures those.
    private func count(_ finder: PatchFinder, _ graph: PatchGraph, _ grid: SceneGrid) {
        let (roots, patches, width, runs) = (graph.roots, graph.patches, grid.width, finder.runs)
        found.removeAll(keepingCapacity: true)
        found.append(contentsOf: repeatElement(SceneSegmenter.Region(), count: graph.count))
        found.withUnsafeMutableBufferPointer { found in
            for place in 0..<runs.count {
                let run = runs.base[place]
                let root = roots[Int(run.number)]
                let isPlane = patches[Int(root)].isPlane
                let (y, x) = (Int(run.row), Int(run.column))
                let own = finder.patch + (y &* width &+ x)
                if isPlane || root != run.number { own.update(repeating: isPlane ? -1 : root, count: Int(run.count)) }
                if !isPlane { found[Int(root)].add(x..<(x &+ Int(run.count)), y) }
            }
        }
    }

    /// Counts how often colour changes in each thing, at every other cell.
    private func countChanges(_ patch: UnsafeMutablePointer<Int32>, _ grid: SceneGrid) {
        let (width, changed) = (grid.width, changed)
        fathom_scene_changes(
            grid.color, width, Int32(width), Int32(grid.height), 2, ColorSplitter.alike.sine, ColorSplitter.alike.ratio,
            changed)
        changes.removeAll(keepingCapacity: true)
        changes.append(contentsOf: repeatElement(0, count: found.count))
        changes.withUnsafeMutableBufferPointer { changes in
            for y in stride(from: 0, to: grid.height - 2, by: 2) {
                let row = y &* width
                var x = 0
                while x < width &- 2 {
                    let cell = row &+ x
                    if x &+ 10 <= width, UnsafeRawPointer(changed + cell).loadUnaligned(as: UInt64.self) == 0 {
                        x &+= 8
                        continue
                    }
                    let (own, change) = (patch[cell], changed[cell])
                    x &+= 2
                    guard change != 0, own >= 0 else { continue }
                    if change & 1 != 0, patch[cell &+ 2] == own { changes[Int(own)] &+= 1 }
                    if change & 2 != 0, patch[cell &+ 2 &* width] == own { changes[Int(own)] &+= 1 }
                }
            }
        }
    }

    private func splitByColor(_ patch: UnsafeMutablePointer<Int32>, _ grid: SceneGrid, _ surface: SceneSurface) {
        countChanges(patch, grid)
        for index in 0..<found.count where ColorSplitter.mayPart(cells: found[index].cells, changes: changes[index]) {
            let region = found[index]
            let added = splitter.split(
                Int32(index), box: region.bounds, cells: Int32(region.cells), next: Int32(found.count), labels: patch,
                grid: grid, surface: surface)
            guard added > 0 else { continue }
            let first = found.count
            found[index] = SceneSegmenter.Region()
            found.append(contentsOf: repeatElement(SceneSegmenter.Region(), count: Int(added)))
            for y in region.bounds.yMin...region.bounds.yMax {
                for x in region.bounds.xMin...region.bounds.xMax {
                    let number = Int(patch[y * grid.width + x])
                    if number == index || number >= first { found[number].add(x..<(x + 1), y) }
                }
            }
        }
    }

    private func rank() {
        order.removeAll(keepingCapacity: true)
        for number in found.indices where found[number].cells >= SceneSegmenter.minCells { order.append(number) }
        order.sort { (found[$0].cells, $1) > (found[$1].cells, $0) }
        if order.count > SceneSegmenter.maxRegions { order.removeLast(order.count - SceneSegmenter.maxRegions) }
        labelOf.removeAll(keepingCapacity: true)
        labelOf.append(contentsOf: repeatElement(0, count: found.count + 1))
        regions.removeAll(keepingCapacity: true)
        for (place, number) in order.enumerated() {
            labelOf[number + 1] = UInt16(place + 1)
            regions.append(found[number])
        }
    }

    private func write(_ patch: UnsafeMutablePointer<Int32>, _ grid: SceneGrid) {
        let labels = grid.labels
        labelOf.withUnsafeBufferPointer { labelOf in
            for cell in 0..<grid.count { labels[cell] = labelOf[Int(patch[cell]) + 1] }
        }
    }

    /// Gives cells without depth to the thing that they lie within, left and right or above and below.
    private func fillHoles(_ finder: PatchFinder, _ grid: SceneGrid, _ footprint: Float) {
        let (labels, z, width, count) = (grid.labels, grid.z, grid.width, grid.count)
        /// The hole that begins at `cell`, `step` from cell to cell, before `end`.
        func look(_ cell: Int, _ step: Int, _ end: Int) {
            let last = cell - step
            let label = labels[last]
            guard label > 0, z[last] > 0 else { return }
            var next = cell + step
            while next < end, z[next] <= 0 { next += step }
            let cells = (next - last) / step
            guard next < end, labels[next] == label, Float(cells) * footprint * z[next] <= Self.widestHole else {
                return
            }
            fill(last, step, cells, label, grid)
        }
        for place in 0..<finder.holeCount {
            let cell = Int(finder.holes[place])
            let start = cell / width * width
            if cell > start { look(cell, 1, start + width) }
        }
        for place in 0..<finder.holeCount {
            let cell = Int(finder.holes[place])
            if cell >= width { look(cell, width, count) }
        }
    }

    /// Fills the cells without depth between two of a thing.
    private func fill(_ start: Int, _ step: Int, _ count: Int, _ label: UInt16, _ grid: SceneGrid) {
        for place in 1..<count where grid.labels[start + place * step] == 0 {
            grid.labels[start + place * step] = label
            regions[Int(label) - 1].cells += 1
        }
    }

    private func toPixels(_ grid: SceneGrid) {
        let last = grid.stride - 1
        for index in regions.indices {
            let bounds = regions[index].bounds
            regions[index].bounds = PixelBounds(
                xMin: grid.pixel(bounds.xMin), yMin: grid.pixel(bounds.yMin), xMax: grid.pixel(bounds.xMax) + last,
                yMax: grid.pixel(bounds.yMax) + last)
        }
    }
}

extension SceneSegmenter.Region {
    @inline(__always)
    fileprivate mutating func add(_ columns: Range<Int>, _ y: Int) {
        cells += columns.count
        bounds.xMin = min(bounds.xMin, columns.lowerBound)
        bounds.yMin = min(bounds.yMin, y)
        bounds.xMax = max(bounds.xMax, columns.upperBound - 1)
        bounds.yMax = max(bounds.yMax, y)
    }
}
