import FathomTestKit
import Testing

@testable import Fathom

/// Things that look like the target: none of them is ever taken for it.
@Suite struct LookAlikeTests {
    private static let twin = TrackPlay.at(TrackPlay.elsewhere)
    private static let redCube = Scene.Body(
        "decoy", .box(halfExtents: Vector3(0.028, 0.028, 0.028), heading: 0.2), at: .zero, color: Scene.red)

    @Test func aTwinThatIsAddedChangesNothingThoughTheTargetIsHiddenThen() throws {
        let told = try TrackPlay(
            frames: 30,
            scene: { step in
                let others = step < 4 ? [] : [Self.twin]
                return [TrackPlay.ball] + others + (10..<24 ~= step ? [TrackPlay.screen(TrackPlay.ball.center)] : [])
            }
        ).run()
        #expect(told.worst < 0.004)
        #expect(told.statuses.allSatisfy { $0 <= .held })
    }

    @Test func aTwinThatIsAddedWhileTheTargetIsHiddenIsNotTakenForIt() throws {
        let told = try TrackPlay(
            frames: 30,
            scene: { step in
                let others = step < 14 ? [] : [Self.twin]
                return [TrackPlay.ball] + others + (4..<24 ~= step ? [TrackPlay.screen(TrackPlay.ball.center)] : [])
            }
        ).run()
        #expect(told.worst < 0.004)
        #expect(told.contains { $0.reward.status == .ambiguous })
        #expect(told[24...].allSatisfy { $0.reward.status == .measured })
    }

    @Test func aTwinIsNotTakenForATargetThatWasTakenAway() throws {
        let told = try TrackPlay(
            frames: 30,
            scene: { step in
                let twin = [Self.twin]
                // The truth is far away then.
                return step < 10 ? [TrackPlay.ball] + (step < 4 ? [] : twin) : [TrackPlay.at(Vector3(0, 0, -1))] + twin
            }
        ).run()
        #expect(told[12...].allSatisfy { $0.reward.distance == nil })
    }

    @Test(arguments: [0.075, 0.15, 0.3]) func aDecoyOfTheSameColourThatPassesInFrontIsNotFollowed(_ near: Double) throws
    {
        let eye = Vector3(0.75, -0.45, 0.6)
        let told = try TrackPlay(
            frames: 40,
            scene: { step in
                let place = TrackPlay.ball.center + (eye - TrackPlay.ball.center) * near
                let center = place + Vector3(0.3, 0.3, 0) * (Double(step - 20) / 20)
                let resting = Vector3(center.x, center.y, max(center.z, 0.028))
                return [TrackPlay.ball, TrackPlay.at(resting, Self.redCube)]
            }
        ).run()
        #expect(told.worst < 0.006)
        #expect(told.filter { $0.reward.status <= .held }.count >= 38)
    }

    @Test func aTargetChosenByItsPlaceStaysItselfWhenItMoves() throws {
        let told = try TrackPlay(
            phrase: "the left red ball", frames: 30,
            scene: { step in
                let path = Vector3(0.05, 0.2, 0) - TrackPlay.elsewhere
                let along = min(Double(step) / 24, 1)
                return [
                    TrackPlay.at(TrackPlay.elsewhere + path * along + Vector3(0, 0, 0.03)),
                    TrackPlay.at(Vector3(0.2, 0.1, 0.03)),
                ]
            }
        ).run()
        #expect(told.statuses.allSatisfy { $0 <= .held })
        #expect(told.worst < 0.006)
    }
}
