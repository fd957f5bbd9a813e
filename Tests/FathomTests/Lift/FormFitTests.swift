import FathomTestKit
import Testing

@testable import Fathom

@Suite struct FormFitTests {
    /// Fits forms to points about their middle, as the describer does; the box comes back in the points' own frame.
    static func fit(
        _ points: PointBuffer, as shape: ShapeClass = .any, sigma: Double = 0.001, hiddenShare: Double = 0
    ) throws -> (fit: FormFit, center: Vector3) {
        let origin = points.centroid
        points.translate(by: origin * -1)
        let view = ObjectView(
            viewpoint: SeenForms.viewpoint - origin, sigma: sigma, pixel: 0.001, support: -origin.z,
            hiddenShare: hiddenShare)
        let fit = try #require(FormFit(points, view: view, as: shape, buffers: FormFit.Buffers()))
        return (fit, fit.box.center + origin)
    }

    @Test(arguments: 1...6 as ClosedRange<UInt64>)
    func aStandingCanIsACylinderAboutItsAxis(seed: UInt64) throws {
        var forms = SeenForms(seed: seed)
        forms.noise = 0.001
        let (radius, height) = (forms.random.uniform(0.025...0.06), forms.random.uniform(0.06...0.14))
        let (fit, center) = try Self.fit(forms.round(lower: radius, upper: radius, height: height))
        #expect(fit.evidence.cylinder > 0.7 && fit.evidence.cylinder > fit.evidence.box)
        #expect(fit.evidence.hollow < 0.2 && fit.evidence.cone < 0.2)
        #expect((center - Vector3(0, 0, height / 2)).length < 0.004)
        #expect(abs(fit.size.x - 2 * radius) < 0.006 && abs(fit.size.z - height) < 0.004)
        #expect(abs(try #require(fit.cylinder).radius - radius) < 0.003)
    }

    @Test(arguments: 1...4 as ClosedRange<UInt64>)
    func aConeComesToAPoint(seed: UInt64) throws {
        var forms = SeenForms(seed: seed)
        let (fit, _) = try Self.fit(forms.round(lower: 0.05, upper: 0.004, height: 0.12))
        #expect(fit.evidence.cone > 0.6 && fit.evidence.cone > fit.evidence.cylinder)
    }

    @Test(arguments: 1...4 as ClosedRange<UInt64>)
    func aCupIsHollow(seed: UInt64) throws {
        var forms = SeenForms(seed: seed)
        forms.noise = 0.001
        let (fit, center) = try Self.fit(forms.cup(radius: 0.045, height: 0.1))
        #expect(fit.evidence.hollow > 0.8)
        #expect((center - Vector3(0, 0, 0.05)).length < 0.006)
        #expect(fit.box.variance.x > 0.004 * 0.004, "it may have a handle behind")
    }

    /// Horizontal unit vector from the camera to the origin.
    private static let away =
        Vector3(-SeenForms.viewpoint.x, -SeenForms.viewpoint.y, 0).normalized ?? .zero

    @Test(arguments: 1...4 as ClosedRange<UInt64>)
    func aHandleThatDoesNotShowIsBehind(seed: UInt64) throws {
        var forms = SeenForms(seed: seed)
        forms.noise = 0.001
        let points = forms.cup(radius: 0.045, height: 0.1)
        let (fit, center) = try Self.fit(points, as: .handled)
        // Most such handles end 1.8 radii behind the axis.
        #expect((center - Self.away * 0.015 - Vector3(0, 0, 0.05)).length < 0.006)
        #expect(fit.size.x > fit.size.y + 0.02 && abs(fit.size.y - 0.09) < 0.006)
        #expect(fit.box.variance.x > 0.004 * 0.004)
    }

    @Test(arguments: 1...4 as ClosedRange<UInt64>)
    func aBoxAboutAMugGoesAlongItsHandle(seed: UInt64) throws {
        var forms = SeenForms(seed: seed)
        forms.noise = 0.001
        let points = forms.cup(radius: 0.045, height: 0.1)
        let aside = Vector3(Self.away.y, -Self.away.x, 0)
        for place in 0..<24 { points.append(aside * (0.048 + 0.0012 * Double(place)) + Vector3(0, 0, 0.05)) }
        let (fit, center) = try Self.fit(points)
        #expect((center - aside * 0.0155 - Vector3(0, 0, 0.05)).length < 0.006)
        #expect(abs(fit.size.x - 0.121) < 0.008 && abs(fit.size.y - 0.09) < 0.006)
    }

    @Test(arguments: 1...4 as ClosedRange<UInt64>)
    func aTailOfTheGroundMakesNothingLonger(seed: UInt64) throws {
        var forms = SeenForms(seed: seed)
        forms.noise = 0.001
        let axes = Matrix3(columns: Vector3(1, 0, 0), Vector3(0, 1, 0), Vector3(0, 0, 1))
        let points = forms.box(center: Vector3(0, 0, 0.04), axes: axes, half: Vector3(0.05, 0.03, 0.04))
        for place in 0..<12 { points.append(Vector3(0.05 + 0.002 * Double(place), 0.03, 0.002)) }
        let (fit, _) = try Self.fit(points)
        #expect(abs(fit.size.x - 0.1) < 0.006 && abs(fit.size.y - 0.06) < 0.006 && abs(fit.size.z - 0.08) < 0.004)
    }

    @Test(arguments: 1...4 as ClosedRange<UInt64>)
    func aLyingCanLies(seed: UInt64) throws {
        var forms = SeenForms(seed: seed)
        forms.noise = 0.001
        let (fit, center) = try Self.fit(forms.bar(length: 0.12, radius: 0.03, sagitta: 0))
        #expect(fit.evidence.cylinder > 0.7 && fit.evidence.bent < 0.2)
        #expect((center - Vector3(0, 0, 0.03)).length < 0.005)
        #expect(try #require(fit.cylinder).axis == 0)
    }

    @Test(arguments: 1...4 as ClosedRange<UInt64>)
    func aBananaIsLongAndBent(seed: UInt64) throws {
        var forms = SeenForms(seed: seed)
        let (fit, _) = try Self.fit(forms.bar(length: 0.18, radius: 0.017, sagitta: 0.035))
        #expect(fit.evidence.bent > 0.7)
        #expect(fit.evidence.sphere < 0.1 && fit.evidence.hollow < 0.5 && fit.evidence.box < 0.5)
    }

    @Test(arguments: 1...6 as ClosedRange<UInt64>)
    func aLeaningBoxHasTheAxesOfItsFaces(seed: UInt64) throws {
        var forms = SeenForms(seed: seed)
        forms.noise = 0.0008
        let s = forms.random.uniform(0.4...0.7)
        let c = (1 - s * s).squareRoot()
        let axes = Matrix3(columns: Vector3(1, 0, 0), Vector3(0, c, s), Vector3(0, -s, c))
        let half = Vector3(0.06, 0.05, 0.015)
        let height = half.y * s + half.z * c
        let (fit, center) = try Self.fit(forms.box(center: Vector3(0, 0, height), axes: axes, half: half))
        #expect(fit.isTilted && fit.evidence.box > 0.6)
        #expect((center - Vector3(0, 0, height)).length < 0.008)
    }

    @Test func aFrontAloneLeavesTheDepthUncertain() throws {
        var forms = SeenForms(seed: 9)
        let half = Vector3(0.05, 0.02, 0.08)
        let points = forms.points(isSeen: { $0.z < 0.15 }) { random in
            (Vector3(random.uniform(-0.05...0.05), -0.02, random.uniform(0...0.16)), Vector3(0, -1, 0))
        }
        let origin = points.centroid
        points.translate(by: origin * -1)
        // As high as its top, so that the top does not show.
        let view = ObjectView(
            viewpoint: Vector3(0, -0.6, 0.08), sigma: 0.001, pixel: 0.001, support: -origin.z, hiddenShare: 0)
        let fit = try #require(FormFit(points, view: view, as: .box, buffers: FormFit.Buffers()))
        let center = fit.box.center + origin
        let across = Vector3(0, 1, 0)
        let along = fit.box.axes.transposed * across
        let sigma = (along * along * fit.box.variance).sum().squareRoot()
        #expect(sigma > 0.005)
        #expect(abs(center.y) < 2 * sigma && fit.box.reach(across) > half.y / 2)
    }

    @Test func fewPointsGiveABoxAndNoClaim() throws {
        let points = PointBuffer()
        for corner in 0..<4 { points.append(Vector3(Double(corner % 2), Double(corner / 2), 0) * 0.01) }
        let (fit, _) = try Self.fit(points)
        #expect(fit.box.center.isFinite && fit.evidence.hollow == 0)
        let view = ObjectView(
            viewpoint: SeenForms.viewpoint, sigma: 0.001, pixel: 0.001, support: nil, hiddenShare: 0)
        #expect(FormFit(PointBuffer(), view: view, as: .any, buffers: FormFit.Buffers()) == nil)
    }
}
