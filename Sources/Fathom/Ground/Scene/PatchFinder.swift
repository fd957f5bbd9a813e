internal import FathomKernels

/// Parts a frame's cells into smooth patches: runs of cells off the planes without a step or a crease between them, joined by
/// union-find, then grown into the creases.
final class PatchFinder {
    /// By cell: index of the patch, −1 for none.
    let patch: UnsafeMutablePointer<Int32> = .allocate(capacity: SceneGrid.maxCells)
    private(set) var count = 0

    /// By patch: whether it is a piece of a support plane, cut off from the rest.
    private(set) var isPlane: [Bool] = []

    /// The patches' cells by row.
    let runs = CellRuns()
    /// Cells without depth to the right of one that has some, or below it: in the order of cells.
    let holes: UnsafeMutablePointer<Int32> = .allocate(capacity: SceneGrid.maxCells)
    private(set) var holeCount = 0

    static let maxPatches = 2048
    /// Cells of a patch that stands for itself; smaller ones are taken by what is around them.
    private static let minCells = 4

    /// The patch of a crease while it waits to be grown into.
    private static let open: Int32 = -2

    private enum Kind {
        static let plane = UInt8(FATHOM_SCENE_PLANE)
        static let smooth = UInt8(FATHOM_SCENE_SMOOTH)
        static let crease = UInt8(FATHOM_SCENE_CREASE)
    }

    private let kind: UnsafeMutablePointer<UInt8> = .allocate(capacity: SceneGrid.maxCells)
    /// By crease: from where it is grown into.
    private let from: UnsafeMutablePointer<UInt8> = .allocate(capacity: SceneGrid.maxCells)
    private let parent: UnsafeMutablePointer<Int32> = .allocate(capacity: SceneGrid.maxCells)
    private let size: UnsafeMutablePointer<Int32> = .allocate(capacity: SceneGrid.maxCells)
    /// By label before numbering.
    private let ofPlane: UnsafeMutablePointer<Bool> = .allocate(capacity: SceneGrid.maxCells)

    /// A run of one row before numbering.
    private struct Part {
        var start: Int32
        var count: Int32
        var label: Int32
    }

    private let parts: UnsafeMutablePointer<Part> = .allocate(capacity: SceneGrid.maxCells)
    private let ties: UnsafeMutablePointer<UInt8> = .allocate(capacity: SceneGrid.maxCells)

    deinit {
        parts.deallocate()
        ties.deallocate()
        holes.deallocate()
        patch.deallocate()
        kind.deallocate()
        from.deallocate()
        parent.deallocate()
        size.deallocate()
        ofPlane.deallocate()
    }

    func find(grid: SceneGrid, surface: SceneSurface, planes: [PlaneFollower.Followed]) {
        let cells = surface.cells
        surface.classify(planes.map(\.plane), kind: kind, planeOf: grid.planeOf)
        fathom_scene_ties(kind, cells.links, Int32(cells.width), Int32(cells.height), ties)
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

    /// Labels the runs of each row and joins each with those above that it is tied to.
    private func join(_ cells: SceneSurface.Cells) {
        let (width, kind, ties, patch, parts) = (cells.width, kind, ties, patch, parts)
        let (parent, size, ofPlane) = (parent, size, ofPlane)
        let (left, above) = (UInt8(FATHOM_SCENE_LEFT), UInt8(FATHOM_SCENE_ABOVE))
        let (allLeft, allAbove) = (UInt64(left) &* 0x0101_0101_0101_0101, UInt64(above) &* 0x0101_0101_0101_0101)
        var (labels, found) = (Int32(0), 0)
        for y in 0..<cells.height {
            let end = (y &+ 1) &* width
            var cell = y &* width
            while cell < end {
                let start = cell
                let own = kind[cell]
                cell &+= 1
                guard own == Kind.smooth || own == Kind.plane else { continue }
                while cell &+ 8 <= end,
                    UnsafeRawPointer(ties + cell).loadUnaligned(as: UInt64.self) & allLeft == allLeft
                { cell &+= 8 }
                while cell < end, ties[cell] & left != 0 { cell &+= 1 }
                var label: Int32 = -1
                var (last, place) = (Int32(-1), start)
                while place < cell {
                    if last >= 0, place &+ 8 <= cell,
                        UnsafeRawPointer(ties + place).loadUnaligned(as: UInt64.self) & allAbove == allAbove,
                        Self.isAll(last, patch + (place &- width))
                    {
                        place &+= 8
                        continue
                    }
                    if ties[place] & above != 0, patch[place &- width] != last {
                        last = patch[place &- width]
                        let other = root(last)
                        if label < 0 {
                            label = other
                        } else if other < label {
                            parent[Int(label)] = other
                            label = other
                        } else {
                            parent[Int(other)] = label
                        }
                    }
                    place &+= 1
                }
                if label < 0 {
                    label = labels
                    parent[Int(labels)] = labels
                    size[Int(labels)] = 0
                    ofPlane[Int(labels)] = own == Kind.plane
                    labels &+= 1
                }
                let count = cell &- start
                (patch + start).update(repeating: label, count: count)
                size[Int(label)] &+= Int32(truncatingIfNeeded: count)
                parts[found] = Part(
                    start: Int32(truncatingIfNeeded: start), count: Int32(truncatingIfNeeded: count), label: label)
                found &+= 1
            }
        }
        number(labels, parts: found, cells: cells.width * cells.height)
    }

    /// Whether eight cells have the label `label`.
    @inline(__always)
    private static func isAll(_ label: Int32, _ cells: UnsafePointer<Int32>) -> Bool {
        let pattern = UInt64(UInt32(bitPattern: label)) &* 0x1_0000_0001
        let raw = UnsafeRawPointer(cells)
        let one = raw.loadUnaligned(as: UInt64.self) ^ pattern
        let two = raw.loadUnaligned(fromByteOffset: 8, as: UInt64.self) ^ pattern
        let three = raw.loadUnaligned(fromByteOffset: 16, as: UInt64.self) ^ pattern
        let four = raw.loadUnaligned(fromByteOffset: 24, as: UInt64.self) ^ pattern
        return one | two | three | four == 0
    }

    /// Numbers the patches that are large enough from 0; cells of the others become crease.
    private func number(_ labels: Int32, parts: Int, cells: Int) {
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
        let (kind, patch, size) = (kind, patch, size)
        patch.update(repeating: -1, count: cells)
        for place in 0..<parts {
            let part = self.parts[place]
            let (number, start, count) = (size[Int(part.label)], Int(part.start), Int(part.count))
            if number >= 0 {
                (patch + start).update(repeating: number, count: count)
            } else if kind[start] == Kind.smooth {
                (kind + start).update(repeating: Kind.crease, count: count)
            }
        }
    }

    /// Grows the patches into the creases, all at the same speed.
    private func grow(_ cells: SceneSurface.Cells) {
        fathom_scene_growth(kind, cells.links, Int32(cells.width), Int32(cells.height), from)
        var (queued, left) = begin(cells.width, cells.width * cells.height)
        let (width, links, patch, queue) = (cells.width, cells.links, patch, size)
        // Ring by ring, what touches the last ring. No link leads over the image's border.
        var next = 0
        while next < queued {
            let cell = Int(queue[next])
            let (number, own) = (patch[cell], links[cell])
            next &+= 1
            @inline(__always)
            func take(_ other: Int) {
                guard patch[other] == Self.open else { return }
                patch[other] = number
                queue[queued] = Int32(truncatingIfNeeded: other)
                queued &+= 1
            }
            if cell >= width, links[cell &- width] & 2 != 0 { take(cell &- width) }
            if cell > 0, links[cell &- 1] & 1 != 0 { take(cell &- 1) }
            if own & 1 != 0 { take(cell &+ 1) }
            if own & 2 != 0 { take(cell &+ width) }
        }
        // What nothing reached.
        while left > 0 {
            left -= 1
            let cell = Int(parent[left])
            if patch[cell] == Self.open { patch[cell] = -1 }
        }
        runs.find(in: UnsafePointer(patch), except: -1, width: width, height: cells.height)
    }

    /// Gives the creases that touch a patch to it, opens the others, and lists the beginnings of holes.
    /// - Returns: how many cells wait in `size` for their neighbours, and how many are open, in `parent`.
    private func begin(_ width: Int, _ cells: Int) -> (queued: Int, open: Int) {
        let (from, ties, patch, holes, queue, open) = (from, ties, patch, holes, size, parent)
        let hole = UInt8(FATHOM_SCENE_HOLE)
        let anyHole = UInt64(hole) &* 0x0101_0101_0101_0101
        var (queued, opened, holeCount, start) = (0, 0, 0, 0)
        while start < cells {
            let end = min(start &+ 8, cells)
            defer { start = end }
            if end == start &+ 8, UnsafeRawPointer(from + start).loadUnaligned(as: UInt64.self) == 0,
                UnsafeRawPointer(ties + start).loadUnaligned(as: UInt64.self) & anyHole == 0
            { continue }
            for cell in start..<end {
                let place = Int32(truncatingIfNeeded: cell)
                holes[holeCount] = place
                holeCount &+= ties[cell] & hole != 0 ? 1 : 0
                let origin =
                    switch Int(from[cell]) {
                    case 0: Int.max
                    case FATHOM_SCENE_FROM_ABOVE: cell &- width
                    case FATHOM_SCENE_FROM_LEFT: cell &- 1
                    case FATHOM_SCENE_FROM_RIGHT: cell &+ 1
                    case FATHOM_SCENE_FROM_BELOW: cell &+ width
                    default: -1
                    }
                guard origin != .max else { continue }
                if origin < 0 {
                    patch[cell] = Self.open
                    open[opened] = place
                    opened &+= 1
                } else {
                    patch[cell] = patch[origin]
                    queue[queued] = place
                    queued &+= 1
                }
            }
        }
        self.holeCount = holeCount
        return (queued, opened)
    }
}
