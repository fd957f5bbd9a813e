import Fathom
import Testing

@testable import FathomDaemon

/// Steps of two cameras that do not fit together.
@Suite(.timeLimit(.minutes(2))) struct SeveralCamerasTests {
    private let lane: RunningLane
    private let trainer: Trainer

    init() throws {
        lane = try RunningLane([.reach("reach", .fused(["front", "side"]))])
        trainer = try Trainer(lane)
    }

    @Test func camerasThatMakeNoStepAreRefusedByField() throws {
        let session = try trainer.open()
        let (front, side) = (ReachScene.frame(0), ReachScene.frame(0, stream: "side"))
        let alone = try trainer.refusal(of: side, session: session)
        #expect(alone.field == "frames" && alone.expected == "one of front, the primary stream")
        let twice = try trainer.refusal(of: front, front, session: session)
        #expect(twice.field == "frames[1].stream" && twice.found == "front again")
        let unknown = try trainer.refusal(of: front, ReachScene.frame(0, stream: "rear"), session: session)
        #expect(unknown.field == "frames[1].stream" && unknown.expected == "one of front, side")
        #expect(try trainer.refusal(of: front, side, side, session: session).field == "step.planes")
        guard case .reward(let reward) = try trainer.answer(front, side, session: session) else {
            throw Trainer.Unexpected.reply
        }
        #expect(reward.status == .measured && reward.rewardSequence == 0, "the session is as it was")
    }

    @Test func whatIsWrongWithASecondaryCameraIsToldByItsName() throws {
        let session = try trainer.open()
        var side = ReachScene.frame(0, stream: "side")
        side.clock = side.clock == .simulation ? .realtime : .simulation
        for (index, field) in ["side: clock", nil].enumerated() {
            guard case .reward(let reward) = try trainer.answer(ReachScene.frame(index), side, session: session) else {
                throw Trainer.Unexpected.reply
            }
            #expect(reward.rejection?.field == field && reward.step == UInt64(index) && reward.stream == "front")
            side = ReachScene.frame(1, stream: "side", episode: "0", epoch: 2)
        }
    }
}
