internal import FathomKernels

/// Smoothed depth, normals and creases of one frame on the scene's grid, with a border of cells without depth around it.
final class SceneSurface {
    static let pad = Int(FATHOM_SCENE_PAD)

    private(set) var width = 0
    private(set) var height = 0
    /// Floats from one row to the next.
    private(set) var pitch = 0
    private var columns = 0
    private var camera: Camera?
    private var isRadial = false
    /// Metres that a cell covers at 1 m.
    private(set) var footprint: Float = 0

    /// Metres; 0 where there is none.
    let z = FloatPlane()
    /// Unit normals towards the camera, 0 where unknown.
    let nx = FloatPlane()
    let ny = FloatPlane()
    let nz = FloatPlane()
    /// ≥ 1 where the surface folds inwards.
    let crease = FloatPlane()
    /// By cell of the grid, without a border: bit 0 where the cell to the right is of its surface, bit 1 the one below.
    let links: UnsafeMutablePointer<UInt8> = .allocate(capacity: SceneGrid.maxCells)
    let rayX = FloatPlane()
    let rayY = FloatPlane()
    private let raw = FloatPlane()
    private let half = FloatPlane()
    /// Planar depth over depth along the ray.
    private let shrink = FloatPlane()
    /// Three rows of the image in metres.
    private let rows = FloatPlane()

    deinit {
        links.deallocate()
    }

    /// Tells what each cell is, and which of `planes` it is on, index plus one.
    func classify(
        _ planes: [fathom_scene_plane], kind: UnsafeMutablePointer<UInt8>, planeOf: UnsafeMutablePointer<UInt8>
    ) {
        var scene = view
        let cells = cells
        fathom_scene_classify(
            &scene, cells.z, cells.nx, cells.ny, cells.nz, cells.crease, planes, Int32(planes.count), kind, planeOf)
    }

    /// Its memory, for loops: valid until another frame is measured.
    var cells: Cells {
        Cells(
            z: z.base + origin, nx: nx.base + origin, ny: ny.base + origin, nz: nz.base + origin,
            crease: crease.base + origin, rayX: rayX.base + origin, rayY: rayY.base + origin, links: links,
            width: width, height: height, pitch: pitch)
    }

    /// Plain pointers to the cells of a surface: all but `links` have cell (x, y) at y · pitch + x.
    struct Cells {
        let z: UnsafeMutablePointer<Float>
        let nx: UnsafeMutablePointer<Float>
        let ny: UnsafeMutablePointer<Float>
        let nz: UnsafeMutablePointer<Float>
        let crease: UnsafeMutablePointer<Float>
        let rayX: UnsafeMutablePointer<Float>
        let rayY: UnsafeMutablePointer<Float>
        /// Cell (x, y) at y · width + x.
        let links: UnsafeMutablePointer<UInt8>
        let width: Int
        let height: Int
        let pitch: Int
    }

    /// Place of cell (0, 0).
    var origin: Int { Self.pad * pitch + Self.pad }

    /// Reads `depth` on the grid of `grid` and works out its surface.
    func measure(_ depth: DepthImage, grid: SceneGrid, projection: Projection, noise: DepthNoise) {
        prepare(depth, grid, projection)
        sample(depth, grid, projection, noise)
        let isNoisy = noise.sigma(1) > 0.1 * projection.footprint(depth: Double(grid.stride))
        let cells = noise.model(projection, pixels: grid.stride)
        smooth(cells, isNoisy, view)
        var view = view
        var model = cells
        let reach: Int32 = isNoisy ? 2 : 1
        model.step_slope *= Float(reach)
        fathom_scene_normals(
            &view, z.base + origin, reach, &model, nx.base + origin, ny.base + origin, nz.base + origin)
        model.step_slope = cells.step_slope * 3
        fathom_scene_creases(
            &view, z.base + origin, nx.base + origin, ny.base + origin, nz.base + origin, reach + 1, &model,
            crease.base + origin)
        model = cells
        fathom_scene_links(
            &view, z.base + origin, nx.base + origin, ny.base + origin, nz.base + origin, &model, links)
    }

    private var view: fathom_scene_view {
        // Rounder than a 3 cm radius is a curve, not a crease; what bends by 35° over whatever distance is one.
        fathom_scene_view(
            width: Int32(width), height: Int32(height), pitch: pitch, ray_x: rayX.base + origin,
            ray_y: rayY.base + origin, crease: 0.15, curvature: 1 / 0.03, crease_max: 0.6, offset: 0.002,
            offset_slope: footprint)
    }

    private func smooth(_ cells: fathom_depth_model, _ isNoisy: Bool, _ scene: fathom_scene_view) {
        var view = scene
        var model = cells
        guard isNoisy else {
            return fathom_scene_smooth(&view, raw.base + origin, 1, &model, z.base + origin)
        }
        fathom_scene_smooth(&view, raw.base + origin, 1, &model, half.base + origin)
        model.step_slope *= 2
        fathom_scene_smooth(&view, half.base + origin, 2, &model, z.base + origin)
    }

    private func sample(_ depth: DepthImage, _ grid: SceneGrid, _ projection: Projection, _ noise: DepthNoise) {
        var source = fathom_depth_view(
            base: depth.base, row_step: depth.rowStep, is_float: depth.isFloat ? 1 : 0,
            meters_per_count: depth.metersPerCount, max_depth: depth.maxDepth)
        var model = noise.model(projection, pixels: 1)
        let (length, width) = (rowLength, self.width)
        var loaded = -1
        func row(_ y: Int) -> UnsafeMutablePointer<Float> {
            rows.base + ((y + 3) % 3) * length + Self.pad
        }
        for cell in 0..<height {
            let y = grid.pixel(cell)
            while loaded < min(y + 1, depth.height - 1) {
                loaded += 1
                if loaded >= y - 1 { fathom_scene_meters(&source, Int32(loaded), Int32(columns), row(loaded)) }
            }
            // Outside of the image there is no depth.
            if y == 0 { row(-1).update(repeating: 0, count: columns) }
            if y + 1 == depth.height { row(y + 1).update(repeating: 0, count: columns) }
            let target = raw.base + origin + cell * pitch
            fathom_scene_sample_row(
                row(y - 1), row(y), row(y + 1), Int32(grid.stride), Int32(width), &model, target)
            let start = origin + cell * pitch
            let (shrink, rayX, rayY) = (shrink.base + start, rayX.base + start, rayY.base + start)
            if depth.isRadial {
                for x in 0..<width { target[x] *= shrink[x] }
            }
            let (gridX, gridY, gridZ) = (grid.x + cell * width, grid.y + cell * width, grid.z + cell * width)
            for x in 0..<width {
                let z = target[x]
                gridX[x] = z * rayX[x]
                gridY[x] = z * rayY[x]
                gridZ[x] = z
            }
        }
    }

    private var rowLength: Int { columns + 2 * Self.pad }

    private func prepare(_ depth: DepthImage, _ grid: SceneGrid, _ projection: Projection) {
        guard
            width != grid.width || height != grid.height || columns != depth.width || camera != projection.camera
                || isRadial != depth.isRadial
        else { return }
        (width, height, columns) = (grid.width, grid.height, depth.width)
        (camera, isRadial) = (projection.camera, depth.isRadial)
        footprint = Float(projection.footprint(depth: Double(grid.stride)))
        pitch = (width + 2 * Self.pad + 15) & ~15
        let cells = pitch * (height + 2 * Self.pad) + 2 * Self.pad
        for plane in [z, nx, ny, nz, crease, rayX, rayY, raw, half, shrink] { plane.clear(cells) }
        rows.clear(3 * rowLength)
        for y in 0..<height {
            for x in 0..<width {
                let ray = projection.ray(Double(grid.pixel(x)), Double(grid.pixel(y)))
                let place = origin + y * pitch + x
                rayX.base[place] = Float(ray.x)
                rayY.base[place] = Float(ray.y)
                shrink.base[place] = Float(1 / ray.length)
            }
        }
    }
}

/// Memory for floats that stays where it is.
final class FloatPlane {
    private(set) var base: UnsafeMutablePointer<Float> = .allocate(capacity: 0)
    private var capacity = 0

    deinit {
        base.deallocate()
    }

    /// Makes room for `count` zeros.
    func clear(_ count: Int) {
        if count > capacity {
            base.deallocate()
            base = .allocate(capacity: count)
            capacity = count
        }
        base.initialize(repeating: 0, count: count)
    }
}
