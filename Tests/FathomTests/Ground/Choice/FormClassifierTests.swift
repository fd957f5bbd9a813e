import FathomTestKit
import Testing

@testable import Fathom

/// Forms drawn by another renderer than the one that the classifier was fitted to.
@Suite struct FormClassifierTests {
    @Test(arguments: [DepthNoise.ideal, .structuredLight])
    func plainFormsAreTold(noise: DepthNoise) throws {
        var random = SplitMix64(seed: 21)
        var (right, count) = (0, 0)
        for seed in 0..<12 {
            let (radius, side) = (random.uniform(0.03...0.05), random.uniform(0.025...0.035))
            let (width, heading) = (random.uniform(0.08...0.1), random.uniform(0...3))
            let bodies: [(Scene.Body, FormKind)] = [
                (.init("ball", .sphere(radius: radius), at: Vector3(0.1, 0.12, radius), color: Scene.red), .sphere),
                (
                    .init(
                        "cube", .box(halfExtents: Vector3(repeating: side), heading: heading),
                        at: Vector3(-0.12, 0.1, side), color: Scene.blue), .cube
                ),
                (
                    .init(
                        "block", .box(halfExtents: Vector3(0.07, 0.03, 0.04), heading: heading + 1),
                        at: Vector3(-0.08, -0.12, 0.04), color: Scene.green), .box
                ),
                (
                    .init(
                        "book", .box(halfExtents: Vector3(width, 0.07, 0.012), heading: heading + 0.4),
                        at: Vector3(0.15, -0.1, 0.012), color: Scene.yellow), .flat
                ),
            ]
            let scene = try DescribedScene(bodies.map(\.0), noise: noise, seed: UInt64(seed))
            for (object, kind) in zip(scene.objects, bodies.map(\.1)) {
                let told = FormKind.allCases.max { object.kinds[$0.rawValue] < object.kinds[$1.rawValue] }
                count += 1
                if told == kind { right += 1 }
            }
        }
        #expect(right * 10 >= count * 9, "\(right) of \(count)")
    }

    @Test func cupsAndBowlsAreToldByTheirProportions() throws {
        var (right, count) = (0, 0)
        for seed in 0..<8 {
            let shift = 0.01 * Double(seed)
            let bodies: [Scene.Body] = [
                .init(
                    "cup", .tub(radius: 0.04, height: 0.09, thickness: 0.004), at: Vector3(0.1 - shift, 0.1, 0),
                    color: Scene.red),
                .init(
                    "bowl", .tub(radius: 0.08, height: 0.055, thickness: 0.005), at: Vector3(-0.12 + shift, -0.05, 0),
                    color: Scene.blue),
            ]
            for (object, kind) in zip(try DescribedScene(bodies, seed: UInt64(seed)).objects, [FormKind.cup, .bowl]) {
                count += 1
                if object.kinds[kind.rawValue] > 0.5 { right += 1 }
            }
        }
        #expect(right * 10 >= count * 9, "\(right) of \(count)")
    }

    @Test func sharesAddUpToOneWhateverTheFeatures() throws {
        let scene = try DescribedScene([ObjectDescriberTests.ball, ObjectDescriberTests.block])
        for object in scene.objects {
            let total = object.kinds.sum()
            #expect(abs(total - 1) < 1e-5)
        }
        let unknown = FormClassifier.shares(.none)
        #expect(abs(unknown.sum() - 1) < 1e-5 && unknown.min() >= 0)
    }
}
