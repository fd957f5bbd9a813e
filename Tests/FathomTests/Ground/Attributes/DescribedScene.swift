import FathomTestKit

@testable import Fathom

/// A rendered scene, described with its true labels.
struct DescribedScene {
    let grid = SceneGrid()
    let describer: ObjectDescriber
    let objects: [SceneObject]
    let planes: [SupportPlane]
    let frameFromCamera: Transform
    let projection: Projection
    static let up = Vector3(0, 0, 1)

    /// - Parameter tint: what each pixel's components are multiplied by.
    init(
        _ bodies: [Scene.Body], noise: DepthNoise = .structuredLight, camera: Camera = .lookingAtTable(),
        tint: SIMD3<Double> = SIMD3(1, 1, 1), seed: UInt64 = 3
    ) throws {
        var renderer = Renderer(camera: camera, noise: noise, seed: seed)
        let frame = renderer.frame(Scene(bodies))
        let view = FrameView(noise: noise, limits: FrameLimits())
        view.begin(frame, reference: .world)
        let (depth, color, labels) = (try view.depth(frame), try view.color(frame), try view.labels(frame))
        planes = try view.supportPlanes(frame)
        frameFromCamera = view.frameFromCamera
        projection = Projection(camera)
        grid.resize(columns: depth.width, rows: depth.height)
        for row in 0..<grid.height {
            for column in 0..<grid.width {
                let (cell, x, y) = (row * grid.width + column, grid.pixel(column), grid.pixel(row))
                let z = depth.meters(x: x, y: y)
                let point = projection.point(Double(x), Double(y), depth: Double(z), isRadial: false)
                grid.x[cell] = z > 0 ? Float(point.x) : 0
                grid.y[cell] = z > 0 ? Float(point.y) : 0
                grid.z[cell] = z > 0 ? z : 0
                grid.labels[cell] = UInt16(labels.value(x: x, y: y))
                let pixel = color.base + y * color.rowStep + x * color.pixelStep
                func component(_ offset: Int, _ gain: Double) -> UInt32 {
                    UInt32(min(Double(pixel[offset]) * gain, 255))
                }
                grid.color[cell] =
                    component(color.red, tint.x) << 16 | component(color.green, tint.y) << 8
                    | component(color.blue, tint.z)
            }
        }
        describer = ObjectDescriber(noise: noise)
        objects = describer.describe(
            grid: grid, labels: bodies.count, planes: planes, up: Self.up, frameFromCamera: frameFromCamera,
            projection: projection)
    }

    func measured(_ label: Int, as shape: ShapeClass = .any) -> (object: SceneObject, surface: SeenSurface)? {
        describer.measure(objects[label - 1], as: shape, grid: grid)
    }
}

extension SceneObject {
    /// Error of the centre over what its covariance says, 1 on average.
    func normalizedError(_ truth: Vector3) -> Double? {
        let error = center - truth
        let covariance = observation.noise + observation.systematic
        return covariance.inverse.map { (error.dot($0 * error) / 3).squareRoot() }
    }

    var mainColor: ColorName? {
        ColorName.allCases.max { colors[$0] < colors[$1] }
    }
}
