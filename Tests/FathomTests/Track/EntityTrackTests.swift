import FathomTestKit
import Testing

@testable import Fathom

@Suite struct EntityTrackTests {
    private static func observation(_ center: Vector3, sigma: Double = 0.001) -> Sighting {
        let noise = Matrix3(diagonal: Vector3(repeating: sigma * sigma))
        return .seen(
            Observation(
                shape: .sphere(center: center, radius: 0.03), noise: noise, systematic: .zero), isReacquired: false)
    }

    private static func track() -> EntityTrack {
        EntityTrack(.reach(.description("the red ball")))
    }

    private static func time(_ frame: Int) -> Int64 { Int64(frame) * 40_000_000 }

    @Test func averagesTheNoiseOfAThingAtRest() throws {
        var random = SplitMix64(seed: 1)
        var track = Self.track()
        for frame in 0..<100 {
            let noise = Vector3(random.normal(), random.normal(), random.normal()) * 0.001
            track.update(Self.observation(noise), at: Self.time(frame))
        }
        #expect(try unwrapped(track.shape).center.length < 0.0006)
    }

    @Test func followsAThingThatMovesAtOnce() throws {
        var track = Self.track()
        for frame in 0..<50 { track.update(Self.observation(.zero), at: Self.time(frame)) }
        for frame in 50..<60 {
            let place = Vector3(Double(frame - 49) * 0.01, 0, 0)
            track.update(Self.observation(place), at: Self.time(frame))
            #expect((try unwrapped(track.shape).center - place).length < 0.002)
        }
    }

    @Test func whileHiddenThePlaceStaysAndTheUncertaintyGrows() throws {
        var track = Self.track()
        for frame in 0..<10 { track.update(Self.observation(.zero), at: Self.time(frame)) }
        var before = track.totalCovariance(at: Self.time(9)).trace
        for frame in 10..<40 {
            track.update(.hidden(reason: "hidden"), at: Self.time(frame))
            let now = track.totalCovariance(at: Self.time(frame)).trace
            #expect(track.state == .held && now > before)
            before = now
        }
        #expect(try unwrapped(track.shape).center.length < 0.001)
    }

    @Test func whatIsHiddenForTooLongIsLost() {
        var track = Self.track()
        track.update(Self.observation(.zero), at: 0)
        track.update(.hidden(reason: "hidden"), at: 31_000_000_000)
        #expect(track.state == .lost && track.end(at: 31_000_000_000) == nil)
    }

    @Test func aClockThatStandsStillDoesNoHarm() throws {
        var track = Self.track()
        for _ in 0..<10 { track.update(Self.observation(.zero), at: 5) }
        track.update(Self.observation(Vector3(0.002, 0, 0)), at: 3)
        #expect(try unwrapped(track.shape).center.isFinite)
    }
}
