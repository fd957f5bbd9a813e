import FathomTestKit
import Testing

@testable import Fathom

/// The gripper takes the target, hides it, carries it, loses it, or misses it.
@Suite struct GraspTests {
    private static let place = TrackPlay.ball.center

    /// Comes down until frame 8, closes until 14, and lifts until 32.
    private static func tool(_ step: Int) -> Vector3 {
        step < 8
            ? place + Vector3(0.08, -0.08, 0.16) * (1 - Double(step) / 8)
            : place + Vector3(-0.1, -0.1, 0.15) * (Double(max(step - 14, 0)) / 18)
    }

    private static func opening(_ step: Int, to least: Double = 0.06) -> Double {
        max(least, 0.09 - 0.01 * Double(max(step - 7, 0)))
    }

    @Test func whatTheHandTookMovesWithIt() throws {
        let told = try TrackPlay(
            frames: 32, scene: { [TrackPlay.at($0 < 14 ? Self.place : Self.tool($0)), TrackPlay.fist(Self.tool($0))] },
            tool: Self.tool, opening: { Self.opening($0) }
        ).run()
        #expect(told.statuses.allSatisfy { $0 <= .held } && told.statuses.last == .held)
        #expect(told.worst < 0.006)
    }

    @Test func withoutWordOfTheFingersItIsMissedAtItsPlaceFirst() throws {
        let told = try TrackPlay(
            frames: 32, scene: { [TrackPlay.at($0 < 14 ? Self.place : Self.tool($0)), TrackPlay.fist(Self.tool($0))] },
            tool: Self.tool
        ).run()
        #expect(told[31].reward.status == .held)
        #expect(told[31].miss ?? 1 < 0.01)
    }

    @Test func fingersThatCloseOnNothingTakeNothingAlong() throws {
        let told = try TrackPlay(
            frames: 32, scene: { [TrackPlay.ball, TrackPlay.fist(Self.tool($0))] }, tool: Self.tool,
            opening: { Self.opening($0, to: 0) }
        ).run()
        #expect(told.worst < 0.006)
        #expect(told.statuses.last == .measured)
    }

    @Test func whatFallsIsFoundWhereItLies() throws {
        let lost = 26
        let told = try TrackPlay(
            frames: 40,
            scene: { step in
                let carried = Self.tool(min(step, lost))
                let fallen = Vector3(carried.x, carried.y, 0.03)
                let center =
                    step < 14 ? Self.place : step < lost ? carried : step < lost + 2 ? (carried + fallen) / 2 : fallen
                return [TrackPlay.at(center), TrackPlay.fist(Self.tool(step))]
            }, tool: Self.tool, opening: { $0 < lost ? Self.opening($0) : 0.09 }
        ).run()
        #expect(told[(lost + 7)...].allSatisfy { $0.reward.status == .measured && $0.miss ?? 1 < 0.004 })
    }

    @Test func motionInCommonTellsThatItIsHeldBeforeItIsHidden() throws {
        let told = try TrackPlay(
            frames: 32,
            scene: { step in
                let target = TrackPlay.at(step < 14 ? Self.place : Self.tool(step))
                return step < 22 ? [target] : [target, TrackPlay.fist(Self.tool(step))]
            }, tool: Self.tool
        ).run()
        #expect(told[22...].allSatisfy { $0.reward.status == .held })
        #expect(told.worst < 0.006)
    }
}
