import FathomTestKit
import Testing

@testable import Fathom

@Suite struct RulerTests {
    private static func ruler(_ kind: DistanceKind) -> Ruler {
        Ruler(kind: kind, referenceFrame: .world, up: Vector3(0, 0, 1))
    }

    private static func end(_ shape: Shape, sigma: Double = 0) -> Ruler.End {
        Ruler.End(shape: shape, covariance: Matrix3(diagonal: Vector3(repeating: sigma * sigma)))
    }

    @Test func kindsAreTheSidesOfOneTriangle() {
        var random = SplitMix64(seed: 1)
        for _ in 0..<100 {
            let a = Self.end(.point(Vector3(random.normal(), random.normal(), random.normal())))
            let b = Self.end(.point(Vector3(random.normal(), random.normal(), random.normal())))
            let center = Self.ruler(.center).measure(gripper: a, target: b).meters
            let horizontal = Self.ruler(.horizontal).measure(gripper: a, target: b).meters
            let vertical = Self.ruler(.vertical).measure(gripper: a, target: b).meters
            #expect(abs(center * center - horizontal * horizontal - vertical * vertical) < 1e-9)
        }
    }

    @Test func surfaceIsTheGapBetweenTheShapes() {
        let ball = Self.end(.sphere(center: Vector3(0, 0, 0), radius: 0.03))
        let box = Self.end(
            .box(center: Vector3(0.2, 0.01, 0), axes: .identity, halfExtents: Vector3(0.05, 0.04, 0.03)))
        #expect(abs(Self.ruler(.surface).measure(gripper: ball, target: box).meters - 0.12) < 1e-6)
        #expect(abs(Self.ruler(.surface).measure(gripper: box, target: ball).meters - 0.12) < 1e-6)
        let tool = Self.end(.point(Vector3(0, 0.1, 0)))
        #expect(abs(Self.ruler(.surface).measure(gripper: tool, target: ball).meters - 0.07) < 1e-9)
    }

    @Test func surfaceIsZeroOnContactAndInside() {
        let ball = Self.end(.sphere(center: Vector3(0, 0, 0), radius: 0.03))
        let touching = Self.end(.sphere(center: Vector3(0.05, 0, 0), radius: 0.025), sigma: 0.001)
        let distance = Self.ruler(.surface).measure(gripper: ball, target: touching)
        #expect(distance.meters < 1e-6 && distance.standardDeviation > 0.0009)
        #expect(Self.ruler(.surface).measure(gripper: Self.end(.point(Vector3(0, 0, 0.01))), target: ball).meters == 0)
    }

    @Test func theStandardDeviationIsThatOfRepeatedMeasurement() {
        var random = SplitMix64(seed: 2)
        let base = Vector3(0.2, 0.1, 0.15)
        let sigmas = Vector3(0.001, 0.003, 0.002)
        let target = Ruler.End(shape: .point(base), covariance: Matrix3(diagonal: sigmas * sigmas))
        let stated = Self.ruler(.center).measure(gripper: Self.end(.point(.zero)), target: target).standardDeviation
        var sum = 0.0
        var squares = 0.0
        let trials = 4000.0
        for _ in 0..<Int(trials) {
            let d = (base + sigmas * Vector3(random.normal(), random.normal(), random.normal())).length
            sum += d
            squares += d * d
        }
        let measured = (squares / trials - (sum / trials) * (sum / trials)).squareRoot()
        #expect(abs(stated / measured - 1) < 0.05)
    }
}
