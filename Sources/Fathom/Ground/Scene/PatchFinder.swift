internal import FathomKernels

/// Parts a frame's cells into smooth patches: runs of cells off the planes without a step or a crease between them, joined by
/// union-find, then grown into the creases.
final class PatchFinder {
    /// By cell: index of the patch, −1 for none.
    let patch: UnsafeMutablePointer<Int32> = .allocate(capacity: SceneGrid.maxCells)
    private(set) var count = 0

    /// By patch: whether it is a piece of a support plane, cut off from the rest.
    private(set) var isPlane: [Bool] = []

    static let maxPatches = 2048
    /// Cells of a patch that stands for itself; smaller ones are taken by what is around them.
    private static let minCells = 4

    private enum Kind {
        static let plane = UInt8(FATHOM_SCENE_PLANE)
        static let smooth = UInt8(FATHOM_SCENE_SMOOTH)
        static let crease = UInt8(FATHOM_SCENE_CREASE)
    }

    private let kind: UnsafeMutablePointer<UInt8> = .allocate(capacity: SceneGrid.maxCells)
    private let open: UnsafeMutablePointer<Int32> = .allocate(capacity: SceneGrid.maxCells)
    private let parent: UnsafeMutablePointer<Int32> = .allocate(capacity: SceneGrid.maxCells)
    private let size: UnsafeMutablePointer<Int32> = .allocate(capacity: SceneGrid.maxCells)
    /// By label before numbering.
    private let ofPlane: UnsafeMutablePointer<Bool> = .allocate(capacity: SceneGrid.maxCells)

    private var openCount = 0

    deinit {
        patch.deallocate()
        kind.deallocate()
        open.deallocate()
        parent.deallocate()
        size.deallocate()
        ofPlane.deallocate()
    }

    func find(grid: SceneGrid, surface: SceneSurface, planes: [PlaneFollower.Followed]) {
        let cells = surface.cells
        surface.classify(planes.map(\.plane), kind: kind, planeOf: grid.planeOf)
        join(cells)
        grow(cells)
    }

    private func root(_ label: Int32) -> Int32 {
        var label = label
        while parent[Int(label)] != label {
            parent[Int(label)] = parent[Int(parent[Int(label)])]
            label = parent[Int(label)]
        }
        return label
    }

    private func join(_ cells: SceneSurface.Cells) {
        var labels: Int32 = 0
        let (width, links, kind, patch) = (cells.width, cells.links, kind, patch)
        let (parent, size, ofPlane) = (parent, size, ofPlane)
        for y in 0..<cells.height {
            for x in 0..<width {
                let cell = y * width + x
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
                    ofPlane[Int(labels)] = own == Kind.plane
                    labels += 1
                }
                patch[cell] = label
                size[Int(label)] += 1
            }
        }
        number(labels, cells.width * cells.height)
    }

    /// Numbers the patches that are large enough from 0; cells of the others become crease.
    private func number(_ labels: Int32, _ cells: Int) {
        // Roots come before what hangs on them.
        for label in (0..<labels).reversed() where parent[Int(label)] != label {
            size[Int(parent[Int(label)])] += size[Int(label)]
        }
        // The table is far larger than what of it shows in a bowl or through a handle.
        var largest: Int32 = 0
        for label in 0..<Int(labels) where ofPlane[label] && parent[label] == label {
            largest = max(largest, size[label])
        }
        var numbers: Int32 = 0
        isPlane.removeAll(keepingCapacity: true)
        // `size` turns from cells into the number.
        for label in 0..<Int(labels) {
            if parent[label] != label {
                size[label] = size[Int(parent[label])]
            } else if size[label] >= Self.minCells, numbers < Self.maxPatches,
                !ofPlane[label] || size[label] * 4 < largest
            {
                size[label] = numbers
                isPlane.append(ofPlane[label])
                numbers += 1
            } else {
                size[label] = -1
            }
        }
        count = Int(numbers)
        let (kind, patch, size, open) = (kind, patch, size, open)
        var openCount = 0
        for cell in 0..<cells {
            if patch[cell] >= 0 {
                patch[cell] = size[Int(patch[cell])]
                guard patch[cell] < 0, kind[cell] == Kind.smooth else { continue }
                kind[cell] = Kind.crease
            }
            guard kind[cell] == Kind.crease else { continue }
            open[openCount] = Int32(cell)
            openCount += 1
        }
        self.openCount = openCount
    }

    /// Grows the patches into the creases, all at the same speed.
    private func grow(_ cells: SceneSurface.Cells) {
        let (width, height, links) = (cells.width, cells.height, cells.links)
        let (patch, kind, open) = (patch, kind, open)
        let (found, queue) = (parent, size)
        // First what touches a patch, as the patches are; then, ring by ring, what touches the last ring.
        for place in 0..<openCount {
            let cell = Int(open[place])
            let x = cell % width
            var number: Int32 = -1
            if cell >= width, links[cell - width] & 2 != 0, kind[cell - width] == Kind.smooth {
                number = patch[cell - width]
            }
            if number < 0, x > 0, links[cell - 1] & 1 != 0, kind[cell - 1] == Kind.smooth { number = patch[cell - 1] }
            if number < 0, x + 1 < width, links[cell] & 1 != 0, kind[cell + 1] == Kind.smooth {
                number = patch[cell + 1]
            }
            if number < 0, cell + width < width * height, links[cell] & 2 != 0, kind[cell + width] == Kind.smooth {
                number = patch[cell + width]
            }
            found[place] = number
        }
        var end = 0
        for place in 0..<openCount where found[place] >= 0 {
            patch[Int(open[place])] = found[place]
            queue[end] = open[place]
            end += 1
        }
        var next = 0
        while next < end {
            let cell = Int(queue[next])
            next += 1
            let (x, number) = (cell % width, patch[cell])
            for side in 0..<4 {
                let (other, isLinked) =
                    switch side {
                    case 0: (cell - width, cell >= width && links[cell - width] & 2 != 0)
                    case 1: (cell - 1, x > 0 && links[cell - 1] & 1 != 0)
                    case 2: (cell + 1, x + 1 < width && links[cell] & 1 != 0)
                    default: (cell + width, cell + width < width * height && links[cell] & 2 != 0)
                    }
                guard isLinked, kind[other] == Kind.crease, patch[other] < 0 else { continue }
                patch[other] = number
                queue[end] = Int32(other)
                end += 1
            }
        }
    }
}
