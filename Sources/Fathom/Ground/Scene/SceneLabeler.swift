/// Turns merged patches into labels, the largest thing's first.
final class SceneLabeler {
    /// By label: the thing with label k is at k − 1.
    private(set) var regions: [SceneSegmenter.Region] = []

    private let splitter = ColorSplitter()
    /// By number of a thing before the order is known.
    private var found: [SceneSegmenter.Region] = []
    private var changes: [Int] = []
    private var order: [Int] = []
    /// By column of the grid: the row of the last cell with depth.
    private let above: UnsafeMutablePointer<Int32> = .allocate(capacity: SceneGrid.maxCells)
    private var labelOf: [UInt16] = []

    /// Widest hole in the depth of a thing that is still taken for the thing, metres.
    private static let widestHole: Float = 0.03

    deinit {
        above.deallocate()
    }

    func label(
        _ patch: UnsafeMutablePointer<Int32>, graph: PatchGraph, grid: SceneGrid, surface: SceneSurface,
        hasColor: Bool, footprint: Float
    ) {
        count(patch, graph, grid)
        if hasColor { splitByColor(patch, grid, surface) }
        rank()
        write(patch, grid)
        fillHoles(grid, footprint)
        toPixels(grid)
    }

    /// Follows each cell to the patch that its own was merged into, and measures those.
    private func count(_ patch: UnsafeMutablePointer<Int32>, _ graph: PatchGraph, _ grid: SceneGrid) {
        let (roots, patches, width) = (graph.roots, graph.patches, grid.width)
        found.removeAll(keepingCapacity: true)
        found.append(contentsOf: repeatElement(SceneSegmenter.Region(), count: graph.count))
        found.withUnsafeMutableBufferPointer { found in
            for y in 0..<grid.height {
                let own = patch + y * width
                var x = 0
                while x < width {
                    let start = x
                    let number = own[x]
                    x += 1
                    guard number >= 0 else { continue }
                    while x < width, own[x] == number { x += 1 }
                    let root = roots[Int(number)]
                    let isPlane = patches[Int(root)].isPlane
                    (own + start).update(repeating: isPlane ? -1 : root, count: x - start)
                    if !isPlane { found[Int(root)].add(start..<x, y) }
                }
            }
        }
    }

    /// Counts how often colour changes in each thing, at every other cell.
    private func countChanges(_ patch: UnsafeMutablePointer<Int32>, _ grid: SceneGrid) {
        let (width, colors) = (grid.width, grid.color)
        changes.removeAll(keepingCapacity: true)
        changes.append(contentsOf: repeatElement(0, count: found.count))
        changes.withUnsafeMutableBufferPointer { changes in
            for y in stride(from: 0, to: grid.height - 2, by: 2) {
                for x in stride(from: 0, to: width - 2, by: 2) where patch[y * width + x] >= 0 {
                    let cell = y * width + x
                    let own = patch[cell]
                    let color = SceneColor.channels(colors[cell])
                    if patch[cell + 2] == own, !ColorSplitter.isAlike(color, colors[cell + 2]) {
                        changes[Int(own)] += 1
                    }
                    if patch[cell + 2 * width] == own, !ColorSplitter.isAlike(color, colors[cell + 2 * width]) {
                        changes[Int(own)] += 1
                    }
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
    private func fillHoles(_ grid: SceneGrid, _ footprint: Float) {
        let (labels, z, width, above) = (grid.labels, grid.z, grid.width, above)
        for y in 0..<grid.height {
            var last = -1
            for x in (y * width)..<((y + 1) * width) where z[x] > 0 {
                let label = labels[x]
                if last >= 0, x - last > 1, label > 0, labels[last] == label,
                    Float(x - last) * footprint * z[x] <= Self.widestHole
                {
                    fill(last, 1, x - last, label, grid)
                }
                last = x
            }
        }
        for x in 0..<width { above[x] = -1 }
        for y in 0..<grid.height {
            for x in 0..<width where z[y * width + x] > 0 {
                let (cell, last) = (y * width + x, Int(above[x]))
                above[x] = Int32(y)
                guard last >= 0, y - last > 1 else { continue }
                let label = labels[cell]
                guard label > 0, labels[last * width + x] == label,
                    Float(y - last) * footprint * z[cell] <= Self.widestHole
                else { continue }
                fill(last * width + x, width, y - last, label, grid)
            }
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
