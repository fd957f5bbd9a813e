import FathomTestKit
import Testing

@testable import Fathom

@Suite struct SceneLightTests {
    static let bodies: [Scene.Body] = [
        ("red", Scene.red), ("green", Scene.green), ("blue", Scene.blue), ("yellow", Scene.yellow),
        ("white", SIMD3(240, 240, 240)),
    ].enumerated().map { index, named in
        Scene.Body(
            named.0, .box(halfExtents: Vector3(0.03, 0.03, 0.03), heading: 0.4),
            at: Vector3(-0.1 + 0.1 * Double(index % 2), -0.2 + 0.1 * Double(index), 0.03), color: named.1)
    }

    @Test(arguments: [
        SIMD3(1.0, 1, 1), SIMD3(1.2, 1, 1), SIMD3(0.75, 1, 1), SIMD3(1, 1, 1.2), SIMD3(1, 1, 0.75), SIMD3(1.2, 1, 0.8),
        SIMD3(0.7, 0.7, 0.7), SIMD3(1.1, 1.1, 1.1),
    ])
    func namesHoldUnderCastsAndExposures(_ tint: SIMD3<Double>) throws {
        let scene = try DescribedScene(Self.bodies, noise: .ideal, tint: tint)
        for (object, body) in zip(scene.objects, Self.bodies) {
            let name = try #require(ColorName(rawValue: body.name))
            #expect(object.colors[name] > 0.4, "\(body.name) under \(tint)")
            if name != .white { #expect(object.mainColor == name, "\(body.name) under \(tint)") }
        }
    }

    @Test func aPlainLightChangesNothing() throws {
        let grid = SceneGrid()
        grid.resize(columns: 160, rows: 120)
        for cell in 0..<grid.count {
            let value = UInt32(20 + cell % 226)
            grid.color[cell] = value << 16 | value << 8 | value
        }
        let gains = SceneLight(GridCells(grid)).gains
        #expect(abs(gains.x - gains.y) < 0.02 && abs(gains.z - gains.y) < 0.02)
    }

    @Test func aSceneWithoutColourIsLeftAlone() {
        let grid = SceneGrid()
        grid.resize(columns: 64, rows: 48)
        grid.color.update(repeating: 0, count: grid.count)
        #expect(SceneLight(GridCells(grid)).gains == SIMD3(1, 1, 1))
    }
}
