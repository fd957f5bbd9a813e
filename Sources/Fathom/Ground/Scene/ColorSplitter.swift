internal import FathomKernels

/// Parts things that geometry cannot: blocks flush side by side or on top of each other, plain and of different colours.
///
/// Prints and labels part nothing: what they are on goes round them, and has many colours or a curved surface.
final class ColorSplitter {
    /// One plainly coloured piece of a thing.
    private struct Piece {
        var label: Int32
        var cells: Int32
        var color: SIMD3<Float>
        var hull: Float
        /// Neighbouring cells outside of it.
        var outline: Float = 0
    }

    private struct Seam {
        var length: Float = 0
        var normals: [SIMD3<Float>] = []

        /// Whether the surface along it is one or two flat faces: every normal is near one of the two farthest apart.
        var isFlat: Bool {
            guard let first = normals.first else { return false }
            let one = Self.farthest(from: first, normals)
            let two = Self.farthest(from: one, normals)
            let near = normals.reduce(Float(0)) { $0 + max((one * $1).sum(), (two * $1).sum()) }
            return near > 0.93 * Float(normals.count)
        }

        private static func farthest(from normal: SIMD3<Float>, _ normals: [SIMD3<Float>]) -> SIMD3<Float> {
            var (best, least) = (normal, Float(2))
            for other in normals where (normal * other).sum() < least {
                (best, least) = (other, (normal * other).sum())
            }
            return best
        }
    }

    static let maxPieces = 4
    private static let minCells = 24
    /// Of colours that neighbouring cells of one piece have.
    static let alike: (sine: Float, ratio: Float) = (0.12, 6)

    private let parent: UnsafeMutablePointer<Int32> = .allocate(capacity: SceneGrid.maxCells)
    private let size: UnsafeMutablePointer<Int32> = .allocate(capacity: SceneGrid.maxCells)
    private let sums: UnsafeMutablePointer<SIMD3<Float>> = .allocate(capacity: SceneGrid.maxCells)
    private var count = 0
    private var pieces: [Piece] = []
    private var seams: [Seam] = []
    private var hull: [SIMD2<Float>] = []
    /// By cell of the box around the thing: label of its piece, −1 outside of the thing.
    private let piece: UnsafeMutablePointer<Int32> = .allocate(capacity: SceneGrid.maxCells)
    private var pieceCount = 0
    /// By cell of that box: where its colour changes.
    private let changed: UnsafeMutablePointer<UInt8> = .allocate(capacity: SceneGrid.maxCells)

    deinit {
        changed.deallocate()
        parent.deallocate()
        size.deallocate()
        sums.deallocate()
        piece.deallocate()
    }

    /// Looks at the cells with `region` in `patch`, in the box of cells `box`, and gives those of further pieces the
    /// numbers from `next` on.
    /// - Returns: how many numbers were given.
    func split(
        _ region: Int32, box: PixelBounds, cells: Int32, next: Int32, labels: UnsafeMutablePointer<Int32>,
        grid: SceneGrid, surface: SceneSurface
    ) -> Int32 {
        join(region, box, labels, grid)
        gatherPieces(cells)
        guard pieces.count >= 2, pieces.count <= Self.maxPieces,
            pieces.reduce(0, { $0 + $1.cells }) * 10 >= cells * 9
        else { return 0 }
        measureHulls(box)
        guard isConvex() else { return 0 }
        measureSeams(box, surface)
        guard isSeparate() else { return 0 }
        number(region, box, next, labels, grid)
        return Int32(pieces.count - 1)
    }

    /// Whether colours change in a thing about as often as between a few plain pieces: neither nowhere nor all over.
    static func mayPart(cells: Int, changes: Int) -> Bool {
        cells >= 2 * minCells && changes >= 2 && changes * changes < 16 * cells
    }

    private func root(_ label: Int32) -> Int32 {
        var label = label
        while parent[Int(label)] != label {
            parent[Int(label)] = parent[Int(parent[Int(label)])]
            label = parent[Int(label)]
        }
        return label
    }

    /// Finds the pieces of like colour.
    private func join(
        _ region: Int32, _ box: PixelBounds, _ labels: UnsafeMutablePointer<Int32>, _ grid: SceneGrid
    ) {
        let (width, columns, rows) = (grid.width, box.xMax - box.xMin + 1, box.yMax - box.yMin + 1)
        let (piece, parent, size, sums, changed) = (piece, parent, size, sums, changed)
        let corner = box.yMin * width + box.xMin
        fathom_scene_changes(
            grid.color + corner, width, Int32(columns), Int32(rows), 1, Self.alike.sine, Self.alike.ratio, changed)
        var count = 0
        for y in 0..<rows {
            let (row, color, start) = (labels + corner + y &* width, grid.color + corner + y &* width, y &* columns)
            // Of the cell to the left: −1 where that is no part of the thing.
            var label: Int32 = -1
            for x in 0..<columns {
                let index = start &+ x
                guard row[x] == region else {
                    piece[index] = -1
                    label = -1
                    continue
                }
                if label >= 0, changed[index &- 1] & 1 != 0 { label = -1 }
                if y > 0, row[x &- width] == region, changed[index &- columns] & 2 == 0,
                    piece[index &- columns] != label
                {
                    let above = root(piece[index &- columns])
                    if label < 0 { label = above }
                    if label != above {
                        let (low, high) = (min(label, above), max(label, above))
                        parent[Int(high)] = low
                        size[Int(low)] += size[Int(high)]
                        sums[Int(low)] += sums[Int(high)]
                        label = low
                    }
                }
                if label < 0 {
                    label = Int32(count)
                    parent[count] = label
                    size[count] = 0
                    sums[count] = .zero
                    count += 1
                }
                size[Int(label)] += 1
                sums[Int(label)] += SceneColor.channels(color[x])
                piece[index] = label
            }
        }
        (pieceCount, self.count) = (rows * columns, count)
    }

    private func gatherPieces(_ cells: Int32) {
        pieces.removeAll(keepingCapacity: true)
        for label in 0..<count where parent[label] == label {
            guard size[label] >= Int32(Self.minCells), size[label] * 12 >= cells else { continue }
            let mean = sums[label] / Float(size[label])
            pieces.append(Piece(label: Int32(label), cells: size[label], color: mean, hull: 0))
            if pieces.count > Self.maxPieces { return }
        }
        // `size` turns from cells into the piece's place.
        for label in 0..<count { size[label] = Int32(Self.maxPieces) }
        for (place, piece) in pieces.enumerated() { size[Int(piece.label)] = Int32(place) }
        for index in 0..<pieceCount where piece[index] >= 0 { piece[index] = size[Int(root(piece[index]))] }
    }

    /// Whether the pieces are convex, but for one at most that others hide a part of.
    private func isConvex() -> Bool {
        var hidden = 0
        for piece in pieces {
            guard Float(piece.cells) >= 0.65 * piece.hull else { return false }
            if Float(piece.cells) < 0.85 * piece.hull { hidden += 1 }
        }
        return hidden < 2
    }

    /// The area of each piece's convex hull, in cells: the projection of a convex body is convex.
    private func measureHulls(_ box: PixelBounds) {
        let columns = box.xMax - box.xMin + 1
        for index in pieces.indices {
            hull.removeAll(keepingCapacity: true)
            var row = 0
            // Left ends downwards, then right ends upwards: a polygon to be made convex by Andrew's chain.
            var ends: [(y: Float, left: Float, right: Float)] = []
            while row * columns < pieceCount {
                let cells = UnsafeBufferPointer(start: piece + row * columns, count: columns)
                if let left = cells.firstIndex(of: Int32(index)), let right = cells.lastIndex(of: Int32(index)) {
                    ends.append((Float(row), Float(left), Float(right + 1)))
                }
                row += 1
            }
            for end in ends { push(SIMD2(end.left, end.y), from: 0) }
            let turn = hull.count
            for end in ends.reversed() { push(SIMD2(end.right, end.y), from: turn) }
            var doubled: Float = 0
            for corner in hull.indices {
                let (a, b) = (hull[corner], hull[(corner + 1) % hull.count])
                doubled += a.x * b.y - a.y * b.x
            }
            // Rows have a height of their own.
            pieces[index].hull = abs(doubled) / 2 + (ends.first.map { $0.right - $0.left } ?? 0)
        }
    }

    private func push(_ point: SIMD2<Float>, from start: Int) {
        while hull.count >= start + 2 {
            let (a, b) = (hull[hull.count - 2], hull[hull.count - 1])
            // Downwards on the left and upwards on the right alike, a corner turns left in image axes.
            guard (b.x - a.x) * (point.y - b.y) - (b.y - a.y) * (point.x - b.x) >= 0 else { break }
            hull.removeLast()
        }
        hull.append(point)
    }

    private func measureSeams(_ box: PixelBounds, _ surface: SceneSurface) {
        let columns = box.xMax - box.xMin + 1
        let rows = box.yMax - box.yMin + 1
        seams.removeAll(keepingCapacity: true)
        seams.append(contentsOf: repeatElement(Seam(), count: Self.maxPieces * Self.maxPieces))
        for y in 0..<rows {
            for x in 0..<columns {
                let index = y * columns + x
                let own = piece[index]
                guard own >= 0, own < Self.maxPieces else { continue }
                // A blended cell or two lie between the pieces.
                look(own, from: index, step: 1, left: columns - 1 - x, box, columns, surface)
                look(own, from: index, step: -1, left: x, box, columns, surface)
                look(own, from: index, step: columns, left: rows - 1 - y, box, columns, surface)
                look(own, from: index, step: -columns, left: y, box, columns, surface)
            }
        }
    }

    private func look(
        _ own: Int32, from index: Int, step: Int, left: Int, _ box: PixelBounds, _ columns: Int, _ surface: SceneSurface
    ) {
        guard left > 0 else {
            pieces[Int(own)].outline += 1
            return
        }
        guard piece[index + step] != own else { return }
        pieces[Int(own)].outline += 1
        for away in 1...min(left, 3) {
            let other = piece[index + away * step]
            if other < 0 { return }
            if other >= Self.maxPieces { continue }
            if other == own { return }
            let (y, x) = index.quotientAndRemainder(dividingBy: columns)
            let place = surface.origin + (box.yMin + y) * surface.pitch + box.xMin + x
            let normal = SIMD3(surface.nx.base[place], surface.ny.base[place], surface.nz.base[place])
            let slot = Int(min(own, other)) * Self.maxPieces + Int(max(own, other))
            seams[slot].length += 0.5
            if normal.z != 0 { seams[slot].normals.append(normal) }
            return
        }
    }

    /// Whether every piece is one of its own: beside others along a flat seam, not inside of one, and no shade of it.
    private func isSeparate() -> Bool {
        var isTouched = false
        for one in pieces.indices {
            for two in pieces.indices where two > one {
                let seam = seams[one * Self.maxPieces + two]
                guard seam.length >= 3 else { continue }
                isTouched = true
                let outline = min(pieces[one].outline, pieces[two].outline)
                guard seam.isFlat, seam.length < 0.45 * outline,
                    !SceneColor.isShade(pieces[one].color, of: pieces[two].color, sine: 0.3, ratio: 6)
                else { return false }
            }
        }
        return isTouched
    }

    /// Numbers the pieces; what is between them goes to the one beside it.
    private func number(
        _ region: Int32, _ box: PixelBounds, _ next: Int32, _ labels: UnsafeMutablePointer<Int32>, _ grid: SceneGrid
    ) {
        let columns = box.xMax - box.xMin + 1
        let open = Int32(Self.maxPieces)
        for index in (0..<pieceCount) where piece[index] == open {
            if index % columns > 0, piece[index - 1] >= 0, piece[index - 1] < open {
                piece[index] = piece[index - 1]
            } else if index >= columns, piece[index - columns] >= 0 {
                piece[index] = piece[index - columns]
            }
        }
        for index in (0..<pieceCount).reversed() where piece[index] == open {
            if index % columns < columns - 1, piece[index + 1] >= 0 {
                piece[index] = piece[index + 1]
            } else if index + columns < pieceCount, piece[index + columns] >= 0 {
                piece[index] = piece[index + columns]
            }
        }
        for index in (0..<pieceCount) where piece[index] > 0 && piece[index] < open {
            let (y, x) = index.quotientAndRemainder(dividingBy: columns)
            labels[(box.yMin + y) * grid.width + box.xMin + x] = next + piece[index] - 1
        }
    }
}
