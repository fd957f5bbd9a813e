internal import FathomKernels

/// Which patches touch, and along what sort of border; merges those that nothing parts.
final class PatchGraph {
    private(set) var count = 0
    /// By patch: the patch it was merged into.
    private(set) var roots: [Int] = []
    private var patches: [Patch] = []
    private var borders: [Border] = []
    /// Hash table of `borders` by pair: index plus one, 0 empty.
    private let table: UnsafeMutablePointer<Int32>
    private static let tableSize = 16384
    private static let maxBorders = 8192

    struct Patch {
        var cells = 0
    }

    /// Where two patches touch.
    struct Border {
        var first: Int
        var second: Int
        /// Pairs of neighbouring cells without a step between them.
        var length: Float = 0
        /// Sum of the crease along those.
        var crease: Float = 0
        /// Pairs with a step.
        var steps: Float = 0
    }

    init() {
        table = .allocate(capacity: Self.tableSize)
    }

    deinit {
        table.deallocate()
    }

    func cells(_ patch: Int) -> Int { patches[patch].cells }

    func build(_ finder: PatchFinder, grid: SceneGrid, surface: SceneSurface, model: fathom_depth_model) {
        count = finder.count
        patches.removeAll(keepingCapacity: true)
        patches.append(contentsOf: repeatElement(Patch(), count: count))
        roots.removeAll(keepingCapacity: true)
        roots.append(contentsOf: 0..<count)
        borders.removeAll(keepingCapacity: true)
        table.update(repeating: 0, count: Self.tableSize)
        let (width, height, patch) = (grid.width, grid.height, finder.patch)
        for y in 0..<height {
            for x in 0..<width {
                let cell = y * width + x
                let own = patch[cell]
                guard own >= 0 else { continue }
                patches[Int(own)].cells += 1
                let place = surface.origin + y * surface.pitch + x
                if x + 1 < width, patch[cell + 1] >= 0, patch[cell + 1] != own {
                    touch(Int(own), Int(patch[cell + 1]), place, place + 1, surface, model)
                }
                if y + 1 < height, patch[cell + width] >= 0, patch[cell + width] != own {
                    touch(Int(own), Int(patch[cell + width]), place, place + surface.pitch, surface, model)
                }
            }
        }
    }

    private func touch(
        _ one: Int, _ two: Int, _ place: Int, _ other: Int, _ surface: SceneSurface, _ model: fathom_depth_model
    ) {
        guard let index = border(min(one, two), max(one, two)) else { return }
        let (z, crease) = (surface.z.base, surface.crease.base)
        if abs(z[place] - z[other]) < model.limit(z[place]) {
            borders[index].length += 1
            borders[index].crease += max(crease[place], crease[other])
        } else {
            borders[index].steps += 1
        }
    }

    private func border(_ first: Int, _ second: Int) -> Int? {
        var slot = (first &* 0x9E37 &+ second &* 0x85EB) & (Self.tableSize - 1)
        while table[slot] != 0 {
            let index = Int(table[slot]) - 1
            if borders[index].first == first, borders[index].second == second { return index }
            slot = (slot + 1) & (Self.tableSize - 1)
        }
        guard borders.count < Self.maxBorders else { return nil }
        borders.append(Border(first: first, second: second))
        table[slot] = Int32(borders.count)
        return borders.count - 1
    }

    /// Merges the pair with the weakest border first, until every border left parts two things.
    func merge() {
        while true {
            var best: (index: Int, cost: Float)?
            for index in borders.indices {
                guard let cost = cost(borders[index]), cost < best?.cost ?? .infinity else { continue }
                best = (index, cost)
            }
            guard let best else { break }
            unite(borders[best.index].first, borders[best.index].second)
        }
        for patch in 0..<count { roots[patch] = root(patch) }
    }

    /// Mean crease of a border that does not part its sides; `nil` for one that does.
    private func cost(_ border: Border) -> Float? {
        guard border.length > 0, border.length >= border.steps else { return nil }
        let smaller = min(patches[border.first].cells, patches[border.second].cells)
        let crease = border.crease / border.length
        // A sliver has no surface of its own.
        let limit: Float = smaller < 25 ? 3 : 1.5
        return crease < limit ? crease : nil
    }

    private func root(_ patch: Int) -> Int {
        var patch = patch
        while roots[patch] != patch { patch = roots[patch] }
        return patch
    }

    private func unite(_ first: Int, _ second: Int) {
        let (kept, gone) = patches[first].cells >= patches[second].cells ? (first, second) : (second, first)
        roots[gone] = kept
        patches[kept].cells += patches[gone].cells
        patches[gone].cells = 0
        var index = 0
        while index < borders.count {
            if borders[index].first == gone { borders[index].first = kept }
            if borders[index].second == gone { borders[index].second = kept }
            let border = borders[index]
            let isTouched = border.first == kept || border.second == kept
            if border.first == border.second {
                borders.remove(at: index)
                continue
            }
            if isTouched {
                let pair = (min(border.first, border.second), max(border.first, border.second))
                (borders[index].first, borders[index].second) = pair
                if let same = borders[..<index].firstIndex(where: { $0.first == pair.0 && $0.second == pair.1 }) {
                    borders[same].length += border.length
                    borders[same].crease += border.crease
                    borders[same].steps += border.steps
                    borders.remove(at: index)
                    continue
                }
            }
            index += 1
        }
    }
}
