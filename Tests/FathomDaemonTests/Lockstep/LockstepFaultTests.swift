import Fathom
import FathomTestKit
import FathomTransport
import FathomWire
import Testing

@testable import FathomDaemon

/// Trainers that do what they should not: a named error to each alone.
@Suite(.timeLimit(.minutes(2))) struct LockstepFaultTests {
    private let lane: RunningLane
    private let trainer: Trainer

    init() throws {
        lane = try RunningLane([.reach(), .posed("state", .fused(["front"]))]) { $0.maxSessions = 5 }
        trainer = try Trainer(lane)
    }

    @Test func aPeerThatDiesFreesItsSessions() throws {
        var options = SocketOptions()
        options.lingerMilliseconds = 0
        for round in 0..<20 {
            var dying: LockstepClient? = try LockstepClient(lane.context, address, options: options)
            try dying?.send(.openSession(task: "reach", session: "env-0", target: nil))
            guard case .session = try dying?.receive(milliseconds: patience)?.body else {
                Issue.record("the name is not free in round \(round)")
                return
            }
            dying = nil
            try eventually("the session is gone") { try sessions("env-0") == 0 }
        }
    }

    @Test func aPeerThatDiesBeforeItsReplyLeavesNoSession() throws {
        func openAndClose() throws -> UInt64 {
            let session = try trainer.open()
            #expect(try trainer.ask(.closeSession(id: session.sessionID)).body == .done)
            return session.sessionID
        }
        for _ in 0..<10 {
            var last = try openAndClose()
            // What lingers is sent, and the connection closed behind it.
            try LockstepClient(lane.context, address).send(.openSession(task: "reach", session: nil, target: nil))
            try eventually("its session was opened") {
                let id = try openAndClose()
                defer { last = id }
                return id > last + 1
            }
        }
        try eventually("all of them are gone") {
            try lane.controller().status().sessions.allSatisfy(\.session.isEmpty)
        }
    }

    @Test func anOldSessionIsRefusedAfterReconnecting() throws {
        let session = try trainer.open()
        let other = try Trainer(lane)
        #expect(try other.refusal(of: ReachScene.frame(0), session: session).field == "session_id")
        #expect(try trainer.ask(.closeSession(id: session.sessionID)).body == .done)
        #expect(try trainer.refusal(of: ReachScene.frame(0), session: session).field == "session_id")
        #expect(try trainer.refusal(.closeSession(id: session.sessionID)).field == "session_id")
    }

    @Test func aNameThatComesBackNumbersOn() throws {
        let first = try trainer.open("reach", "env-0")
        for index in 0..<3 { _ = try trainer.step(ReachScene.frame(index), session: first) }
        #expect(try trainer.ask(.closeSession(id: first.sessionID)).body == .done)
        let second = try trainer.open("reach", "env-0")
        #expect(second.sessionID != first.sessionID)
        let next = try trainer.step(ReachScene.frame(0, epoch: 2), session: second)
        #expect(next.rewardSequence >= 3 && next.terms.shaping == nil)
    }

    @Test func whatCannotBeOpenedIsRefusedByField() throws {
        func refusal(_ task: String, _ session: String?, _ target: String? = nil) throws -> Rejection {
            try trainer.refusal(.openSession(task: task, session: session, target: target))
        }
        let unknown = try refusal("graps", nil)
        #expect(unknown.field == "task" && unknown.expected.contains("reach") && unknown.found == "graps")
        #expect(try refusal("reach", "a/b").field == "open_session.session")
        #expect(try !refusal("reach", nil, "zzz").expected.isEmpty)
        _ = try trainer.open("reach", "env-0")
        #expect(try refusal("reach", "env-0").found == "env-0")
        for _ in 1..<5 { _ = try trainer.open() }
        #expect(try refusal("reach", nil).expected.contains("at most 5"))
    }

    @Test func aVersionThatIsNotSpokenIsRefusedFirst() throws {
        var bytes: [UInt8] = []
        try ControlCodec().encode(ControlRequest(version: 9, requestID: 5, body: .describe), into: &bytes)
        let reply = try lane.controller().ask(bytes: bytes)
        #expect(reply.body == .error(Rejection("version", expected: "1 … 1", found: "9")))
        #expect(reply.version == 1 && reply.requestID == 5)
    }

    @Test func aStepAfterTheEndIsRefusedUntilAnEpisodeBegins() throws {
        let session = try trainer.open()
        var last = ReachScene.frame(0)
        last.isTruncated = true
        _ = try trainer.step(last, session: session)
        let refusal = try trainer.refusal(of: ReachScene.frame(1), session: session)
        #expect(refusal.field == "episode" && refusal.found == "0")
        let next = try trainer.step(ReachScene.frame(0, episode: "1"), session: session)
        #expect(next.status == .measured && next.rewardSequence == 1)
    }

    @Test func anotherCameraWithinAnEpisodeIsRefused() throws {
        let session = try trainer.open()
        _ = try trainer.step(ReachScene.frame(0), session: session)
        var zoomed = ReachScene.frame(1)
        zoomed.camera?.fx *= 1.1
        let refusal = try trainer.refusal(of: zoomed, session: session)
        #expect(refusal.field == "camera" && refusal.expected != refusal.found)
        // The step may be sent again as it should be, and another episode may have another camera.
        #expect(try trainer.step(ReachScene.frame(1), session: session).status == .measured)
        zoomed.episode = "1"
        #expect(try trainer.step(zoomed, session: session).rejection == nil)
    }

    @Test func aResetBeginsAnEpisodeUnderTheSameName() throws {
        let session = try trainer.open("reach", "env-0")
        var last = ReachScene.frame(0)
        last.isTerminated = true
        _ = try trainer.step(last, session: session)
        let reset = ControlRequest.Body.resetEpisode(task: "reach", session: "env-0")
        #expect(try trainer.ask(reset).body == .done)
        // Admitted as the episode's first, then found to have no such size.
        var broken = ReachScene.frame(1)
        broken.planes[0].encoding = .png
        #expect(try trainer.step(broken, session: session).status == .rejected)
        var zoomed = ReachScene.frame(2)
        zoomed.camera?.fx *= 1.1
        #expect(try trainer.step(zoomed, session: session).rejection == nil)
        zoomed.sequence = 3
        zoomed.step = 3
        #expect(try trainer.step(zoomed, session: session).rejection == nil, "it is the camera of this episode")
        #expect(try trainer.refusal(of: ReachScene.frame(4), session: session).field == "camera")
    }

    @Test func aDeadlineThatHasPassedIsTold() throws {
        let session = try trainer.open()
        guard case .error(let refusal) = try trainer.answer(ReachScene.frame(0), session: session, deadline: -1)
        else { throw Trainer.Unexpected.reply }
        #expect(refusal.field == "deadline_ns" && refusal.found == "-1")
        #expect(try trainer.step(ReachScene.frame(0), session: session).rewardSequence == 0)
    }

    @Test func aFrameThatCannotBeTrueHasARewardThatSaysSo() throws {
        let session = try trainer.open()
        var bad = ReachScene.frame(0)
        bad.camera?.fx = .nan
        let reward = try trainer.step(bad, session: session)
        #expect(reward.status == .rejected && reward.rejection?.field == "camera.k" && reward.rewardSequence == 0)
        #expect(try trainer.step(ReachScene.frame(1), session: session).status == .measured)
        bad = ReachScene.frame(2)
        bad.camera?.cy = .nan
        #expect(try trainer.step(bad, session: session).rejection?.field == "camera.k", "also within an episode")
    }

    @Test func messagesThatAreNoStepAreRefusedByField() throws {
        let session = try trainer.open("state")
        func refusal(_ planes: [UInt32], _ parts: Int) throws -> Rejection {
            try trainer.refusal(
                .step(StepRequest(sessionID: session.sessionID, planes: planes)),
                attachments: Array(repeating: [1, 2, 3], count: parts))
        }
        #expect(try refusal([], 0).field == "step.planes")
        #expect(try refusal([0, 0], 2).expected == "1 frame")
        #expect(try refusal([1], 1).field == "step.planes")
        #expect(try refusal([.max], 1).field == "step.planes")
        let garbage = try trainer.ask(
            .step(StepRequest(sessionID: session.sessionID, planes: [0])), attachments: [[1, 2, 3]])
        guard case .reward(let reward) = garbage.body else { throw Trainer.Unexpected.reply }
        #expect(reward.rejection?.field == "header")
        #expect(
            try trainer.refusal(of: ReachScene.poses(0, stream: "rear"), session: session).field
                == "frames[0].stream")
        #expect(try trainer.step(ReachScene.poses(0, stream: "front"), session: session).status == .measured)
    }

    @Test func halfAMessageHarmsNobody() throws {
        let endpoint = try RawConnection.freeEndpoint()
        let lane = try RunningLane([.reach()]) { $0.control = Endpoint(.bind, endpoint) }
        let trainer = try Trainer(lane)
        let session = try trainer.open()
        // libzmq itself sends no message before its last part is there.
        let halves = try (0..<5).map { _ in try RawConnection(endpoint) }
        for half in halves { half.send(Self.greeting + Self.ready + Self.halfMessage) }
        #expect(try trainer.step(ReachScene.frame(0), session: session).status == .measured)
        withExtendedLifetime(halves) {}
        #expect(try trainer.step(ReachScene.frame(1), session: session).status == .measured)
        let status = try lane.controller().status()
        #expect(status.unroutable.isEmpty && status.sessions.count { $0.task == "reach" } == 2)
        try lane.stop()
    }

    /// ZMTP 3.0 with the NULL mechanism, as a DEALER begins; then a part with more to come, of 100,000 bytes of which half
    /// are there.
    private static let greeting: [UInt8] =
        [0xFF] + zeros(8) + [0x7F, 3, 0] + Array("NULL".utf8) + zeros(16) + zeros(32)
    private static let ready: [UInt8] =
        [4, 28, 5] + Array("READY".utf8) + [11] + Array("Socket-Type".utf8) + [0, 0, 0, 6] + Array("DEALER".utf8)
    private static let halfMessage: [UInt8] = [3, 0, 0, 0, 0, 0, 1, 0x86, 0xA0] + zeros(50_000)

    private static func zeros(_ count: Int) -> [UInt8] { [UInt8](repeating: 0, count: count) }

    @Test func aPeerThatNeverReadsLosesItsRepliesAlone() throws {
        var options = SocketOptions()
        options.receiveHighWaterMark = 1
        let deaf = try LockstepClient(lane.context, address, options: options)
        try deaf.send(.openSession(task: "state", session: nil, target: nil))
        guard case .session(let opened) = try deaf.receive(milliseconds: patience)?.body else {
            throw Trainer.Unexpected.reply
        }
        let session = try trainer.open()
        for index in 0..<20_000 {
            try deaf.send(step: [ReachScene.poses(index, stream: "front")], session: opened.sessionID)
        }
        #expect(try trainer.step(ReachScene.frame(0), session: session).status == .measured)
        try eventually("the losses are counted") {
            try lane.controller().status().unroutable.contains { $0.reason == UnroutableReason.unreadReply.rawValue }
        }
        // Its rewards are in the ring all the same.
        try eventually("the last one is in the ring") {
            try lane.controller().rewards("state", opened.session, since: 19_999).rewards.map(\.step) == [19_999]
        }
    }

    private var address: String { lane.configuration.control?.address ?? "" }

    private func sessions(_ name: String) throws -> Int {
        try lane.controller().status().sessions.count { $0.session == name }
    }
}
