internal import FathomKernels

/// Parts the depth image of one frame into things: surfaces between depth steps and inward creases, then a graph of them,
/// merged where nothing parts them (after Stein et al. 2014, "Object Partitioning using Local Convexity").
///
/// Keeps memory from frame to frame, but nothing of what was seen: the same frame always gets the same labels.
final class SceneSegmenter {
    let grid = SceneGrid()
    /// By label: the thing with label k is at k − 1; those with the most cells first.
    var regions: [Region] { labeler.regions }
    /// The support planes as they lie in this frame, in the order they were given, in the frame of reference.
    private(set) var planes: [SupportPlane] = []

    /// One thing's place in the image.
    struct Region: Equatable {
        /// Cells with its label, those without depth included.
        var cells = 0
        /// Pixels of the depth image.
        var bounds = PixelBounds(xMin: .max, yMin: .max, xMax: -1, yMax: -1)
    }

    /// Things kept at most, the largest.
    static let maxRegions = 64
    /// Cells that make a thing.
    static let minCells = 12

    private let surface = SceneSurface()
    private let patches = PatchFinder()
    private let graph = PatchGraph()
    private let labeler = SceneLabeler()
    private var followed: [PlaneFollower.Followed] = []

    /// - Parameters:
    ///   - planes: in the frame of reference; followed to where they lie in this frame.
    func segment(
        depth: DepthImage, color: ColorImage?, projection: Projection, noise: DepthNoise, planes: [SupportPlane],
        cameraFromFrame: Transform
    ) {
        grid.resize(columns: depth.width, rows: depth.height)
        surface.measure(depth, grid: grid, projection: projection, noise: noise)
        readColor(color, depth)
        follow(planes, cameraFromFrame, noise)
        patches.find(grid: grid, surface: surface, planes: followed)
        let source = PatchGraph.Source(
            cells: surface.cells, color: grid.color, model: noise.model(projection, pixels: grid.stride),
            up: followed.first?.normal ?? Vector3(0, -1, 0), ground: followed.first?.offset ?? 0,
            footprint: Float(projection.footprint(depth: Double(grid.stride))))
        graph.build(patches, source)
        graph.merge(source, hasGround: !followed.isEmpty)
        labeler.label(
            patches, graph: graph, grid: grid, surface: surface, hasColor: color != nil,
            footprint: source.footprint)
    }

    private func follow(_ found: [SupportPlane], _ cameraFromFrame: Transform, _ noise: DepthNoise) {
        followed.removeAll(keepingCapacity: true)
        planes.removeAll(keepingCapacity: true)
        let frameFromCamera = cameraFromFrame.rigidInverse
        for plane in found {
            let now = PlaneFollower.follow(
                plane, cameraFromFrame: cameraFromFrame, surface: surface, noise: noise)
            followed.append(now)
            let up = frameFromCamera.rotation * now.normal
            var moved = plane
            moved.up = up
            moved.height = up.dot(frameFromCamera(now.normal * now.offset))
            planes.append(moved)
        }
    }

    private func readColor(_ color: ColorImage?, _ depth: DepthImage) {
        guard let color, color.width > 0, color.height > 0 else {
            grid.color.update(repeating: 0, count: grid.count)
            return
        }
        let (stride, width, step) = (grid.stride, grid.width, color.pixelStep)
        // Beyond the colour's last pixel, that one.
        let inside = min(width, (color.width - 1) / stride + 1)
        for y in 0..<grid.height {
            let row = color.base + min(y * stride, color.height - 1) * color.rowStep
            let (red, green, blue) = (row + color.red, row + color.green, row + color.blue)
            let out = grid.color + y * width
            let whole = Self.readWords(row, color, stride: stride, to: out, atMost: inside)
            for x in whole..<width {
                let place = x < inside ? x &* stride &* step : (color.width &- 1) &* step
                out[x] = UInt32(red[place]) << 16 | UInt32(green[place]) << 8 | UInt32(blue[place])
            }
        }
    }

    /// Reads pixels as one word each, where their order allows it and the row goes on behind them.
    /// - Returns: how many it read.
    private static func readWords(
        _ row: UnsafePointer<UInt8>, _ color: ColorImage, stride: Int, to out: UnsafeMutablePointer<UInt32>,
        atMost limit: Int
    ) -> Int {
        let (step, bytes) = (color.pixelStep, UnsafeRawPointer(row))
        let isReversed = (color.red, color.green, color.blue) == (2, 1, 0)
        guard step >= 3, isReversed || (color.red, color.green, color.blue) == (0, 1, 2), color.width * step >= 4
        else { return 0 }
        let count = min(limit, (color.width * step - 4) / (stride * step) + 1)
        for x in 0..<count {
            let word = UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: x &* stride &* step, as: UInt32.self))
            out[x] = isReversed ? word & 0xFF_FFFF : word.byteSwapped >> 8
        }
        return count
    }
}
