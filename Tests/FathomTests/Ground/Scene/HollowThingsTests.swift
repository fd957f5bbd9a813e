import FathomTestKit
import Testing

@testable import Fathom

@Suite("Segmenting hollow things")
struct HollowThingsTests {
    private static func tub(
        _ radius: Double, _ height: Double, at center: Vector3, color: SIMD3<UInt8> = Scene.red
    ) -> Scene.Body {
        Scene.Body("tub", .tub(radius: radius, height: height, thickness: 0.006), at: center, color: color)
    }

    private static func ball(_ radius: Double, at center: Vector3, color: SIMD3<UInt8> = Scene.red) -> Scene.Body {
        Scene.Body("ball", .sphere(radius: radius), at: center, color: color)
    }

    private static let steep = Camera.lookingAtTable(from: Vector3(0.2, -0.12, 0.85), width: 480, height: 360)
    private static let slanted = Camera.lookingAtTable(width: 480, height: 360)

    private func expectOneEach(
        _ bodies: [Scene.Body], camera: Camera, noise: DepthNoise = .ideal, atLeast least: Double = 0.8
    ) {
        let frame = SegmentedFrame(Scene(bodies), camera: camera, noise: noise)
        let segmenter = SceneSegmenter()
        frame.segment(segmenter)
        for body in 1...bodies.count {
            let overlap = frame.overlap(segmenter, body: body)
            #expect(overlap >= least, "body \(body): \(overlap)")
        }
    }

    @Test("a floor goes with the wall around it", arguments: [DepthNoise.ideal, .structuredLight], [steep, slanted])
    func floor(noise: DepthNoise, camera: Camera) {
        expectOneEach(
            [Self.tub(0.09, 0.05, at: .zero)], camera: camera, noise: noise, atLeast: noise == .ideal ? 0.85 : 0.7)
        expectOneEach(
            [Self.tub(0.16, 0.07, at: .zero)], camera: camera, noise: noise, atLeast: noise == .ideal ? 0.85 : 0.7)
    }

    @Test("what lies in a hollow thing does not go with it, though of its colour", arguments: [steep, slanted])
    func content(camera: Camera) {
        expectOneEach(
            [Self.tub(0.1, 0.05, at: .zero), Self.ball(0.035, at: Vector3(0.01, -0.02, 0.041))], camera: camera)
        let box = Scene.Body(
            "box", .box(halfExtents: Vector3(0.03, 0.02, 0.025), heading: 0.5), at: Vector3(-0.01, 0.01, 0.031),
            color: Scene.red)
        expectOneEach([Self.tub(0.11, 0.05, at: .zero), box], camera: camera)
    }

    @Test(
        "a hollow thing is not the inside of one in front of it", arguments: [0.0, 0.3, 0.6], [0.1, 0.12, 0.14])
    func behind(aside: Double, distance: Double) {
        // Away from the camera and to the side of its view.
        let (away, right) = (Vector3(-0.86, 0.51, 0), Vector3(0.51, 0.86, 0))
        let center = away * distance + right * (aside * distance / 2)
        expectOneEach(
            [Self.tub(0.04, 0.09, at: .zero), Self.tub(0.035, 0.09, at: center)], camera: Self.slanted, atLeast: 0.5)
    }

    @Test(
        "a ball seen from steeply above is not held by what it touches",
        arguments: [(1, 0), (0.8, 0.6), (-0.6, -0.8), (0, -1), (0.6, -0.8)])
    func grounded(x: Double, y: Double) {
        // The ball's limb is lost.
        expectOneEach(Self.touching(x, y), camera: Self.steep, atLeast: 0.65)
    }

    @Test("a ball that touches a hollow thing from behind goes with it", arguments: [(0, 1), (-0.6, 0.8), (-1, 0)])
    func behindTouching(x: Double, y: Double) {
        withKnownIssue("the rim hides the ball's lower half") {
            expectOneEach(Self.touching(x, y), camera: Self.steep, atLeast: 0.65)
        }
    }

    @Test("a hollow thing close behind one as high goes with it", arguments: [0.0, 0.3])
    func closeBehind(aside: Double) {
        withKnownIssue("all that is seen of it is its inside, at the height of the rim in front") {
            let center = Vector3(-0.86, 0.51, 0) * 0.085 + Vector3(0.51, 0.86, 0) * (aside * 0.0425)
            expectOneEach(
                [Self.tub(0.04, 0.09, at: .zero), Self.tub(0.035, 0.09, at: center)], camera: Self.slanted,
                atLeast: 0.5)
        }
    }

    private static func touching(_ x: Double, _ y: Double) -> [Scene.Body] {
        [tub(0.09, 0.05, at: .zero), ball(0.04, at: Vector3(0.131 * x, 0.131 * y, 0.04))]
    }
}
