import FathomTestKit
import Testing

@testable import Fathom

@Suite struct ShapeFitTests {
    static let viewpoint = Vector3(0.8, -0.3, 0.7)

    /// Points of a sphere's cap that faces the viewpoint.
    static func cap(
        _ center: Vector3, _ radius: Double, count: Int, noise: Double, random: inout SplitMix64
    ) -> PointBuffer {
        let points = PointBuffer()
        let toward = (viewpoint - center) / (viewpoint - center).length
        while points.count < count {
            let direction = Vector3(random.normal(), random.normal(), random.normal())
            let unit = direction / direction.length
            guard unit.dot(toward) > 0.1 else { continue }
            let ray = (center + unit * radius - viewpoint) / (center + unit * radius - viewpoint).length
            points.append(center + unit * radius + ray * (noise * random.normal()))
        }
        return points
    }

    @Test func aSphereIsRecoveredFromItsCap() throws {
        var random = SplitMix64(seed: 1)
        for _ in 0..<50 {
            let center = Vector3(random.uniform(-0.3...0.3), random.uniform(-0.3...0.3), random.uniform(0...0.3))
            let radius = random.uniform(0.01...0.15)
            let points = Self.cap(center, radius, count: 200, noise: 0, random: &random)
            let fit = try #require(SphereFit(points, viewpoint: Self.viewpoint, prior: nil, sigma: 0.001))
            #expect((fit.center - center).length < 1e-6)
            #expect(abs(fit.radius - radius) < 1e-6)
        }
    }

    @Test func theCovarianceOfASphereIsTrue() throws {
        var random = SplitMix64(seed: 2)
        let center = Vector3(0.1, 0.05, 0.2)
        var normalized = 0.0
        let trials = 200
        for _ in 0..<trials {
            let points = Self.cap(center, 0.03, count: 300, noise: 0.001, random: &random)
            let fit = try #require(SphereFit(points, viewpoint: Self.viewpoint, prior: nil, sigma: 0.001))
            let inverse = try #require(fit.covariance.inverse)
            let error = fit.center - center
            normalized += error.dot(inverse * error) / 3
        }
        // Noise runs along the rays, not along the normals, which the fit assumes: between half and one and a half.
        #expect((0.4...1.6).contains(normalized / Double(trials)))
    }

    @Test func outliersDoNotMoveASphere() throws {
        var random = SplitMix64(seed: 3)
        let center = Vector3(0, 0, 0.1)
        let points = Self.cap(center, 0.04, count: 300, noise: 0, random: &random)
        for _ in 0..<15 { points.append(center + Vector3(random.uniform(0.05...0.08), 0.02, -0.06)) }
        let fit = try #require(SphereFit(points, viewpoint: Self.viewpoint, prior: nil, sigma: 0.0005))
        #expect((fit.center - center).length < 0.001)
    }

    @Test func aBoxFromItsTopAndSidesStandsOnItsPlane() throws {
        var random = SplitMix64(seed: 4)
        for _ in 0..<20 {
            let half = Vector3(random.uniform(0.02...0.05), random.uniform(0.02...0.05), random.uniform(0.02...0.05))
            let (sine, cosine) = (0.6, 0.8)
            let axes = Matrix3(columns: Vector3(cosine, sine, 0), Vector3(-sine, cosine, 0), Vector3(0, 0, 1))
            let center = Vector3(0.1, 0.2, half.z)
            let points = PointBuffer()
            for _ in 0..<1500 {
                var local = Vector3(random.uniform(-1...1), random.uniform(-1...1), random.uniform(-0.8...1)) * half
                switch Int(random.next() % 3) {
                case 0: local.z = half.z
                case 1: local.x = half.x
                default: local.y = -half.y
                }
                points.append(center + axes * local)
            }
            let scene = BoxFit.Scene(up: Vector3(0, 0, 1), viewpoint: Self.viewpoint, supportHeight: 0, footprint: 0)
            let fit = try #require(ShapeFitter(noise: .ideal).fit(points, scene: scene))
            #expect((fit.shape.center - center).length < 0.0025)
            #expect(abs(fit.shape.size.z - 2 * half.z) < 0.002)
        }
    }

    @Test func aPlaneIsFoundUnderClutterAndNoise() throws {
        var renderer = Renderer(noise: .structuredLight, seed: 9)
        let frame = renderer.frame(Scene([GroundingTests.block, GroundingTests.ball]))
        let view = FrameView(noise: .structuredLight, limits: FrameLimits())
        view.begin(frame, reference: .world)
        let plane = try #require(try view.supportPlanes(frame).first)
        #expect(plane.up.dot(Vector3(0, 0, 1)) > 0.9995)
        #expect(abs(plane.height) < 0.002)
    }

    @Test func pixelsAndRaysAreInverse() {
        var random = SplitMix64(seed: 5)
        var camera = Camera.lookingAtTable(width: 640, height: 480)
        camera.distortion = .plumbBob(k1: -0.1, k2: 0.02, p1: 0.001, p2: -0.0005, k3: 0)
        let projection = Projection(camera)
        for _ in 0..<200 {
            let (u, v) = (random.uniform(0...639), random.uniform(0...479))
            let pixel = projection.pixel(projection.ray(u, v) * 1.7)
            #expect(abs((pixel?.u ?? 0) - u) < 0.01 && abs((pixel?.v ?? 0) - v) < 0.01)
        }
    }

    @Test func radialDepthOfAFlatWallIsFlat() {
        let projection = Projection(.lookingAtTable())
        for (u, v) in [(0.0, 0.0), (160, 120), (319, 10)] {
            let ray = projection.ray(u, v)
            let point = projection.point(u, v, depth: 2 * ray.length, isRadial: true)
            #expect(abs(point.z - 2) < 1e-12)
        }
    }
}
