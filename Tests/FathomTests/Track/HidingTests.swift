import FathomTestKit
import Testing

@testable import Fathom

/// Something comes between the camera and the target, or the target goes where it is not seen.
@Suite struct HidingTests {
    @Test func aHiddenTargetIsHeldWithGrowingUncertaintyAndSeenAgainAtOnce() throws {
        let hidden = 4..<64
        let told = try TrackPlay(
            frames: 68,
            scene: { hidden ~= $0 ? [TrackPlay.ball, TrackPlay.screen(TrackPlay.ball.center)] : [TrackPlay.ball] }
        ).run()
        #expect(told.worst < 0.004)
        #expect(told[hidden].allSatisfy { $0.reward.status == .held })
        #expect((Array(told[..<4]) + told[64...]).allSatisfy { $0.reward.status == .measured })
        let sigmas = try told[hidden].map { try unwrapped($0.reward.distance).standardDeviation }
        #expect(zip(sigmas, sigmas.dropFirst()).allSatisfy { $0 < $1 })
    }

    @Test func whatWasMovedBehindSomethingIsFoundWhenBothPlacesAreInSight() throws {
        let screens = [TrackPlay.ball.center, TrackPlay.elsewhere].map { TrackPlay.screen($0) }
        let told = try TrackPlay(
            frames: 22,
            scene: { step in
                let target = TrackPlay.at(step < 8 ? TrackPlay.ball.center : TrackPlay.elsewhere)
                return 4..<14 ~= step ? [target] + screens : [target]
            }
        ).run()
        #expect(told[16...].allSatisfy { $0.reward.status == .measured && $0.miss ?? 1 < 0.004 })
        #expect(told.allSatisfy { $0.reward.status != .measured || $0.miss ?? 1 < 0.004 })
    }

    @Test func whatComesOutFromBehindSomethingElsewhereIsBelieved() throws {
        let screen = TrackPlay.screen(TrackPlay.ball.center)
        let told = try TrackPlay(
            frames: 32,
            scene: { step in
                let along = min(Double(step) / 24, 1) * 2 - 1
                return [TrackPlay.at(TrackPlay.ball.center + Vector3(0.1, 0.13, 0) * along), screen]
            }
        ).run()
        let measured = told.filter { $0.reward.status == .measured }
        #expect(measured.allSatisfy { $0.miss ?? 1 < 0.01 })
        #expect(told.contains { $0.reward.status == .held })
        #expect(told.suffix(3).allSatisfy { $0.reward.status == .measured })
    }

    @Test func depthThatIsOffInSingleFramesMovesNothing() throws {
        let offsets: [Int: Float] = [5: 0.12, 9: -0.3, 13: 0.05, 17: -0.08]
        let told = try TrackPlay(
            scene: { _ in [TrackPlay.ball, TrackPlay.cube] },
            change: { step, frame in
                guard let offset = offsets[step], let bytes = frame.planes[1].storage?.bytes else { return }
                let depth = bytes.bindMemory(to: Float.self).map { $0 + offset }
                frame.planes[1].storage = OwnedBytes(depth.withUnsafeBytes { Array($0) })
            }
        ).run()
        #expect(told.allSatisfy { $0.reward.status <= .held })
        #expect(told.worst < 0.004)
    }

    @Test func aCameraOnTheWristSeesTheSameThing() throws {
        let told = try TrackPlay(
            scene: { _ in [TrackPlay.ball, TrackPlay.cube] },
            camera: { step in
                let eye = Vector3(0.4, -0.3, 0.5) + Vector3(-0.25, 0.3, -0.25) * (Double(step) / 24)
                return .lookingAtTable(from: eye, at: Vector3(0.03, 0.06, 0.03), width: 256, height: 192)
            }
        ).run()
        #expect(told.statuses.allSatisfy { $0 == .measured })
        #expect(told.worst < 0.004)
    }

    @Test func aTargetThatLeavesTheViewIsHeldAndThenGivenUp() throws {
        let told = try TrackPlay(
            frames: 12, scene: { _ in [TrackPlay.ball] },
            camera: { $0 < 3 ? TrackPlay.camera : .lookingAtTable(at: Vector3(0.75, 0.6, 0), width: 256, height: 192) },
            change: { step, frame in if step > 8 { frame.captureTimeNanoseconds += 60_000_000_000 } }
        ).run()
        #expect(told[3...8].allSatisfy { $0.reward.status == .held })
        #expect(told[9...].allSatisfy { $0.reward.status == .absent && $0.reward.distance == nil })
    }
}
