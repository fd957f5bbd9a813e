import Testing

@testable import Fathom

/// Where a thing was between two sights of it, by what may have happened.
@Suite struct HiddenStretchTests {
    private static let start = Vector3(0.1, 0.2, 0.03)
    private static let sigma = 0.002

    /// 60 looks at 30 a second, hidden in all but the first and the last.
    private func stretch(
        to end: Vector3, grips: (Int) -> Transform? = { _ in nil }, speed: Double = 0.02
    ) -> HiddenStretch {
        let covariance = Matrix3(diagonal: Vector3(repeating: Self.sigma * Self.sigma))
        return HiddenStretch(
            nanoseconds: (0...60).map { Int64($0) * 33_333_333 }, grips: (0...60).map(grips),
            shape: .sphere(center: Self.start, radius: 0.03),
            first: Self.sight(Self.start, covariance), last: Self.sight(end, covariance), speed: speed)
    }

    private static func sight(
        _ place: Vector3, _ covariance: Matrix3, systematic: Matrix3 = .zero
    ) -> HiddenStretch.Sight {
        HiddenStretch.Sight(
            estimate: Smoother.Estimate(mean: place, covariance: covariance), systematic: systematic)
    }

    @Test func aPoorSightAtOneEndDoesNotSpoilWhatTheOtherTells() {
        let noise = Matrix3(diagonal: Vector3(repeating: 1e-6))
        let poor = Matrix3(diagonal: Vector3(repeating: 4e-4))
        let stretch = HiddenStretch(
            nanoseconds: (0...60).map { Int64($0) * 33_333_333 }, grips: Array(repeating: nil, count: 61),
            shape: .sphere(center: Self.start, radius: 0.03), first: Self.sight(Self.start, noise),
            last: Self.sight(Self.start + Vector3(0.01, 0, 0), noise, systematic: poor), speed: 0.02)
        #expect((stretch[1].mean - Self.start).length < 0.0005)
        #expect(stretch[1].covariance.trace < 3 * 2e-6)
        #expect(stretch[59].covariance.trace > stretch[1].covariance.trace)
    }

    @Test func twoViewsWithTheSameErrorDoNotAverageIt() {
        let noise = Matrix3(diagonal: Vector3(repeating: 1e-6))
        let error = Matrix3(diagonal: Vector3(repeating: 1e-5))
        let stretch = HiddenStretch(
            nanoseconds: (0...60).map { Int64($0) * 33_333_333 }, grips: Array(repeating: nil, count: 61),
            shape: .sphere(center: Self.start, radius: 0.03),
            first: Self.sight(Self.start, noise, systematic: error),
            last: Self.sight(Self.start, noise, systematic: error), speed: 0.02)
        for look in 0...60 { #expect(stretch[look].covariance.trace > error.trace * 0.999) }
    }

    @Test func whatIsSeenWhereItWasRestedAndIsKnownBetterThanByHolding() {
        let stretch = stretch(to: Self.start + Vector3(0.001, 0, 0))
        for look in 1..<60 {
            let estimate = stretch[look]
            let seconds = Double(look) / 30
            let held = 3 * (Self.sigma * Self.sigma + 0.0004 * seconds * seconds)
            #expect((estimate.mean - Self.start).length < 0.0011)
            #expect(estimate.covariance.trace < held + 1e-9)
        }
        #expect(stretch[30].covariance.trace > stretch[1].covariance.trace)
    }

    @Test func whatWasMovedIsSomewhereOnTheWay() {
        let end = Self.start + Vector3(0.2, 0, 0)
        let stretch = stretch(to: end)
        var last = Self.start.x
        for look in 1..<60 {
            let mean = stretch[look].mean
            #expect(mean.x >= last && mean.x <= end.x)
            last = mean.x
        }
        let middle = stretch[30]
        #expect(abs(middle.mean.x - 0.2) < 0.005)
        // Whenever it was moved, it was within two deviations.
        #expect(middle.covariance.x.x.squareRoot() > 0.05 && middle.covariance.y.y.squareRoot() < 0.03)
    }

    @Test func whatTheGripperTookIsWhereTheGripperWas() {
        // It comes down, waits beside the thing, and takes it away on a bow, turning.
        func grip(_ look: Int) -> Transform {
            let share = max(0, Double(look - 20) / 40)
            let (c, s) = (1 / (1 + share * share).squareRoot(), share / (1 + share * share).squareRoot())
            let turn = Matrix3(columns: Vector3(c, s, 0), Vector3(-s, c, 0), Vector3(0, 0, 1))
            let down = Vector3(0, 0, 0.3 * max(0, 1 - Double(look) / 15))
            let bow = Vector3(0.3 * share, 0.2 * share * (1 - share), 0.1 * share)
            return Transform(rotation: turn, translation: Self.start + Vector3(0.02, 0, 0.01) + down + bow)
        }
        let offset = grip(20).rigidInverse(Self.start)
        let stretch = stretch(to: grip(60)(offset), grips: grip)
        for look in 1..<60 {
            let truth = look < 20 ? Self.start : grip(look)(offset)
            #expect((stretch[look].mean - truth).length < 0.003, "look \(look)")
        }
        #expect(stretch[40].covariance.trace.squareRoot() < 0.02)
    }

    @Test func aGripperThatPassesByTakesNothing() {
        let stretch = stretch(
            to: Self.start,
            grips: { look in
                let along = Double(look - 30) * 0.01
                return Transform(rotation: .identity, translation: Self.start + Vector3(along, 0.03, 0.01))
            })
        for look in 0...60 { #expect((stretch[look].mean - Self.start).length < 0.002) }
    }

    @Test(arguments: [0, 1]) func strangeNumbersGiveFiniteOnes(speed: Double) {
        let here = Self.sight(Self.start, .zero)
        let far = Self.sight(Self.start + Vector3(5, 0, 0), .zero)
        for end in [here, far] {
            // All at the same time, and then years later.
            for times in [[Int64](repeating: 0, count: 4), [0, 1, 2, 1 << 62]] {
                let stretch = HiddenStretch(
                    nanoseconds: times, grips: [nil, .identity, nil, nil], shape: .point(Self.start), first: here,
                    last: end, speed: speed)
                for look in 0..<4 {
                    #expect(stretch[look].mean.isFinite && stretch[look].covariance.trace.isFinite)
                }
            }
        }
    }
}
