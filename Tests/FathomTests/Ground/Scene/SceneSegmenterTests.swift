import FathomTestKit
import Testing

@testable import Fathom

@Suite("Segmenting a scene")
struct SceneSegmenterTests {
    private static func box(
        _ half: Vector3, at center: Vector3, heading: Double = 0.4, color: SIMD3<UInt8> = Scene.red
    ) -> Scene.Body {
        Scene.Body("box", .box(halfExtents: half, heading: heading), at: center, color: color)
    }

    private static func ball(_ radius: Double, at center: Vector3, color: SIMD3<UInt8> = Scene.blue) -> Scene.Body {
        Scene.Body("ball", .sphere(radius: radius), at: center, color: color)
    }

    private func expectApart(
        _ bodies: [Scene.Body], noise: DepthNoise = .ideal, atLeast least: Double = 0.8,
        _ spoil: (inout SegmentedFrame) -> Void = { _ in }
    ) {
        var frame = SegmentedFrame(Scene(bodies), noise: noise)
        spoil(&frame)
        let segmenter = SceneSegmenter()
        frame.segment(segmenter)
        for body in 1...bodies.count {
            let overlap = frame.overlap(segmenter, body: body)
            #expect(overlap >= least, "body \(body): \(overlap)")
        }
    }

    @Test(
        "things that stand apart are one label each, and the table is none",
        arguments: [DepthNoise.ideal, .structuredLight])
    func standsApart(noise: DepthNoise) {
        let bodies = [
            Self.box(Vector3(0.04, 0.03, 0.05), at: Vector3(0, 0, 0.05)), Self.ball(0.04, at: Vector3(0.15, 0.1, 0.04)),
            Self.box(Vector3(0.05, 0.03, 0.02), at: Vector3(-0.15, 0.1, 0.02), color: Scene.green),
        ]
        expectApart(bodies, noise: noise)
        let frame = SegmentedFrame(Scene(bodies), noise: noise)
        let segmenter = SceneSegmenter()
        frame.segment(segmenter)
        #expect(segmenter.regions.count == 3)
        let grid = segmenter.grid
        for cell in 0..<grid.count where grid.planeOf[cell] > 0 { #expect(grid.labels[cell] == 0) }
    }

    @Test("what is stacked comes apart, though of one colour", arguments: [DepthNoise.ideal, .structuredLight])
    func stacked(noise: DepthNoise) {
        expectApart(
            [
                Self.box(Vector3(0.09, 0.07, 0.03), at: Vector3(0, 0, 0.03)),
                Self.box(Vector3(0.03, 0.03, 0.04), at: Vector3(-0.01, 0.01, 0.1), heading: 0.8),
            ], noise: noise)
    }

    @Test("what touches comes apart, though of one colour", arguments: [DepthNoise.ideal, .structuredLight])
    func touching(noise: DepthNoise) {
        expectApart(
            [Self.ball(0.04, at: Vector3(0, 0, 0.04)), Self.ball(0.04, at: Vector3(0.02, 0.077, 0.04))], noise: noise)
        expectApart(
            [
                Self.box(Vector3(0.04, 0.04, 0.06), at: Vector3(0, 0, 0.06), heading: 0.2),
                Self.ball(0.035, at: Vector3(0.03, -0.08, 0.035), color: Scene.red),
            ], noise: noise)
    }

    @Test("a thing one centimetre high is found")
    func flat() {
        expectApart([Self.box(Vector3(0.06, 0.04, 0.005), at: Vector3(0, 0, 0.005))], atLeast: 0.8)
    }

    @Test("blocks flush on top of each other come apart by colour")
    func flush() {
        let half = Vector3(0.03, 0.03, 0.03)
        expectApart([
            Self.box(half, at: Vector3(0, 0, 0.03), heading: 0.55, color: Scene.red),
            Self.box(half, at: Vector3(0, 0, 0.09), heading: 0.55, color: Scene.blue),
        ])
    }

    @Test("a label on a box does not tear it apart", arguments: [1, 9])
    func printed(stripe: Int) {
        let bodies = [Self.box(Vector3(0.05, 0.04, 0.06), at: Vector3(0, 0, 0.06))]
        expectApart(bodies) { frame in
            let cells = frame.truth.indices.filter { frame.truth[$0] == 1 }
            let xs = cells.map { $0 % frame.width }, ys = cells.map { $0 / frame.width }
            guard let left = xs.min(), let right = xs.max(), let top = ys.min(), let bottom = ys.max() else { return }
            for cell in cells {
                let (x, y) = (cell % frame.width, cell / frame.width)
                let isInside =
                    abs(2 * x - left - right) < (right - left) / 3 && abs(2 * y - top - bottom) < (bottom - top) / 3
                guard stripe > 1 ? y / stripe % 2 == 0 : isInside else { continue }
                for channel in 0..<3 { frame.colors[cell * 3 + channel] = [250, 250, 30][channel] }
            }
        }
    }

    @Test("holes in the depth do not cut a thing up, and are its own")
    func holes() {
        let bodies = [Self.box(Vector3(0.05, 0.04, 0.06), at: Vector3(0, 0, 0.06), heading: 0.1)]
        expectApart(bodies) { frame in
            var random = SplitMix64(seed: 4)
            let cells = frame.truth.indices.filter { frame.truth[$0] == 1 }
            let rows = cells.map { $0 / frame.width }
            let middle = ((rows.min() ?? 0) + (rows.max() ?? 0)) / 2
            for cell in cells where abs(cell / frame.width - middle) < 4 || random.uniform() < 0.03 {
                frame.meters[cell] = .nan
            }
        }
    }

    @Test("a pixel that hangs between two surfaces is of neither")
    func flying() {
        var frame = SegmentedFrame(Scene([Self.ball(0.05, at: Vector3(0, 0, 0.15))]))
        let segmenter = SceneSegmenter()
        frame.segment(segmenter)
        let grid = segmenter.grid
        var flying: [Int] = []
        // Left outlines: the first pixel of the ball, halfway back to the table.
        for y in stride(from: 0, to: frame.height, by: grid.stride) {
            for x in stride(from: grid.stride, to: frame.width, by: grid.stride) {
                let cell = y * frame.width + x
                guard frame.truth[cell] == 1, frame.truth[cell - 1] == 0, frame.truth[cell + 1] == 1,
                    frame.meters[cell - 1] - frame.meters[cell + 1] > 0.1
                else { continue }
                frame.meters[cell] = (frame.meters[cell - 1] + frame.meters[cell + 1]) / 2
                flying.append(cell)
            }
        }
        #expect(!flying.isEmpty)
        frame.segment(segmenter)
        for cell in flying {
            let (y, x) = (cell / frame.width / grid.stride, cell % frame.width / grid.stride)
            #expect(grid.z[y * grid.width + x] == 0)
        }
    }

    @Test("the same frame gets the same labels whatever came before")
    func pure() {
        let bodies = [
            Self.box(Vector3(0.04, 0.03, 0.05), at: Vector3(0, 0, 0.05)), Self.ball(0.04, at: Vector3(0.15, 0.1, 0.04)),
        ]
        let frame = SegmentedFrame(Scene(bodies), noise: .structuredLight)
        let fresh = SceneSegmenter()
        frame.segment(fresh)
        let used = SceneSegmenter()
        SegmentedFrame(Scene([Self.ball(0.1, at: Vector3(0, 0, 0.1))]), camera: .lookingAtTable(width: 90, height: 70))
            .segment(used, planes: [])
        SegmentedFrame(Scene(bodies), camera: .lookingAtTable(width: 700, height: 500)).segment(used, isColored: false)
        frame.segment(used)
        #expect(frame.labels(fresh) == frame.labels(used))
        #expect(fresh.regions == used.regions)
    }

    @Test("regions tell their cells and bounds, the largest first")
    func regions() {
        let frame = SegmentedFrame(
            Scene([
                Self.ball(0.03, at: Vector3(0.15, 0.1, 0.03)),
                Self.box(Vector3(0.05, 0.05, 0.05), at: Vector3(0, 0, 0.05)),
            ]))
        let segmenter = SceneSegmenter()
        frame.segment(segmenter)
        let grid = segmenter.grid
        #expect(segmenter.regions.count == 2)
        for (index, region) in segmenter.regions.enumerated() {
            let cells = (0..<grid.count).filter { Int(grid.labels[$0]) == index + 1 }
            #expect(cells.count == region.cells)
            #expect(cells.map { grid.pixel($0 % grid.width) }.min() == region.bounds.xMin)
            #expect(cells.map { grid.pixel($0 / grid.width) }.min() == region.bounds.yMin)
        }
        #expect(segmenter.regions[0].cells > segmenter.regions[1].cells)
    }

    @Test("a support plane is followed to where it lies now")
    func followsPlane() throws {
        let frame = SegmentedFrame(Scene([Self.ball(0.05, at: Vector3(0, 0, 0.05))]), noise: .structuredLight)
        let segmenter = SceneSegmenter()
        let up = try #require(Vector3(0.008, -0.006, 1).normalized)
        frame.segment(segmenter, planes: [SupportPlane(up: up, height: 0.003, support: 900, range: 1)])
        let plane = try #require(segmenter.planes.first)
        #expect(plane.up.dot(Vector3(0, 0, 1)) > 0.99999)
        #expect(abs(plane.height) < 0.001)
    }

    @Test("frames without anything to see have no regions", arguments: [(1, 1), (3, 200), (64, 48)])
    func empty(width: Int, height: Int) {
        var frame = SegmentedFrame(Scene([]), camera: .lookingAtTable(width: width, height: height))
        frame.meters = [Float](repeating: .nan, count: width * height)
        let segmenter = SceneSegmenter()
        frame.segment(segmenter)
        #expect(segmenter.regions.isEmpty)
        for cell in 0..<segmenter.grid.count { #expect(segmenter.grid.z[cell] == 0) }
    }

    @Test("without a known plane the table is a thing like the others")
    func noPlane() {
        let frame = SegmentedFrame(Scene([Self.ball(0.05, at: Vector3(0, 0, 0.05))]))
        let segmenter = SceneSegmenter()
        frame.segment(segmenter, planes: [])
        #expect(frame.overlap(segmenter, body: 1) > 0.8)
    }
}
