/// Turns merged patches into labels, the largest thing's first.
final class SceneLabeler {
    /// By label: the thing with label k is at k − 1.
    private(set) var regions: [SceneSegmenter.Region] = []

    private let splitter = ColorSplitter()
    /// By number of a thing before the order is known.
    private var found: [SceneSegmenter.Region] = []
    private var order: [Int] = []
    private var labelOf: [UInt16] = []

    /// Widest hole in the depth of a thing that is still taken for the thing, metres.
    private static let widestHole: Float = 0.03

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
                for x in 0..<width where patch[y * width + x] >= 0 {
                    let root = roots[Int(patch[y * width + x])]
                    guard !patches[Int(root)].isPlane else {
                        patch[y * width + x] = -1
                        continue
                    }
                    patch[y * width + x] = root
                    found[Int(root)].add(x, y)
                }
            }
        }
    }

    private func splitByColor(_ patch: UnsafeMutablePointer<Int32>, _ grid: SceneGrid, _ surface: SceneSurface) {
        for index in 0..<found.count where found[index].cells > 0 {
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
                    if number == index || number >= first { found[number].add(x, y) }
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
        let (labels, z, width) = (grid.labels, grid.z, grid.width)
        for region in regions.indices {
            let box = regions[region].bounds
            let label = UInt16(region + 1)
            guard box.xMin <= box.xMax else { continue }
            for y in box.yMin...box.yMax {
                var last = -1
                for x in box.xMin...box.xMax where labels[y * width + x] == label && z[y * width + x] > 0 {
                    if last >= 0, x - last > 1, Float(x - last) * footprint * z[y * width + x] <= Self.widestHole {
                        fill(y * width + last, 1, x - last, label, region, grid)
                    }
                    last = x
                }
            }
            for x in box.xMin...box.xMax {
                var last = -1
                for y in box.yMin...box.yMax where labels[y * width + x] == label && z[y * width + x] > 0 {
                    if last >= 0, y - last > 1, Float(y - last) * footprint * z[y * width + x] <= Self.widestHole {
                        fill(last * width + x, width, y - last, label, region, grid)
                    }
                    last = y
                }
            }
        }
    }

    /// Fills the cells between two of a thing, if there is nothing but holes.
    private func fill(_ start: Int, _ step: Int, _ count: Int, _ label: UInt16, _ region: Int, _ grid: SceneGrid) {
        for place in 1..<count {
            let cell = start + place * step
            guard grid.z[cell] == 0, grid.labels[cell] == 0 || grid.labels[cell] == label else { return }
        }
        for place in 1..<count where grid.labels[start + place * step] == 0 {
            grid.labels[start + place * step] = label
            regions[region].cells += 1
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
    fileprivate mutating func add(_ x: Int, _ y: Int) {
        cells += 1
        bounds.xMin = min(bounds.xMin, x)
        bounds.yMin = min(bounds.yMin, y)
        bounds.xMax = max(bounds.xMax, x)
        bounds.yMax = max(bounds.yMax, y)
    }
}
