internal import FathomKernels

/// Parts a frame's cells into smooth patches: runs of cells off the planes without a step or a crease between them, joined by
/// union-find, then grown into the creases.
final class PatchFinder {
    /// By cell: index of the patch, −1 for none.
    private(set) var patch: UnsafeMutablePointer<Int32> = .allocate(capacity: 0)
    private(set) var count = 0

    /// By patch: whether it is a piece of a support plane, cut off from the rest.
    private(set) var isPlane: [Bool] = []

    static let maxPatches = 2048
    /// Cells of a patch that stands for itself; smaller ones are taken by what is around them.
    private static let minCells = 4

    /// What a cell may be before it is of a patch.
    private enum Kind {
        static let none: UInt8 = 0
        static let plane: UInt8 = 1
        static let smooth: UInt8 = 2
        static let crease: UInt8 = 3
    }

    private var kind: UnsafeMutablePointer<UInt8> = .allocate(capacity: 0)
    private var queue: UnsafeMutablePointer<Int32> = .allocate(capacity: 0)
    private var parent: UnsafeMutablePointer<Int32> = .allocate(capacity: 0)
    private var size: UnsafeMutablePointer<Int32> = .allocate(capacity: 0)
    /// By label before numbering.
    private var ofPlane: UnsafeMutablePointer<Bool> = .allocate(capacity: 0)
    private var capacity = 0

    deinit {
        deallocate()
    }

    private func deallocate() {
        patch.deallocate()
        kind.deallocate()
        queue.deallocate()
        parent.deallocate()
        size.deallocate()
        ofPlane.deallocate()
    }

    func find(grid: SceneGrid, surface: SceneSurface, planes: [PlaneFollower.Followed]) {
        reserve(grid.count)
        classify(grid, surface, planes)
        join(grid, surface)
        grow(grid, surface)
    }

    private func reserve(_ cells: Int) {
        guard cells > capacity else { return }
        deallocate()
        capacity = cells
        patch = .allocate(capacity: cells)
        kind = .allocate(capacity: cells)
        queue = .allocate(capacity: cells)
        parent = .allocate(capacity: cells)
        size = .allocate(capacity: cells)
        ofPlane = .allocate(capacity: cells)
    }

    private func classify(_ grid: SceneGrid, _ surface: SceneSurface, _ planes: [PlaneFollower.Followed]) {
        grid.planeOf.update(repeating: 0, count: grid.count)
        let (z, crease) = (surface.z.base, surface.crease.base)
        for y in 0..<grid.height {
            let (row, out) = (surface.origin + y * surface.pitch, y * grid.width)
            for x in 0..<grid.width {
                let depth = z[row + x]
                kind[out + x] = depth <= 0 ? Kind.none : crease[row + x] >= 1 ? Kind.crease : Kind.smooth
            }
            for plane in planes { take(plane, row, out, grid, surface) }
        }
    }

    /// Takes out of one row what lies on a plane; what crosses it at another slope is a thing's.
    private func take(
        _ plane: PlaneFollower.Followed, _ row: Int, _ out: Int, _ grid: SceneGrid, _ surface: SceneSurface
    ) {
        let (a, b, c) = (Float(plane.normal.x), Float(plane.normal.y), Float(plane.normal.z))
        let d = Float(plane.offset)
        let (z, rayX, rayY) = (surface.z.base + row, surface.rayX.base + row, surface.rayY.base + row)
        let (nx, ny, nz) = (surface.nx.base + row, surface.ny.base + row, surface.nz.base + row)
        for x in 0..<grid.width {
            let depth = z[x]
            let height = depth * (a * rayX[x] + b * rayY[x] + c) - d
            let limit = plane.least + plane.slope.0 + depth * (plane.slope.1 + depth * plane.slope.2)
            guard depth > 0, height < limit, height > -3 * limit else { continue }
            let slope = a * nx[x] + b * ny[x] + c * nz[x]
            if slope > 0.8 || nz[x] == 0 {
                kind[out + x] = Kind.plane
                grid.planeOf[out + x] = UInt8(plane.index + 1)
            } else {
                kind[out + x] = Kind.crease
            }
        }
    }

    private func root(_ label: Int32) -> Int32 {
        var label = label
        while parent[Int(label)] != label {
            parent[Int(label)] = parent[Int(parent[Int(label)])]
            label = parent[Int(label)]
        }
        return label
    }

    private func join(_ grid: SceneGrid, _ surface: SceneSurface) {
        var labels: Int32 = 0
        let width = grid.width
        let links = surface.links
        for y in 0..<grid.height {
            let out = y * width
            for x in 0..<width {
                let cell = out + x
                let own = kind[cell]
                guard own == Kind.smooth || own == Kind.plane else {
                    patch[cell] = -1
                    continue
                }
                var label: Int32 = -1
                if x > 0, kind[cell - 1] == own, links[cell - 1] & 1 != 0 { label = patch[cell - 1] }
                if y > 0, kind[cell - width] == own, links[cell - width] & 2 != 0 {
                    let other = patch[cell - width]
                    if label < 0 {
                        label = other
                    } else if label != other {
                        let (one, two) = (root(label), root(other))
                        if one < two { parent[Int(two)] = one } else { parent[Int(one)] = two }
                    }
                }
                if label < 0 {
                    label = labels
                    parent[Int(labels)] = labels
                    size[Int(labels)] = 0
                    labels += 1
                }
                patch[cell] = label
                size[Int(label)] += 1
            }
        }
        number(labels, grid)
    }

    /// Numbers the patches that are large enough from 0; cells of the others become crease.
    private func number(_ labels: Int32, _ grid: SceneGrid) {
        for label in 0..<labels {
            let root = root(label)
            if root != label { size[Int(root)] += size[Int(label)] }
        }
        count = 0
        ofPlane.update(repeating: false, count: Int(labels))
        isPlane.removeAll(keepingCapacity: true)
        for cell in 0..<grid.count where kind[cell] == Kind.plane { ofPlane[Int(patch[cell])] = true }
        // The table is far larger than what of it shows in a bowl or through a handle.
        var largest: Int32 = 0
        for label in 0..<Int(labels) where ofPlane[label] && parent[label] == label {
            largest = max(largest, size[label])
        }
        // Roots come before what hangs on them; `size` turns from cells into the number.
        for label in 0..<Int(labels) {
            let root = Int(root(Int32(label)))
            if root != label {
                size[label] = size[root]
            } else if size[label] >= Self.minCells, count < Self.maxPatches,
                !ofPlane[label] || size[label] * 4 < largest
            {
                size[label] = Int32(count)
                isPlane.append(ofPlane[label])
                count += 1
            } else {
                size[label] = -1
            }
        }
        for cell in 0..<grid.count where patch[cell] >= 0 {
            let number = size[Int(patch[cell])]
            patch[cell] = number
            if number < 0, kind[cell] == Kind.smooth { kind[cell] = Kind.crease }
        }
    }

    /// Grows the patches into the creases, all at the same speed.
    private func grow(_ grid: SceneGrid, _ surface: SceneSurface) {
        let (width, height) = (grid.width, grid.height)
        let links = surface.links
        var end = 0
        func open(_ cell: Int) -> Bool { kind[cell] == Kind.crease && patch[cell] < 0 }
        for y in 0..<height {
            for x in 0..<width {
                let cell = y * width + x
                guard patch[cell] >= 0, kind[cell] == Kind.smooth else { continue }
                if (x > 0 && open(cell - 1)) || (x + 1 < width && open(cell + 1)) || (y > 0 && open(cell - width))
                    || (y + 1 < height && open(cell + width))
                {
                    queue[end] = Int32(cell)
                    end += 1
                }
            }
        }
        var next = 0
        while next < end {
            let cell = Int(queue[next])
            next += 1
            let (y, x) = cell.quotientAndRemainder(dividingBy: width)
            func take(_ other: Int) {
                guard open(other) else { return }
                patch[other] = patch[cell]
                queue[end] = Int32(other)
                end += 1
            }
            if x > 0, links[cell - 1] & 1 != 0 { take(cell - 1) }
            if x + 1 < width, links[cell] & 1 != 0 { take(cell + 1) }
            if y > 0, links[cell - width] & 2 != 0 { take(cell - width) }
            if y + 1 < height, links[cell] & 2 != 0 { take(cell + width) }
        }
    }
}
