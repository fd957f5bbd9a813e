import Fathom
import Testing

@testable import FathomEpisodes

@Suite struct FramePairingTests {
    /// Stamps in milliseconds, in order of arrival; colours positive, depths negative.
    private func pairs(_ arrivals: [Int64], tolerance: Int64 = 10) -> (pairs: [[Int64]], FramePairing<Int64>) {
        var pairing = FramePairing<Int64>(toleranceNanoseconds: tolerance)
        var found: [(color: Int64, depth: Int64)] = []
        for stamp in arrivals {
            found += stamp > 0 ? pairing.addColor(stamp, at: stamp) : pairing.addDepth(-stamp, at: -stamp)
        }
        found += pairing.end()
        return (found.map { [$0.color, $0.depth] }, pairing)
    }

    @Test func theNearestIsTaken() {
        #expect(pairs([100, -104, 110]).pairs == [[100, 104]])
        #expect(pairs([100, -107, 110]).pairs == [[110, 107]])
        #expect(pairs([-104, 100, 110]).pairs == [[100, 104]])
    }

    @Test func eachImageIsUsedOnce() {
        let (found, pairing) = pairs([100, -101, -102, 133])
        #expect(found == [[100, 101]] && pairing.unpairedDepth == 1 && pairing.unpairedColor == 1)
    }

    @Test func differentRatesLeaveSomeOut() {
        // Colour at twice the rate of depth.
        let (found, pairing) = pairs([100, -101, 116, 133, -134, 149, 166, -167])
        #expect(found == [[100, 101], [133, 134], [166, 167]])
        #expect(pairing.unpairedColor == 2 && pairing.unpairedDepth == 0)
    }

    @Test func whatWaitsIsBounded() {
        let (found, pairing) = pairs((1...1000).map { -Int64($0) * 100 })
        #expect(found.isEmpty && pairing.unpairedDepth == 1000)
        #expect(pairs((1...1000).map { Int64($0) * 100 }).1.unpairedColor == 1000)
    }
}
