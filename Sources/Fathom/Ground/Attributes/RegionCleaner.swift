/// Takes from a painted region (a box, a mask, an image of labels) what is not the thing: the plane that it stands on and
/// what shows past its outline.
///
/// Cells hang together where their depth differs by no more than one surface's can; the largest such piece is the thing, and
/// so are lesser ones at about its distance, for something in front may cut it in two.
final class RegionCleaner {
    private let noise: DepthNoise
    /// The piece of each cell, from 1; 0: none yet.
    private var pieceOfCell: [Int32] = []
    private var queue: [Int32] = []
    private var pieces: [Piece] = []

    private struct Piece {
        var cells = 0
        var depth = 0.0
        var meanDepth: Double { depth / Double(max(cells, 1)) }
    }

    init(noise: DepthNoise) {
        self.noise = noise
    }

    /// Sets the labels of cells that are not the thing to 0.
    /// - Parameter cameraFromFrame: from the planes' frame of reference to the grid's.
    func clean(
        _ grid: SceneGrid, label: Int, planes: [SupportPlane], cameraFromFrame: Transform, projection: Projection
    ) {
        let value = UInt16(label)
        let cells = (0..<grid.count).filter { grid.labels[$0] == value }
        let ground = planes.map { $0.transformed(by: cameraFromFrame) }
        let isGround = cells.map { cell in
            let point = Vector3(Double(grid.x[cell]), Double(grid.y[cell]), Double(grid.z[cell]))
            return ground.contains { abs($0.distance(point)) < $0.tolerance(noise) }
        }
        // A thin thing on a plane, such as a sheet of paper, may be all that was meant.
        let isAllGround = isGround.count { $0 } * 10 > cells.count * 9
        for (cell, isGround) in zip(cells, isGround) where grid.z[cell] <= 0 || (isGround && !isAllGround) {
            grid.labels[cell] = 0
        }
        findPieces(grid, value, cells, projection)
        keepTheThing(grid, value, cells, projection)
    }

    private func findPieces(_ grid: SceneGrid, _ value: UInt16, _ cells: [Int], _ projection: Projection) {
        pieces.removeAll(keepingCapacity: true)
        pieceOfCell = [Int32](repeating: 0, count: grid.count)
        for seed in cells where grid.labels[seed] == value && pieceOfCell[seed] == 0 {
            var piece = Piece()
            let number = Int32(pieces.count + 1)
            queue.removeAll(keepingCapacity: true)
            queue.append(Int32(seed))
            pieceOfCell[seed] = number
            while let last = queue.popLast() {
                let cell = Int(last)
                let z = Double(grid.z[cell])
                piece.cells += 1
                piece.depth += z
                let step = noise.step(z, footprint: projection.footprint(depth: z) * Double(grid.stride))
                let (column, row) = (cell % grid.width, cell / grid.width)
                func visit(_ other: Int) {
                    guard grid.labels[other] == value, pieceOfCell[other] == 0,
                        abs(Double(grid.z[other]) - z) <= step
                    else { return }
                    pieceOfCell[other] = number
                    queue.append(Int32(other))
                }
                if column > 0 { visit(cell - 1) }
                if column < grid.width - 1 { visit(cell + 1) }
                if row > 0 { visit(cell - grid.width) }
                if row < grid.height - 1 { visit(cell + grid.width) }
            }
            pieces.append(piece)
        }
    }

    private func keepTheThing(_ grid: SceneGrid, _ value: UInt16, _ cells: [Int], _ projection: Projection) {
        guard let main = pieces.max(by: { $0.cells < $1.cells }) else { return }
        // About as deep as it is wide.
        let area =
            Double(main.cells) * projection.footprint(depth: main.meanDepth * Double(grid.stride))
            * projection.footprint(depth: main.meanDepth * Double(grid.stride))
        let reach = area.squareRoot()
        for cell in cells where grid.labels[cell] == value {
            let piece = pieces[Int(pieceOfCell[cell]) - 1]
            let isPart = piece.cells * 20 >= main.cells && abs(piece.meanDepth - main.meanDepth) < reach
            if !isPart { grid.labels[cell] = 0 }
        }
    }
}

extension SupportPlane {
    /// The same plane in another frame of reference.
    func transformed(by transform: Transform) -> SupportPlane {
        let normal = transform.rotation * up
        return SupportPlane(
            up: normal, height: height + normal.dot(transform.translation), support: support, range: range)
    }
}
