import FathomTestKit
import Testing

@testable import Fathom

@Suite struct CylinderTests {
    private static let can = Shape.cylinder(
        center: Vector3(0.1, 0, 0.05), axes: .identity, radius: 0.03, halfLength: 0.05)

    @Test func theNearestPointLiesOnTheSurfaceAndAsFarAsItSays() {
        var random = SplitMix64(seed: 1)
        for _ in 0..<200 {
            let point = Vector3(random.normal(), random.normal(), random.normal()) * 0.2
            let distance = Self.can.signedDistance(point)
            let nearest = Self.can.nearest(to: point)
            if distance > 0 {
                #expect(abs((nearest - point).length - distance) < 1e-12)
                #expect(abs(Self.can.signedDistance(nearest)) < 1e-12)
            } else {
                #expect(nearest == point)
            }
        }
    }

    @Test func itsMeasuresAreThoseOfACan() {
        #expect(Self.can.size == Vector3(0.06, 0.06, 0.1))
        #expect(abs(Self.can.top(along: Vector3(0, 0, 1)) - 0.1) < 1e-12)
        #expect(abs(Self.can.top(along: Vector3(1, 0, 0)) - 0.13) < 1e-12)
        #expect(Self.can.moved(to: .zero).center == .zero)
    }

    @Test func itIsFoundAgainWhereItMoved() throws {
        var forms = SeenForms(seed: 2)
        let points = forms.round(lower: 0.03, upper: 0.03, height: 0.1)
        points.translate(by: Vector3(0.104, 0.003, 0))
        let seen = try #require(
            ShapeFitter(noise: .structuredLight).refit(
                points, known: Self.can, predicted: Self.can.center, viewpoint: SeenForms.viewpoint, footprint: 0.001))
        #expect((seen.center - Vector3(0.104, 0.003, 0.05)).length < 0.003)
        guard case .cylinder = seen.shape else {
            Issue.record("it is no cylinder any more")
            return
        }
    }
}
