/// The things of one frame, and the label image that they were found in.
final class SnapshotScene {
    private(set) var scene: SegmentedScene
    /// Pixels.
    let width: Int
    let height: Int
    /// Row-major, a pixel of the depth image each; 0: no thing.
    let labels: [UInt16]
    private let view: FrameView
    private let projection: Projection

    init(
        depth: DepthImage, color: ColorImage?, view: FrameView, projection: Projection, planes: [SupportPlane]
    ) {
        (self.view, self.projection) = (view, projection)
        (width, height) = (depth.width, depth.height)
        scene = view.readScene(depth, color, projection, planes: planes)
        labels = view.sceneReader.labelImage.pixelLabels(depth)
    }

    /// Does all of it but the label image once more, in the memory of the first time.
    func readAgain(_ depth: DepthImage, _ color: ColorImage?, planes: [SupportPlane]) {
        scene = view.readScene(depth, color, projection, planes: planes)
    }

    /// The pixels of a label, or those of them inside `box`.
    func mask(_ label: Int, inside box: PixelBounds? = nil) -> PixelMask {
        var mask = PixelMask(width: width, height: height)
        let box = box ?? PixelBounds(xMin: 0, yMin: 0, xMax: width - 1, yMax: height - 1)
        for y in box.yMin...box.yMax {
            for x in box.xMin...box.xMax where labels[y * width + x] == label { mask[x, y] = true }
        }
        return mask
    }

    /// The pixels of several labels that have one of the table's colours.
    func mask(of pieces: [Int], in color: ColorImage?, _ table: ColorTable?) -> PixelMask {
        var mask = PixelMask(width: width, height: height)
        for y in 0..<height {
            for x in 0..<width where pieces.contains(Int(labels[y * width + x])) {
                mask[x, y] =
                    if let color, let table {
                        table.weights[color.tableIndex(x: x, y: y)] >= DescriptionGrounder.threshold
                    } else {
                        true
                    }
            }
        }
        return mask
    }

    /// The scene with the pieces of what a phrase names as one thing.
    func united(_ finder: PieceFinder?) -> UnitedScene {
        guard finder != nil else { return UnitedScene(scene, nil, view.sceneReader) }
        // A mask may have been described since.
        _ = view.sceneReader.describe(labels: view.sceneReader.count, in: scene, projection: projection)
        return UnitedScene(scene, finder, view.sceneReader)
    }

    /// What of a thing is what a phrase names; `nil`: all of it.
    func part(_ own: OwnPart, of thing: SceneObject) -> (object: SceneObject, surface: SeenSurface)? {
        scene.place(of: thing.label).flatMap { own.part(of: scene.objects[$0], view.sceneReader) }
    }

    /// A thing of the scene, measured with all its points as what it is said to be.
    func measured(_ thing: SceneObject, as shapeClass: ShapeClass) -> (object: SceneObject, surface: SeenSurface?) {
        // A mask may have been described since.
        _ = view.sceneReader.describe(labels: view.sceneReader.count, in: scene, projection: projection)
        return view.sceneReader.measured(thing, as: shapeClass)
    }

    /// What the pixels of `mask` show, as one thing.
    /// - Returns: `nil` when too few of them have a depth.
    func describe(_ mask: PixelMask) -> SceneObject? {
        let (reader, grid) = (view.sceneReader, view.sceneReader.labelImage)
        let found = Array(UnsafeBufferPointer(start: grid.labels, count: grid.count))
        defer { grid.labels.update(from: found, count: found.count) }
        let label = UInt16(reader.count + 1)
        relabel(grid, mask, label)
        return reader.describe(labels: Int(label), in: scene, projection: projection).last { $0.label == label }
    }

    /// Gives the mask's cells a label of their own; what was mostly inside of it is the same thing and goes.
    ///
    /// Outlines that people and detectors draw run over the rim: pieces that lie mostly outside and make little of the mask
    /// are what is behind it, and so is the plane, unless the mask holds little else.
    private func relabel(_ grid: SceneGrid, _ mask: PixelMask, _ label: UInt16) {
        var inside = [Int](repeating: 0, count: Int(label) + 1)
        var all = inside
        func isMasked(_ cell: Int) -> Bool {
            mask[grid.pixel(cell % grid.width), grid.pixel(cell / grid.width)]
        }
        for cell in 0..<grid.count where grid.z[cell] > 0 {
            all[Int(grid.labels[cell])] += 1
            if isMasked(cell) { inside[Int(grid.labels[cell])] += 1 }
        }
        let masked = inside.reduce(0, +)
        let isMostlyPlane = inside[0] * 10 > masked * 7
        // Something is always meant, if it be a part of several.
        let main = inside.indices.dropFirst().max { inside[$0] < inside[$1] }
        func belongs(_ old: Int) -> Bool {
            guard old > 0 else { return isMostlyPlane }
            return inside[old] * 2 > all[old] || inside[old] * 2 > masked || old == main && !isMostlyPlane
        }
        for cell in 0..<grid.count {
            let old = Int(grid.labels[cell])
            if isMasked(cell), belongs(old) {
                grid.labels[cell] = label
            } else if old > 0, inside[old] * 2 > all[old] {
                grid.labels[cell] = 0
            }
        }
    }
}

extension SceneGrid {
    /// A label for each pixel of the depth image: of the cells about it, that of the one nearest in depth.
    func pixelLabels(_ depth: DepthImage) -> [UInt16] {
        var image = [UInt16](repeating: 0, count: depth.width * depth.height)
        for y in 0..<depth.height {
            let above = y / stride
            let below = y % stride == 0 ? above : min(above + 1, height - 1)
            for x in 0..<depth.width {
                let left = x / stride
                let right = x % stride == 0 ? left : min(left + 1, width - 1)
                let z = depth.meters(x: x, y: y)
                var best = above * width + left
                guard left != right || above != below else {
                    image[y * depth.width + x] = labels[best]
                    continue
                }
                var least = Float.infinity
                for cell in [best, above * width + right, below * width + left, below * width + right] {
                    // A cell without depth is the last choice for a pixel that has one.
                    let step = z > 0 && self.z[cell] > 0 ? abs(self.z[cell] - z) : 1000
                    if step < least { (least, best) = (step, cell) }
                }
                image[y * depth.width + x] = labels[best]
            }
        }
        return image
    }
}
