import Fathom
import FathomKernels
import Testing

@Suite("Scene kernels")
struct SceneKernelTests {
    /// A padded image of slopes, steps, noise and holes, with what the kernels need beside it.
    struct Image {
        static let pad = Int(FATHOM_SCENE_PAD)
        var width: Int
        var height: Int
        var z: [Float]
        var rays: SceneRays
        var view: fathom_scene_view
        var model: fathom_depth_model

        init(_ random: inout SplitMix64) {
            width = Int.random(in: 1...50, using: &random)
            height = Int.random(in: 1...8, using: &random)
            let pitch = width + 2 * Self.pad + Int.random(in: 0...5, using: &random)
            let count = pitch * (height + 2 * Self.pad) + 2 * Self.pad
            z = [Float](repeating: 0, count: count)
            rays = SceneRays(x: z, y: z)
            let isNoisy = Bool.random(using: &random)
            model = fathom_depth_model(
                sigma: isNoisy ? (0.001, 0.0005, 0.002) : (0, 0, 0), step: 0.004, step_slope: 0.01)
            view = fathom_scene_view(
                width: Int32(width), height: Int32(height), pitch: pitch, ray_x: nil, ray_y: nil, crease: 0.15,
                curvature: 33, crease_max: 0.6, offset: 0.002, offset_slope: 0.003)
            var level = Float.random(in: 0.5...2, using: &random)
            for y in 0..<height {
                for x in 0..<width {
                    if Int.random(in: 0..<12, using: &random) == 0 {
                        level += .random(in: -0.03...0.03, using: &random)
                    }
                    let i = (y + Self.pad) * pitch + x + Self.pad
                    rays.x[i] = (Float(x) - 20) * 0.003
                    rays.y[i] = (Float(y) - 3) * 0.003
                    let isHole = Int.random(in: 0..<15, using: &random) == 0
                    z[i] = isHole ? 0 : level + Float(y) * 0.003 + .random(in: -0.001...0.001, using: &random)
                }
            }
        }

        var cells: [(x: Int, y: Int)] { (0..<height).flatMap { y in (0..<width).map { ($0, y) } } }
        var empty: [Float] { [Float](repeating: 0, count: z.count) }

        /// Calls `body` with the view and with what brings an image's pointer to its first cell.
        func with(_ body: (UnsafePointer<fathom_scene_view>, Int) -> Void) {
            rays.x.withUnsafeBufferPointer { x in
                rays.y.withUnsafeBufferPointer { y in
                    guard let x = x.baseAddress, let y = y.baseAddress else { return }
                    let origin = Self.pad * view.pitch + Self.pad
                    var view = view
                    view.ray_x = x + origin
                    view.ray_y = y + origin
                    body(&view, origin)
                }
            }
        }
    }

    @Test("every variant equals the plain form", arguments: variants)
    func equalsReference(variant: fathom_variant) throws {
        let kernels = try #require(fathom_kernels_of(variant)).pointee
        var random = SplitMix64(seed: 21)
        for _ in 0..<60 {
            let image = Image(&random)
            let reference = SceneReference(view: image.view, model: image.model)
            var model = image.model
            let reach = Int.random(in: 1...3, using: &random)
            var smooth = image.empty, crease = image.empty
            var normals = SceneNormals(x: smooth, y: smooth, z: smooth)
            let count = image.width * image.height
            var links = [UInt8](repeating: 9, count: count)
            var (kind, planeOf) = (links, links)
            let planes = (0..<Int.random(in: 0...3, using: &random)).map { _ in
                fathom_scene_plane(
                    a: .random(in: -0.2...0.2, using: &random), b: .random(in: -0.5...0.1, using: &random), c: -0.9,
                    d: .random(in: -1.8 ... -0.4, using: &random), limit: (0.05, 0.01, 0.02))
            }
            image.with { view, origin in
                image.z.withUnsafeBufferPointer { z in
                    smooth.withUnsafeMutableBufferPointer { out in
                        guard let z = z.baseAddress, let out = out.baseAddress else { return }
                        kernels.scene_smooth(view, z + origin, Int32(reach), &model, out + origin)
                    }
                }
                smooth.withUnsafeBufferPointer { z in
                    guard let z = z.baseAddress else { return }
                    Self.fill(&normals, origin) {
                        kernels.scene_normals(view, z + origin, Int32(reach), &model, $0, $1, $2)
                    }
                    Self.read(normals, origin) { nx, ny, nz in
                        crease.withUnsafeMutableBufferPointer { out in
                            guard let out = out.baseAddress else { return }
                            kernels.scene_creases(
                                view, z + origin, nx, ny, nz, Int32(reach), &model, out + origin)
                            kernels.scene_links(view, z + origin, nx, ny, nz, &model, &links)
                            kernels.scene_classify(
                                view, z + origin, nx, ny, nz, out + origin, planes, Int32(planes.count), &kind, &planeOf
                            )
                        }
                    }
                }
            }
            for (x, y) in image.cells {
                let i = reference.place(x, y)
                #expect(smooth[i] == reference.smooth(image.z, x, y, reach: reach))
                let normal = reference.normal(smooth, x, y, reach: reach, rays: image.rays)
                #expect(SIMD3(normals.x[i], normals.y[i], normals.z[i]) == normal)
                #expect(crease[i] == reference.crease(smooth, normals, x, y, reach: reach, rays: image.rays))
                let right = reference.isLinked(smooth, normals, i, i + 1, rays: image.rays)
                let down = reference.isLinked(smooth, normals, i, i + image.view.pitch, rays: image.rays)
                #expect(links[y * image.width + x] == (right ? 1 : 0) + (down ? 2 : 0))
                let own = reference.kind(smooth, normals, crease, planes, x, y, rays: image.rays)
                #expect(kind[y * image.width + x] == own.kind)
                #expect(planeOf[y * image.width + x] == own.plane)
            }
        }
    }

    @Test("every variant samples rows as the plain form does", arguments: variants, [1, 2, 3])
    func samplesRows(variant: fathom_variant, stride: Int) throws {
        let kernels = try #require(fathom_kernels_of(variant)).pointee
        var random = SplitMix64(seed: 22)
        let image = Image(&random)
        let reference = SceneReference(view: image.view, model: image.model)
        for isFloat in [true, false] {
            let width = 61
            let counts = (0..<3 * width).map { _ in UInt16.random(in: 9000...9400, using: &random) }
            let meters: [Float] = (0..<3 * width).map { _ in
                Int.random(in: 0..<9, using: &random) == 0
                    ? [.nan, .infinity, -1, 0][Int.random(in: 0..<4, using: &random)]
                    : .random(in: 0.95...1, using: &random)
            }
            let bytes = isFloat ? meters.withUnsafeBytes(Array.init) : counts.withUnsafeBytes(Array.init)
            let pixels = ExactBytes(bytes)
            var view = fathom_depth_view(
                base: pixels.pointer, row_step: width * (isFloat ? 4 : 2), is_float: isFloat ? 1 : 0,
                meters_per_count: 0.0001, max_depth: 0.935)
            if isFloat { view.max_depth = 0.99 }
            var rows = [[Float]](repeating: [Float](repeating: 0, count: width + 2), count: 3)
            for y in 0..<3 {
                rows[y].withUnsafeMutableBufferPointer {
                    guard let row = $0.baseAddress else { return }
                    kernels.scene_meters(&view, Int32(y), Int32(width), row + 1)
                }
                for x in 0..<width {
                    let z = isFloat ? meters[y * width + x] : Float(counts[y * width + x]) * 0.0001
                    #expect(rows[y][x + 1] == (z > 0 && z <= view.max_depth ? z : 0))
                }
            }
            let cells = (width + stride - 1) / stride
            var out = [Float](repeating: -1, count: cells)
            var model = image.model
            rows[0].withUnsafeBufferPointer { above in
                rows[1].withUnsafeBufferPointer { row in
                    rows[2].withUnsafeBufferPointer { below in
                        guard let above = above.baseAddress, let row = row.baseAddress, let below = below.baseAddress
                        else { return }
                        kernels.scene_sample_row(
                            above + 1, row + 1, below + 1, Int32(stride), Int32(cells), &model, &out)
                    }
                }
            }
            for cell in 0..<cells {
                let x = cell * stride + 1
                let expected = reference.sample(rows[1][x], rows[1][x - 1], rows[1][x + 1], rows[0][x], rows[2][x])
                #expect(out[cell] == expected)
            }
        }
    }

    private static func fill(
        _ normals: inout SceneNormals, _ origin: Int,
        _ body: (UnsafeMutablePointer<Float>, UnsafeMutablePointer<Float>, UnsafeMutablePointer<Float>) -> Void
    ) {
        normals.x.withUnsafeMutableBufferPointer { x in
            normals.y.withUnsafeMutableBufferPointer { y in
                normals.z.withUnsafeMutableBufferPointer { z in
                    guard let x = x.baseAddress, let y = y.baseAddress, let z = z.baseAddress else { return }
                    body(x + origin, y + origin, z + origin)
                }
            }
        }
    }

    private static func read(
        _ normals: SceneNormals, _ origin: Int,
        _ body: (UnsafePointer<Float>, UnsafePointer<Float>, UnsafePointer<Float>) -> Void
    ) {
        normals.x.withUnsafeBufferPointer { x in
            normals.y.withUnsafeBufferPointer { y in
                normals.z.withUnsafeBufferPointer { z in
                    guard let x = x.baseAddress, let y = y.baseAddress, let z = z.baseAddress else { return }
                    body(x + origin, y + origin, z + origin)
                }
            }
        }
    }
}
