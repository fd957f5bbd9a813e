import Testing

@testable import Fathom

@Suite struct IsotonicFitTests {
    @Test(arguments: 0..<20) func itNeverFallsAndNoOtherThatDoesNotIsCloser(seed: Int) {
        var random = SplitMix64(seed: UInt64(seed))
        func number() -> Double { Double(random.next() >> 11) / Double(1 << 53) }
        let values = (0..<40).map { Double($0) / 80 + number() }
        let fitted = IsotonicFit.fit(values)
        #expect(zip(fitted, fitted.dropFirst()).allSatisfy { $0 <= $1 })
        func distance(_ other: [Double]) -> Double {
            zip(values, other).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
        }
        for _ in 0..<50 {
            let other = zip(fitted, (0..<40).map { _ in 0.2 * number() - 0.1 }).map { $0 + $1 }.sorted()
            #expect(distance(fitted) <= distance(other))
        }
        #expect(zip(IsotonicFit.fit(fitted), fitted).allSatisfy { abs($0 - $1) < 1e-12 })
    }

    @Test func whatIsMissingStaysMissing() {
        #expect(IsotonicFit.fit([nil, 0.5, nil, 0.25, 1] as [Double?]) == [nil, 0.375, nil, 0.375, 1])
        #expect(IsotonicFit.fit([nil] as [Double?]) == [nil])
    }
}
