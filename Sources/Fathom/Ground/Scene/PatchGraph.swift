internal import FathomKernels

/// The patches of a frame and the borders between them; merging two makes one of their borders too.
final class PatchGraph {
    private(set) var count = 0
    /// By patch: the patch it was merged into.
    let roots: UnsafeMutablePointer<Int32>
    let patches: UnsafeMutablePointer<Patch>
    let borders: UnsafeMutablePointer<Border>
    private(set) var borderCount = 0
    /// Hash table of `borders` by pair: index plus one, 0 empty.
    private let table: UnsafeMutablePointer<Int32>
    private static let tableSize = 16384
    private static let maxBorders = 8192

    /// By column of the grid: the row of the last cell of a patch.
    let above: UnsafeMutablePointer<Int32> = .allocate(capacity: SceneGrid.maxCells)
    // Scratch of merging, by patch.
    var best: [(border: Int32, cost: Float)] = []
    var resting: [Float] = []
    var holder: [(patch: Int32, length: Float)] = []
    var behind: [Float] = []

    /// What a patch shows of itself.
    struct Patch {
        var cells: Int32 = 0
        /// Small pieces of a support plane, cut off from the rest of it.
        var isPlane = false
        /// Whether it was given an inside.
        var isHollow = false
        /// Columns and rows of cells.
        var xMin: Int32 = .max
        var xMax: Int32 = -1
        var yMin: Int32 = .max
        var yMax: Int32 = -1
        /// Metres along up.
        var lowest: Float = .infinity
        var highest: Float = -.infinity
        /// Sum of how far its cells bend inwards.
        var inwards: Float = 0
        /// Ends of its columns of cells, downwards, behind which something nearer begins or nothing is seen, and where it
        /// hangs over what is farther away.
        var hidden: Float = 0
        var hanging: Float = 0
        var depth: Float = 0
    }

    /// Where two patches meet.
    struct Border {
        var first: Int32
        var second: Int32
        /// Pairs of neighbouring cells of one surface, and those across a hole that could be.
        var length: Float = 0
        /// Sum of the crease along those.
        var crease: Float = 0
        /// Pairs at which the one is in front of the other.
        var firstInFront: Float = 0
        var secondInFront: Float = 0
        /// Pairs at which the one is straight above the other and touches it.
        var firstAbove: Float = 0
        var secondAbove: Float = 0

        init(_ first: Int32, _ second: Int32) {
            (self.first, self.second) = (first, second)
        }

        var steps: Float { firstInFront + secondInFront }

        /// Adds what was seen of the same two patches; `isTurned` where they are the other way round.
        mutating func add(_ other: Border, isTurned: Bool) {
            length += other.length
            crease += other.crease
            firstInFront += isTurned ? other.secondInFront : other.firstInFront
            secondInFront += isTurned ? other.firstInFront : other.secondInFront
            firstAbove += isTurned ? other.secondAbove : other.firstAbove
            secondAbove += isTurned ? other.firstAbove : other.secondAbove
        }
    }

    init() {
        table = .allocate(capacity: Self.tableSize)
        borders = .allocate(capacity: Self.maxBorders)
        patches = .allocate(capacity: PatchFinder.maxPatches)
        roots = .allocate(capacity: PatchFinder.maxPatches)
    }

    deinit {
        table.deallocate()
        borders.deallocate()
        patches.deallocate()
        roots.deallocate()
        above.deallocate()
    }

    func removeAll(patches count: Int) {
        self.count = count
        patches.update(repeating: Patch(), count: count)
        for patch in 0..<count { roots[patch] = Int32(patch) }
        borderCount = 0
        table.update(repeating: 0, count: Self.tableSize)
    }

    /// Index of the border between two patches and whether they lie in it the other way round; `nil` when it is full.
    @inline(__always)
    func border(_ one: Int32, _ two: Int32) -> (index: Int, isTurned: Bool)? {
        let (first, second) = one < two ? (one, two) : (two, one)
        var slot = (Int(first) &* 0x9E37 &+ Int(second) &* 0x85EB) & (Self.tableSize - 1)
        while table[slot] != 0 {
            let index = Int(table[slot]) - 1
            if borders[index].first == first, borders[index].second == second { return (index, one > two) }
            slot = (slot + 1) & (Self.tableSize - 1)
        }
        guard borderCount < Self.maxBorders else { return nil }
        borders[borderCount] = Border(first, second)
        borderCount += 1
        table[slot] = Int32(borderCount)
        return (borderCount - 1, one > two)
    }

    func root(_ patch: Int32) -> Int32 {
        var patch = patch
        while roots[Int(patch)] != patch { patch = roots[Int(patch)] }
        return patch
    }

    /// Merges one patch into another; its borders follow with `collapse`.
    func unite(_ first: Int32, _ second: Int32) {
        let (one, two) = (root(first), root(second))
        guard one != two else { return }
        let (kept, gone) = patches[Int(one)].cells >= patches[Int(two)].cells ? (one, two) : (two, one)
        roots[Int(gone)] = kept
        patches[Int(kept)].add(patches[Int(gone)])
        patches[Int(gone)].cells = 0
    }

    /// Makes one of all borders between the same two merged patches.
    func collapse() {
        table.update(repeating: 0, count: Self.tableSize)
        let old = borderCount
        borderCount = 0
        for index in 0..<old {
            let border = borders[index]
            let (first, second) = (root(border.first), root(border.second))
            guard first != second, let place = self.border(first, second) else { continue }
            borders[place.index].add(border, isTurned: place.isTurned)
        }
    }

    /// Follows every patch to the one it ended in.
    func settle() {
        for patch in 0..<count { roots[patch] = root(Int32(patch)) }
    }
}

extension PatchGraph.Patch {
    var columns: Int32 { xMax - xMin + 1 }
    /// Pairs of a cell of it and a neighbour that is not, if no row and no column leaves it and comes back.
    var outline: Float { 2 * Float(columns + yMax - yMin + 1) }
    var inwardsMean: Float { inwards / Float(max(cells, 1)) }
    var depthMean: Float { depth / Float(max(cells, 1)) }

    mutating func add(_ other: Self) {
        cells += other.cells
        isPlane = isPlane && other.isPlane
        isHollow = isHollow || other.isHollow
        xMin = min(xMin, other.xMin)
        xMax = max(xMax, other.xMax)
        yMin = min(yMin, other.yMin)
        yMax = max(yMax, other.yMax)
        lowest = min(lowest, other.lowest)
        highest = max(highest, other.highest)
        inwards += other.inwards
        hidden += other.hidden
        hanging += other.hanging
        depth += other.depth
    }
}
