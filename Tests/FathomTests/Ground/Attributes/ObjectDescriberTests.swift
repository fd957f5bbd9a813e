import FathomTestKit
import Testing

@testable import Fathom

@Suite struct ObjectDescriberTests {
    static let ball = Scene.Body("ball", .sphere(radius: 0.04), at: Vector3(0.1, 0.1, 0.04), color: Scene.red)
    static let block = Scene.Body(
        "block", .box(halfExtents: Vector3(0.06, 0.03, 0.04), heading: 0.5), at: Vector3(-0.1, -0.05, 0.04),
        color: Scene.blue)
    static let tile = Scene.Body(
        "tile", .box(halfExtents: Vector3(0.05, 0.05, 0.015), heading: 0.2), at: Vector3(0.05, -0.15, 0.015),
        color: Scene.green)
    static let cube = Scene.Body(
        "cube", .box(halfExtents: Vector3(0.02, 0.02, 0.02), heading: 0.9), at: Vector3(0.05, -0.15, 0.05),
        color: Scene.yellow)

    @Test func centresAndSizesAreThoseOfTheWholeThings() throws {
        let bodies = [Self.ball, Self.block, Self.tile, Self.cube]
        let scene = try DescribedScene(bodies)
        #expect(scene.objects.map(\.label) == [1, 2, 3, 4])
        for (object, body) in zip(scene.objects, bodies) {
            #expect((object.center - body.center).length < 0.006, "\(body.name)")
        }
        let size = scene.objects[1].size
        #expect(abs(size.x - 0.12) < 0.012 && abs(size.y - 0.06) < 0.012 && abs(size.z - 0.08) < 0.006)
    }

    @Test func uncertaintyCoversTheError() throws {
        var random = SplitMix64(seed: 4)
        var errors: [Double] = []
        for seed in 1...12 {
            let half = Vector3(random.uniform(0.02...0.06), random.uniform(0.02...0.04), random.uniform(0.02...0.06))
            let block = Scene.Body(
                "block", .box(halfExtents: half, heading: random.uniform(0...3)),
                at: Vector3(random.uniform(-0.15...0.1), random.uniform(-0.15...0.15), half.z), color: Scene.blue)
            let radius = random.uniform(0.02...0.05)
            let ball = Scene.Body("ball", .sphere(radius: radius), at: Vector3(0.25, 0.1, radius), color: Scene.red)
            let scene = try DescribedScene([block, ball], seed: UInt64(seed))
            for (object, body) in zip(scene.objects, [block, ball]) {
                errors.append(try #require(object.normalizedError(body.center)))
            }
        }
        errors.sort()
        #expect(errors[errors.count / 2] < 1.2)
        #expect(errors[errors.count / 2] > 0.1, "so wide that it says nothing")
        #expect(errors[errors.count * 9 / 10] < 2.5)
    }

    @Test func formsExplainWhatTheyAre() throws {
        let scene = try DescribedScene([Self.ball, Self.block])
        let (ball, block) = (scene.objects[0].form, scene.objects[1].form)
        #expect(ball.sphere > 0.8 && ball.sphere > 2 * ball.box)
        #expect(block.box > 0.8 && block.box > 2 * block.sphere && block.box > block.cylinder)
        #expect(ball.hollow == 0 && block.hollow == 0 && block.bent == 0)
    }

    @Test func thingsRestOnTheTableOrOnOneAnother() throws {
        let scene = try DescribedScene([Self.ball, Self.block, Self.tile, Self.cube])
        #expect(scene.objects[0].support == .plane(0))
        #expect(scene.objects[2].support == .plane(0))
        #expect(scene.objects[3].support == .object(3))
        #expect(scene.objects[3].neighbours == [3])
        #expect(scene.objects[0].neighbours.isEmpty)
    }

    @Test func theNearestPointIsThatOfTheSurface() throws {
        let scene = try DescribedScene([Self.ball, Self.block])
        let viewpoint = scene.frameFromCamera.translation
        let truth = (Self.ball.center - viewpoint).length - 0.04
        #expect(abs(scene.objects[0].nearest - truth) < 0.004)
    }

    @Test func aStrayPixelMovesNothing() throws {
        let calm = try DescribedScene([Self.block])
        let scene = try DescribedScene([Self.block])
        let bounds = calm.objects[0].bounds
        // Flying pixels between the thing and the camera, a few on its outline.
        for column in [bounds.xMin, (bounds.xMin + bounds.xMax) / 2, bounds.xMax] {
            let cell = bounds.yMin * scene.grid.width + column
            scene.grid.labels[cell] = 1
            for part in [scene.grid.x, scene.grid.y, scene.grid.z] { part[cell] *= 0.7 }
        }
        let object = try #require(
            scene.describer.describe(
                grid: scene.grid, labels: 1, planes: scene.planes, up: DescribedScene.up,
                frameFromCamera: scene.frameFromCamera, projection: scene.projection
            ).first)
        #expect((object.center - calm.objects[0].center).length < 0.003)
        #expect(abs(object.nearest - calm.objects[0].nearest) < 0.003)
    }

    @Test func theSameSceneIsDescribedTheSame() throws {
        let scene = try DescribedScene([Self.ball, Self.block, Self.tile, Self.cube])
        let again = scene.describer.describe(
            grid: scene.grid, labels: 4, planes: scene.planes, up: DescribedScene.up,
            frameFromCamera: scene.frameFromCamera, projection: scene.projection)
        for (one, other) in zip(scene.objects, again) {
            #expect(one.center == other.center && one.size == other.size && one.form == other.form)
            #expect(one.colors == other.colors && one.nearest == other.nearest && one.support == other.support)
        }
    }

    @Test func aLabelWithoutMeasuredCellsGivesNoObject() throws {
        let scene = try DescribedScene([Self.ball])
        for cell in 0..<scene.grid.count where scene.grid.labels[cell] == 1 { scene.grid.z[cell] = 0 }
        let objects = scene.describer.describe(
            grid: scene.grid, labels: 3, planes: scene.planes, up: DescribedScene.up,
            frameFromCamera: scene.frameFromCamera, projection: scene.projection)
        #expect(objects.isEmpty)
    }

    @Test func aKnownFormIsMeasuredAsSuch() throws {
        let scene = try DescribedScene([Self.ball, Self.block])
        let ball = try #require(scene.measured(1, as: .sphere)).object
        guard case .sphere(let center, let radius) = ball.observation.shape else {
            Issue.record("no sphere")
            return
        }
        #expect((center - Self.ball.center).length < 0.004 && abs(radius - 0.04) < 0.003)
        let boxed = try #require(scene.measured(1, as: .box)).object
        guard case .box = boxed.observation.shape else {
            Issue.record("no box")
            return
        }
    }
}
