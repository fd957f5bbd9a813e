import Fathom
import Testing

@Suite struct PotentialCurveTests {
    static let lengths = [1e-300, 0.001, 0.1, 3, 1e300]

    @Test(arguments: CurveKind.allCases)
    func isOneAtContactAndFiniteEverywhere(kind: CurveKind) {
        let hard = [
            0, .leastNonzeroMagnitude, .leastNormalMagnitude, 1e-12, 0.05, 1, 71, 1e9, .greatestFiniteMagnitude,
            .infinity,
        ]
        for length in Self.lengths {
            let curve = PotentialCurve(kind: kind, length: length)
            #expect(curve(0) == 1)
            #expect(curve(.infinity) == 0)
            for meters in hard {
                #expect((0...1).contains(curve(meters)), "\(kind) of length \(length) at \(meters)")
            }
        }
    }

    @Test(arguments: CurveKind.allCases)
    func neverRisesWithTheDistance(kind: CurveKind) {
        var random = SplitMix64(seed: 1)
        let curve = PotentialCurve(kind: kind, length: 0.1)
        for _ in 0..<20_000 {
            let near = Double.random(in: 0...80, using: &random) * Double.random(in: 0...1, using: &random)
            let far = near + Double.random(in: 0...0.01, using: &random)
            #expect(curve(near) >= curve(far))
            #expect(curve(near) >= curve(near.nextUp))
        }
    }

    /// Bit patterns are dense near 0, so that subnormal and huge distances are drawn too.
    @Test(arguments: CurveKind.allCases)
    func neverRisesOverAllDoubles(kind: CurveKind) {
        var random = SplitMix64(seed: 2)
        let curve = PotentialCurve(kind: kind, length: 0.1)
        let largest = Double.greatestFiniteMagnitude.bitPattern
        for _ in 0..<20_000 {
            let meters = Double(bitPattern: UInt64.random(in: 0...largest, using: &random))
            #expect(curve(meters) >= curve(meters.nextUp))
        }
    }

    @Test(arguments: CurveKind.allCases)
    func strictlyDecreasesWhereItSaysSo(kind: CurveKind) {
        var random = SplitMix64(seed: 3)
        for length in [0.02, 0.1, 1] {
            let curve = PotentialCurve(kind: kind, length: length)
            let reach = 10 * length
            #expect(curve.strictlyDecreases(upTo: reach))
            for _ in 0..<2_000 {
                let near = Double.random(in: 0...(reach - 1e-4), using: &random)
                #expect(curve(near) - 1 > curve(near + 1e-4) - 1)
            }
        }
    }

    @Test(arguments: CurveKind.allCases)
    func isContinuous(kind: CurveKind) {
        // The steepest slope of any of them is 1 / length.
        let curve = PotentialCurve(kind: kind, length: 0.1)
        for micrometers in 0..<20_000 {
            let meters = Double(micrometers) * 1e-5
            #expect(curve(meters) - curve(meters + 1e-7) <= 1.001e-6)
        }
    }

    @Test func curvesAreTheirFormulas() {
        #expect(PotentialCurve(kind: .reciprocal, length: 0.1)(0.1) == 0.5)
        #expect(abs(PotentialCurve(kind: .longTail, length: 0.1)(0.3) - 0.1) < 1e-15)
        #expect(abs(PotentialCurve(kind: .exponential, length: 0.1)(0.1) - 0.367_879_441_171_442_33) < 1e-12)
        #expect(abs(PotentialCurve(kind: .tanh, length: 0.1)(0.1) - 0.238_405_844_044_235_1) < 1e-12)
    }

    @Test func aFlatTailIsNotCalledStrict() {
        // 1 − tanh is exactly 0 beyond 19 lengths in doubles, and Φ − 1 no better.
        #expect(!PotentialCurve(kind: .tanh, length: 0.1).strictlyDecreases(upTo: 2))
        #expect(!PotentialCurve(kind: .exponential, length: 0.01).strictlyDecreases(upTo: 2))
        #expect(!PotentialCurve(kind: .longTail, length: 1e5).strictlyDecreases(upTo: 2))
        #expect(PotentialCurve(kind: .reciprocal, length: 0.1).strictlyDecreases(upTo: 100))
    }

    @Test func aDistanceThatIsNoNumberIsNotClose() {
        #expect(PotentialCurve(kind: .reciprocal, length: 0.1)(.nan) == 0)
        #expect(PotentialCurve(kind: .reciprocal, length: 0.1)(-1) == 1)
    }
}
