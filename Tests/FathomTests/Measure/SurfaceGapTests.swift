import FathomTestKit
import Testing

@testable import Fathom

@Suite struct SurfaceGapTests {
    private static let ruler = Ruler(kind: .surface, referenceFrame: .world, up: Vector3(0, 0, 1))

    private static func end(_ shape: Shape, _ points: [Vector3], quality: Double, sigma: Double = 0.01) -> Ruler.End {
        Ruler.End(
            shape: shape, covariance: Matrix3(diagonal: Vector3(repeating: sigma * sigma)),
            seen: SeenSurface(points: points, shapeQuality: quality, sigma: 0.001))
    }

    private static func line(from a: Vector3, to b: Vector3) -> [Vector3] {
        (0...100).map { a + (b - a) * (Double($0) / 100) }
    }

    private static let box = Shape.box(
        center: Vector3(0, 0, 0), axes: .identity, halfExtents: Vector3(0.1, 0.1, 0.02))
    private static let other = Shape.box(
        center: Vector3(0.2, 0.05, 0), axes: .identity, halfExtents: Vector3(0.02, 0.02, 0.02))

    @Test func anIrregularThingIsNotMeasuredByItsBox() {
        // The box's corner reaches to 8 cm from the other; the thing itself, a diagonal bar, does not.
        let bar = Self.line(from: Vector3(-0.1, 0.1, 0), to: Vector3(0.1, -0.1, 0))
        let face = Self.line(from: Vector3(0.18, 0.03, 0), to: Vector3(0.18, 0.07, 0))
        let truth = (Vector3(0.18, 0.03, 0) - Vector3(0.1, -0.1, 0)).length
        let measured = Self.ruler.measure(
            gripper: Self.end(Self.box, bar, quality: 0.05), target: Self.end(Self.other, face, quality: 0.9))
        #expect(abs(measured.meters - truth) < 0.01)
        #expect(
            Self.ruler.measure(
                gripper: Self.end(Self.box, bar, quality: 0.9), target: Self.end(Self.other, face, quality: 0.9)
            ).meters < 0.081)
    }

    @Test func aShapeStandsForHiddenSides() {
        // Only the far sides were seen.
        let near = Self.line(from: Vector3(-0.1, -0.1, 0), to: Vector3(-0.1, 0.1, 0))
        let far = Self.line(from: Vector3(0.22, 0.03, 0), to: Vector3(0.22, 0.07, 0))
        let measured = Self.ruler.measure(
            gripper: Self.end(Self.box, near, quality: 0.9), target: Self.end(Self.other, far, quality: 0.9))
        #expect(abs(measured.meters - 0.08) < 1e-6)
        #expect(measured.standardDeviation > 0.01)
    }

    @Test func aFlyingPixelOrTwoMoveNothing() {
        let face = Self.line(from: Vector3(0.1, -0.1, 0), to: Vector3(0.1, 0.1, 0))
        let target = Self.line(from: Vector3(0.18, 0.03, 0), to: Vector3(0.18, 0.07, 0))
        let stray = [Vector3(0.15, 0.05, 0), Vector3(0.16, 0.05, 0)]
        let calm = Self.ruler.measure(
            gripper: Self.end(Self.box, face, quality: 0), target: Self.end(Self.other, target, quality: 0))
        let disturbed = Self.ruler.measure(
            gripper: Self.end(Self.box, face + stray, quality: 0), target: Self.end(Self.other, target, quality: 0))
        #expect(abs(calm.meters - 0.08) < 0.001)
        #expect(abs(disturbed.meters - calm.meters) < 0.002)
    }

    @Test func seenEndsAreAsSureAsTheSensor() {
        let face = Self.line(from: Vector3(0.1, -0.1, 0), to: Vector3(0.1, 0.1, 0))
        let target = Self.line(from: Vector3(0.18, 0.03, 0), to: Vector3(0.18, 0.07, 0))
        let measured = Self.ruler.measure(
            gripper: Self.end(Self.box, face, quality: 0), target: Self.end(Self.other, target, quality: 0))
        #expect(abs(measured.standardDeviation - 0.001 * 2.0.squareRoot()) < 1e-6)
    }

    @Test func touchingAndOverlappingAreNoDistance() {
        let inside = Self.line(from: Vector3(-0.05, 0, 0), to: Vector3(0.05, 0, 0))
        let measured = Self.ruler.measure(
            gripper: Self.end(Self.box, inside, quality: 0.9),
            target: Self.end(Self.other.moved(to: .zero), inside, quality: 0.9))
        #expect(measured.meters == 0)
    }
}
