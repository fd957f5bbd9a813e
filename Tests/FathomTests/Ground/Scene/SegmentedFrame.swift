import FathomTestKit

@testable import Fathom

/// A rendered scene whose pixels a test may spoil before it is segmented.
struct SegmentedFrame {
    let camera: Camera
    let noise: DepthNoise
    let width: Int
    let height: Int
    var meters: [Float]
    var colors: [UInt8]
    /// Index of the body plus one.
    let truth: [UInt8]

    init(_ scene: Scene, camera: Camera = .lookingAtTable(width: 480, height: 360), noise: DepthNoise = .ideal) {
        var renderer = Renderer(camera: camera, noise: noise)
        let planes = renderer.planes(scene)
        (self.camera, self.noise) = (camera, noise)
        (width, height) = (camera.width, camera.height)
        func bytes(_ kind: PlaneKind) -> [UInt8] {
            planes.first { $0.kind == kind }?.storage.map { Array($0.bytes) } ?? []
        }
        meters = bytes(.depth).withUnsafeBytes { Array($0.bindMemory(to: Float.self)) }
        (colors, truth) = (bytes(.color), bytes(.label))
    }

    /// The plane that the table is, in the world.
    static let table = SupportPlane(up: Vector3(0, 0, 1), height: 0, support: 1000, range: 1)

    func segment(_ segmenter: SceneSegmenter, planes: [SupportPlane] = [Self.table], isColored: Bool = true) {
        let pose = camera.worldFromCamera ?? .identity
        meters.withUnsafeBytes { meters in
            colors.withUnsafeBufferPointer { colors in
                guard let depth = meters.baseAddress, let base = colors.baseAddress else { return }
                segmenter.segment(
                    depth: DepthImage(
                        base: depth, isFloat: true, width: width, height: height, rowStep: width * 4,
                        metersPerCount: 1, isRadial: false, maxDepth: 20),
                    color: isColored
                        ? ColorImage(
                            base: base, width: width, height: height, rowStep: width * 3, pixelStep: 3, red: 0,
                            green: 1, blue: 2) : nil,
                    projection: Projection(camera), noise: noise, planes: planes, cameraFromFrame: pose.rigidInverse)
            }
        }
    }

    /// How well the label that covers `body` best does: cells of both over cells of either.
    func overlap(_ segmenter: SceneSegmenter, body: Int) -> Double {
        let grid = segmenter.grid
        var both = [Int](repeating: 0, count: segmenter.regions.count + 1)
        var own = both
        var total = 0
        for cell in 0..<grid.count {
            let (y, x) = (cell / grid.width, cell % grid.width)
            let isBody = Int(truth[grid.pixel(y) * width + grid.pixel(x)]) == body
            let label = Int(grid.labels[cell])
            own[label] += 1
            if isBody {
                both[label] += 1
                total += 1
            }
        }
        return (1..<max(own.count, 2)).map {
            $0 < own.count ? Double(both[$0]) / Double(own[$0] + total - both[$0]) : 0
        }
        .max() ?? 0
    }

    func labels(_ segmenter: SceneSegmenter) -> [UInt16] {
        Array(UnsafeBufferPointer(start: segmenter.grid.labels, count: segmenter.grid.count))
    }
}
