import Fathom
import FathomTestKit
import FathomTransport
import FathomWire
import Testing

@testable import FathomDaemon

/// A step's frames in, that step's reward out.
@Suite(.timeLimit(.minutes(2))) struct LockstepTests {
    @Test func aStepIsAnsweredWithTheRewardThatAStreamWouldHave() throws {
        let lane = try RunningLane([.reach()])
        let rewards = try lane.subscribe()
        let publisher = try lane.publisher()
        let trainer = try Trainer(lane)
        let session = try trainer.open()
        #expect(session.task == TaskDescription(.reach()) && session.daemonEpoch == RunningLane.epoch)
        for index in 0..<10 {
            let frame = ReachScene.frame(index)
            let stepped = try trainer.step(frame, session: session)
            #expect(try rewards.take(1) == [stepped], "it is published as well")
            #expect(try publisher.send(frame))
            var streamed = try #require(try rewards.take(1).first)
            #expect(stepped.session == session.session && streamed.session.isEmpty)
            streamed.session = stepped.session
            #expect(streamed == stepped)
        }
        try lane.stop()
    }

    @Test func stepsInFlightAreAnsweredInOrderByTheirIDs() throws {
        let lane = try RunningLane([.reach()])
        let trainer = try Trainer(lane)
        let sessions = try (0..<3).map { _ in try trainer.open() }
        #expect(Set(sessions.map(\.session)).count == 3)
        var sent: [UInt64] = []
        for index in 0..<8 {
            for (place, session) in sessions.enumerated() {
                // Each its own way to the ball, so that a swapped reward shows.
                let frame = ReachScene.frame(index, of: 20 + 10 * place)
                sent.append(try trainer.client.send(step: [frame], session: session.sessionID))
            }
        }
        var distances: [[Double]] = [[], [], []]
        for (number, id) in sent.enumerated() {
            let answer = try trainer.receive()
            guard case .reward(let reward) = answer.body else { throw Trainer.Unexpected.reply }
            #expect(answer.requestID == id && reward.step == UInt64(number / 3))
            #expect(reward.session == sessions[number % 3].session && reward.rewardSequence == UInt64(number / 3))
            distances[number % 3].append(try #require(reward.distance).meters)
        }
        for index in 1..<8 {
            #expect(distances[0][index] < distances[1][index] && distances[1][index] < distances[2][index])
        }
        try lane.stop()
    }

    @Test func aRequestSocketMayStepAsWell() throws {
        let lane = try RunningLane([.posed("state", .fused(["front"]))])
        let controller = try lane.controller()
        guard case .session(let session) = try controller.ask(.openSession(task: "state", session: nil, target: nil))
        else { throw Controller.Unexpected.reply }
        var bytes: [UInt8] = []
        let step = StepRequest(sessionID: session.sessionID, planes: [0])
        try ControlCodec().encode(ControlRequest(requestID: 9, body: .step(step)), into: &bytes)
        var header: [UInt8] = []
        try FrameEncoder().encode(ReachScene.poses(0, stream: "front"), into: &header)
        guard case .reward(let reward) = try controller.ask(parts: [bytes, header]).body else {
            throw Controller.Unexpected.reply
        }
        #expect(reward.distance?.meters == 1)
        try lane.stop()
    }

    @Test func anotherTargetIsThisSessionsAlone() throws {
        let lane = try RunningLane([.reach()])
        let trainer = try Trainer(lane)
        let ball = try trainer.open()
        let cube = try trainer.open(target: "the blue cube")
        #expect(cube.task.target == "description: the blue cube" && cube.task.digest != ball.task.digest)
        let toBall = try trainer.step(ReachScene.frame(0), session: ball)
        let toCube = try trainer.step(ReachScene.frame(0), session: cube)
        #expect((try #require(toBall.distance).target - ReachScene.ball.center).length < 0.02)
        #expect((try #require(toCube.distance).target - ReachScene.cube.center).length < 0.02)
        #expect(toBall.configurationDigest == ball.task.digest && toCube.configurationDigest == cube.task.digest)
        try lane.stop()
    }

    @Test func controlReachesASessionByItsName() throws {
        let lane = try RunningLane([.reach()])
        let trainer = try Trainer(lane)
        let session = try trainer.open("reach", "env-3")
        for index in 0..<4 { _ = try trainer.step(ReachScene.frame(index), session: session) }
        let controller = try lane.controller()
        let missed = try controller.rewards("reach", "env-3", since: 1).rewards
        #expect(missed.map(\.rewardSequence) == [1, 2, 3])
        #expect(try controller.ask(.humanEvent(task: "reach", session: "env-3", .pause)) == .done)
        #expect(try trainer.step(ReachScene.frame(4), session: session).status == .paused)
        #expect(try controller.ask(.humanEvent(task: "reach", session: "env-3", .resume)) == .done)
        #expect(try controller.ask(.resetEpisode(task: "reach", session: "env-3")) == .done)
        let first = try trainer.step(ReachScene.frame(5), session: session)
        #expect(first.status == .measured && first.terms.shaping == nil)
        try lane.stop()
    }

    @Test func aPatternGivesEachStreamASession() throws {
        let lane = try RunningLane([.reach("reach", .each(pattern: "env-*"))])
        let trainer = try Trainer(lane)
        let refusal = try trainer.refusal(.openSession(task: "reach", session: "robot", target: nil))
        #expect(refusal.field == "open_session.session" && refusal.expected.contains("env-*"))
        let session = try trainer.open("reach", "env-1")
        #expect(try trainer.step(ReachScene.frame(0, stream: "env-1"), session: session).status == .measured)
        try lane.stop()
    }

    @Test func aStreamHasNoSecondSessionWhileItsFramesComeInLockstep() throws {
        let lane = try RunningLane([.posed("state", .each(pattern: "env-*"))])
        let publisher = try lane.publisher("env-1")
        let trainer = try Trainer(lane)
        let session = try trainer.open("state", "env-1")
        #expect(try publisher.send(ReachScene.poses(0, stream: "env-1")))
        try eventually("it is counted") {
            try lane.controller().status().unroutable.map(\.reason) == [UnroutableReason.lockstepStream.rawValue]
        }
        #expect(try trainer.step(ReachScene.poses(0, stream: "env-1"), session: session).status == .measured)
        #expect(try lane.controller().status().sessions.count { $0.session == "env-1" } == 1)
        #expect(try trainer.ask(.closeSession(id: session.sessionID)).body == .done)
        #expect(try publisher.send(ReachScene.poses(1, stream: "env-1")))
        try eventually("the stream has a session of its own") {
            try lane.controller().status().sessions.contains { $0.session == "env-1" && $0.frames == 1 }
        }
        #expect(try trainer.refusal(.openSession(task: "state", session: "env-1", target: nil)).found == "env-1")
        try lane.stop()
    }

    @Test func severalCamerasOfAStepMakeOneReward() throws {
        let lane = try RunningLane([.reach("reach", .fused(["front", "side"]))])
        let trainer = try Trainer(lane)
        let session = try trainer.open()
        for index in 0..<5 {
            let front = ReachScene.frame(index)
            let side = ReachScene.frame(index, stream: "side")
            guard case .reward(let reward) = try trainer.answer(side, front, session: session) else {
                throw Trainer.Unexpected.reply
            }
            #expect(reward.status == .measured && reward.stream == "front" && reward.rewardSequence == UInt64(index))
        }
        try lane.stop()
    }

    @Test func whatOneCameraDoesNotSeeAnotherMay() throws {
        let lane = try RunningLane([.reach("reach", .fused(["front", "side"]))])
        let trainer = try Trainer(lane)
        let session = try trainer.open()
        // The front camera sees the table alone.
        var blind = ReachScene.frame(0)
        blind.planes[0].storage = OwnedBytes([UInt8](repeating: 128, count: 160 * 120 * 3))
        let alone = try trainer.step(blind, session: session)
        #expect(alone.status == .absent)
        blind.sequence = 1
        blind.step = 1
        blind.captureTimeNanoseconds += 1
        var side = ReachScene.frame(1, stream: "side")
        side.captureTimeNanoseconds = blind.captureTimeNanoseconds
        guard case .reward(let reward) = try trainer.answer(blind, side, session: session) else {
            throw Trainer.Unexpected.reply
        }
        #expect(reward.status == .measured)
        #expect((try #require(reward.distance).target - ReachScene.ball.center).length < 0.02)
        try lane.stop()
    }

    @Test func itSaysWhatIsInForce() throws {
        let lane = try RunningLane([.reach(), .posed("state", .each(pattern: "env-*"))])
        guard case .description(let description) = try lane.controller().ask(.describe) else {
            throw Controller.Unexpected.reply
        }
        #expect(description.version == Version.current && description.contracts == 1...1)
        #expect(description.tasks.map(\.name) == ["reach", "state", "probe"])
        #expect(description.tasks[0] == TaskDescription(.reach()) && description.tasks[1].isEach)
        #expect(description.rewards == lane.configuration.rewards.address)
        try lane.stop()
    }

    @Test func silenceOfATrainerMeansNothing() throws {
        let clock = ManualClock()
        let lane = try RunningLane([.reach()], clocks: .manual(clock))
        let trainer = try Trainer(lane)
        let session = try trainer.open()
        _ = try trainer.step(ReachScene.frame(0), session: session)
        clock.advance(nanoseconds: 3_600_000_000_000)
        let next = try trainer.step(ReachScene.frame(1), session: session)
        #expect(next.status == .measured && next.rewardSequence == 1)
        try lane.stop()
    }
}
