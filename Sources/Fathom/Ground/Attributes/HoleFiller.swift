/// Completes a thing over pixels that have no depth: shiny, dark and clear things have many, and what is left of one is pieces.
///
/// Cells without depth that carry the thing's colour and touch it belong to it, and so do pieces of it that lie beyond them:
/// its outline is in the picture even where its range is not. Their range is made up from the nearest that is known. Where the
/// ground has the thing's colour nothing is completed, for then a shadow of the sensor looks the same.
final class HoleFiller {
    /// By cell: what it is of the thing.
    private let part: UnsafeMutablePointer<UInt8> = .allocate(capacity: SceneGrid.maxCells)
    /// By cell: depth, metres, also where it is made up; 0 where it is not yet.
    private let z: UnsafeMutablePointer<Float> = .allocate(capacity: SceneGrid.maxCells)
    private let queue: UnsafeMutablePointer<Int32> = .allocate(capacity: SceneGrid.maxCells)
    private var count = 0
    private var holes = 0

    private static let outside: UInt8 = 0
    private static let measured: UInt8 = 1
    private static let hole: UInt8 = 2

    /// Share of holes from which a thing is completed: torn edges, which every sensor makes, are fewer.
    private static let leastHoles = 0.25
    /// Cells of the whole for one of the piece that is begun with, at most.
    private static let mostGrowth = 24
    /// Holes at most: each is reached from the nearest depth around it.
    private static let mostHoles = 8192
    /// Share of the outline that may border on ground of the thing's own colour.
    private static let mostLeak = 0.1
    /// Of colours that are one in another light.
    private static let alike: (sine: Float, ratio: Float) = (0.12, 6)
    /// Metres of depth from one piece of a thing to the next at most.
    private static let gap: Float = 0.06

    deinit {
        part.deallocate()
        z.deallocate()
        queue.deallocate()
    }

    /// Gathers a thing's points, in the scene's frame: those seen, evenly thinned to what fits, and some made up.
    /// - Returns: what was completed, or `nil`, and `points` as they were, where the thing is to be taken as it is.
    func gather(
        _ grid: SceneGrid, _ label: Int, _ tally: ObjectTally, _ scene: SceneContext, into points: PointBuffer
    ) -> ObjectView.Outline? {
        let cells = GridCells(grid)
        guard let color = tally.meanColor(label, cells), grow(grid, cells, UInt16(label), tally, color) else {
            return nil
        }
        makeUp(cells, scene)
        points.removeAll()
        let step = max(1, (count + PointBuffer.capacity - 1) / PointBuffer.capacity)
        for place in stride(from: 0, to: count, by: step) {
            let cell = Int(queue[place])
            let (column, row) = (cell % cells.width, cell / cells.width)
            if part[cell] == Self.measured {
                guard cells.companions(cell, column, row, cells.labels[cell]) >= 2 else { continue }
                points.append(scene.frameFromCamera(cells.point(cell)))
            } else if z[cell] > 0 {
                points.append(
                    scene.frameFromCamera(
                        scene.projection.point(
                            Double(grid.pixel(column)), Double(grid.pixel(row)), depth: Double(z[cell]),
                            isRadial: false)))
            }
        }
        // The upper side of the topmost cell.
        let top = (0..<count).min { queue[$0] < queue[$1] }.map { Int(queue[$0]) } ?? 0
        let ray = scene.projection.ray(
            Double(grid.pixel(top % cells.width)),
            Double(grid.pixel(top / cells.width)) - Double(grid.stride) / 2)
        return ObjectView.Outline(
            madeUpShare: Double(holes) / Double(count), top: scene.frameFromCamera.rotation * ray)
    }

    /// Marks what belongs to the thing, and lists it in `queue`.
    /// - Returns: whether that is more than what is seen, and plainly so.
    private func grow(
        _ grid: SceneGrid, _ cells: GridCells, _ label: UInt16, _ tally: ObjectTally, _ color: SIMD3<Float>
    ) -> Bool {
        part.update(repeating: Self.outside, count: grid.count)
        (count, holes) = (0, 0)
        for row in tally.bounds.yMin...tally.bounds.yMax {
            for column in tally.bounds.xMin...tally.bounds.xMax {
                let cell = row * cells.width + column
                guard cells.labels[cell] == label else { continue }
                add(cell, isHole: cells.z[cell] <= 0)
            }
        }
        let limit = count * Self.mostGrowth
        let depth = Float(tally.meanDepth)
        var (border, leaks, next) = (0, 0, 0)
        while next < count {
            let cell = Int(queue[next])
            next += 1
            let (column, row) = (cell % cells.width, cell / cells.width)
            guard cells.isWithin(column, row) else { return false }
            for other in [cell - 1, cell + 1, cell - cells.width, cell + cells.width]
            where part[other] == Self.outside {
                let isAlike = SceneColor.isShade(
                    SceneColor.channels(cells.color[other]), of: color, sine: Self.alike.sine, ratio: Self.alike.ratio)
                if cells.z[other] <= 0 {
                    if isAlike { add(other, isHole: true) }
                } else if part[cell] == Self.hole {
                    border += 1
                    let isPiece = grid.planeOf[other] == 0 && abs(cells.z[other] - depth) < Self.gap
                    if isAlike, isPiece { add(other, isHole: false) } else if isAlike { leaks += 1 }
                } else if cells.labels[other] == 0, grid.planeOf[other] == 0, isAlike,
                    abs(cells.z[other] - cells.z[cell]) < Self.gap / 4
                {
                    // Too few cells to be a thing of their own, at the end of such a piece.
                    add(other, isHole: false)
                }
            }
            guard count <= limit, holes <= Self.mostHoles else { return false }
        }
        return Double(holes) > Self.leastHoles * Double(count) && Double(leaks) <= Self.mostLeak * Double(border)
    }

    private func add(_ cell: Int, isHole: Bool) {
        part[cell] = isHole ? Self.hole : Self.measured
        queue[count] = Int32(truncatingIfNeeded: cell)
        count += 1
        if isHole { holes += 1 }
    }

    /// Makes up the depth of holes: between two that are known, along the row, the column, or both, the surface is taken to be
    /// flat; past the last one to the side or below to be upright. What lies above the last one stays unknown, be it
    /// the top or the side.
    private func makeUp(_ cells: GridCells, _ scene: SceneContext) {
        for place in 0..<count {
            let cell = Int(queue[place])
            z[cell] = part[cell] == Self.measured ? cells.z[cell] : 0
        }
        let up = scene.frameFromCamera.rotation.transposed * scene.up
        let ahead = Vector3(0, 0, 1)
        let wall = (ahead - up * up.dot(ahead)).normalized ?? ahead
        // What lies in no row and no column of what is known is reached by way of what was made up.
        for _ in 0..<3 {
            var isWhole = true
            for place in 0..<count where z[Int(queue[place])] == 0 {
                // Negative until the pass is over: the order of cells must not matter.
                let made = depth(at: Int(queue[place]), cells, scene, wall)
                z[Int(queue[place])] = -made
                if made == 0 { isWhole = false }
            }
            for place in 0..<count { z[Int(queue[place])] = abs(z[Int(queue[place])]) }
            if isWhole { break }
        }
    }

    /// A hole's depth from the nearest that are known; 0 where there are none in its row and column.
    private func depth(at cell: Int, _ cells: GridCells, _ scene: SceneContext, _ wall: Vector3) -> Float {
        let steps = [-1, 1, -cells.width, cells.width]
        let found = steps.map { nearest(cell, $0) }
        var (sum, weight) = (Float(0), Float(0))
        for (one, other) in [(found[0], found[1]), (found[2], found[3])] {
            guard one.steps > 0, other.steps > 0 else { continue }
            // Planes are straight in 1/z.
            let whole = Float(one.steps + other.steps)
            let inverse = Float(other.steps) / (whole * z[one.cell]) + Float(one.steps) / (whole * z[other.cell])
            sum += 1 / (inverse * whole)
            weight += 1 / whole
        }
        guard weight == 0 else { return sum / weight }
        var best: (cell: Int, steps: Int)?
        for place in 0..<3 where found[place].steps > 0 && found[place].steps < best?.steps ?? .max {
            best = found[place]
        }
        guard let best else { return 0 }
        func ray(_ cell: Int) -> Vector3 {
            scene.projection.ray(
                Double(cell % cells.width * scene.stride), Double(cell / cells.width * scene.stride))
        }
        let ratio = wall.dot(ray(best.cell)) / wall.dot(ray(cell))
        return ratio > 0.5 && ratio < 2 ? z[best.cell] * Float(ratio) : z[best.cell]
    }

    /// The nearest cell of the thing in one direction whose depth is known, and how far that is; 0 steps where there is none.
    private func nearest(_ cell: Int, _ step: Int) -> (cell: Int, steps: Int) {
        var (other, steps) = (cell + step, 1)
        while part[other] != Self.outside {
            if z[other] > 0 { return (other, steps) }
            (other, steps) = (other + step, steps + 1)
        }
        return (cell, 0)
    }
}
