import Fathom
import FathomTransport
import FathomWire
import Testing

@testable import FathomDaemon

/// What a controller may ask of a running lane.
@Suite(.timeLimit(.minutes(2))) struct ControlTests {
    /// A lane that has answered `count` frames of an approach.
    private struct Running {
        let lane: RunningLane
        let publisher: ZeroMQFramePublisher
        let controller: Controller

        init(_ count: Int, task: TaskConfiguration = .reach(), rewardRing: Int = 4096) throws {
            lane = try RunningLane([task], rewardRing: rewardRing)
            publisher = try lane.publisher()
            controller = try lane.controller()
            try send(0..<count)
        }

        /// Sends frames and waits until they are answered.
        func send(_ steps: Range<Int>) throws {
            for step in steps { #expect(try publisher.send(ReachScene.frame(step))) }
            try eventually("everything is answered") {
                try controller.status().session("reach").nextSequence >= steps.upperBound
            }
        }

        func last() throws -> Reward {
            try #require(try controller.rewards(since: 0).rewards.last)
        }
    }

    @Test func aGapIsFilledFromTheRing() throws {
        let running = try Running(6)
        let page = try running.controller.rewards(since: 2, limit: 3)
        #expect(page.rewards.map(\.rewardSequence) == [2, 3, 4])
        #expect(page.daemonEpoch == RunningLane.epoch && page.oldestSequence == 0 && page.nextSequence == 6)
        #expect(try running.controller.rewards(since: 6).rewards.isEmpty)
        #expect(try running.controller.rewards(since: .max).rewards.isEmpty)
        try running.lane.stop()
    }

    @Test func theRingIsBoundedAndSaysWhatItStillHolds() throws {
        let running = try Running(7, rewardRing: 3)
        let page = try running.controller.rewards(since: 0)
        #expect(page.oldestSequence == 4 && page.rewards.map(\.rewardSequence) == [4, 5, 6])
        try running.lane.stop()
    }

    @Test func aRingOfAnotherDaemonIsToldByItsEpoch() throws {
        let running = try Running(2)
        let reply = try running.controller.ask(
            .rewardsSince(task: "reach", session: "", daemonEpoch: 7, rewardSequence: 1000, limit: 10))
        guard case .rewards(let page) = reply else { throw Controller.Unexpected.reply }
        #expect(page.daemonEpoch == RunningLane.epoch && page.nextSequence == 2)
        try running.lane.stop()
    }

    @Test func anotherTargetChangesTheTargetAndTheDigest() throws {
        let running = try Running(2)
        let before = try running.last()
        let reply = try running.controller.ask(.setTarget(task: "reach", session: nil, description: "the blue cube"))
        #expect(reply == .done)
        try running.send(2..<3)
        let after = try running.last()
        #expect(after.status == .measured)
        let target = try #require(after.distance).target
        #expect((target - ReachScene.cube.center).length < 0.02)
        var expected = TaskConfiguration.reach()
        expected.target = .description("the blue cube")
        #expect(after.configurationDigest == expected.computedDigest)
        #expect(after.configurationDigest != before.configurationDigest)
        try running.lane.stop()
    }

    @Test func aTargetThatSaysNothingIsRefusedAndChangesNothing() throws {
        let running = try Running(1)
        let refusal = try running.controller.refusal(.setTarget(task: "reach", session: nil, description: ""))
        #expect(!refusal.expected.isEmpty)
        try running.send(1..<2)
        #expect(try running.last().configurationDigest == TaskConfiguration.reach().computedDigest)
        try running.lane.stop()
    }

    @Test func aTargetMayBeANounOfTheUsers() throws {
        let phrase = "the gizmo"
        var task = TaskConfiguration.reach()
        let plain = try Running(1, task: task)
        _ = try plain.controller.refusal(.setTarget(task: "reach", session: nil, description: phrase))
        try plain.lane.stop()
        task.lexicon = Lexicon(adding: [Noun(name: "gizmo", form: .cube, size: 0.03...0.08)])
        let running = try Running(1, task: task)
        #expect(try running.controller.ask(.setTarget(task: "reach", session: nil, description: phrase)) == .done)
        try running.lane.stop()
    }

    @Test func aPauseWithholdsUntilResumed() throws {
        let running = try Running(1)
        #expect(try running.controller.ask(.humanEvent(task: "reach", session: nil, .pause)) == .done)
        try running.send(1..<2)
        let paused = try running.last()
        #expect(paused.status == .paused && paused.distance == nil && paused.terms == RewardTerms())
        #expect(try running.controller.ask(.humanEvent(task: "reach", session: nil, .resume)) == .done)
        try running.send(2..<3)
        #expect(try running.last().status == .measured)
        try running.lane.stop()
    }

    @Test func aResetBeginsAnEpisode() throws {
        let running = try Running(8)
        #expect(try running.last().terms.shaping != nil)
        #expect(try running.controller.ask(.resetEpisode(task: "reach", session: "")) == .done)
        try running.send(8..<9)
        let first = try running.last()
        #expect(first.status == .measured && first.terms.shaping == nil && first.terms.progress == nil)
        try running.lane.stop()
    }

    @Test func anUnknownTaskIsRefusedAndTheKnownAreNamed() throws {
        let running = try Running(0)
        let requests: [ControlRequest.Body] = [
            .resetEpisode(task: "graps", session: nil),
            .rewardsSince(task: "graps", session: "", daemonEpoch: 0, rewardSequence: 0, limit: 1),
            .humanEvent(task: "reach", session: "nobody", .pause),
        ]
        for request in requests {
            let refusal = try running.controller.refusal(request)
            #expect(refusal.field == "task" && refusal.expected.contains("reach"))
            #expect(refusal.found.contains("graps") || refusal.found.contains("nobody"))
        }
        try running.lane.stop()
    }

    @Test func garbageIsAnsweredWithAnErrorAndHarmsNothing() throws {
        let running = try Running(1)
        var random = SplitMix64(seed: 4)
        for _ in 0..<100 {
            let bytes = (0..<Int.random(in: 0...200, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            guard case .error = try running.controller.ask(bytes: bytes).body else {
                Issue.record("no error for \(bytes)")
                continue
            }
        }
        try running.send(1..<2)
        #expect(try running.last().status == .measured)
        try running.lane.stop()
    }

    @Test func aMessageWithoutARequestIsSkipped() throws {
        let running = try Running(1)
        let dealer = try ZMQSocket(running.lane.context, .dealer)
        try dealer.connect(try #require(running.lane.configuration.control).address)
        _ = try dealer.send([], .last, isWaiting: true)
        try eventually("they are counted") {
            try running.controller.status().unroutable == [
                ReasonCount(reason: UnroutableReason.unreadableRequest.rawValue, count: 1)
            ]
        }
        try running.send(1..<2)
        #expect(try running.last().status == .measured)
        try running.lane.stop()
    }

    @Test func tooManyPartsAreRefused() throws {
        let running = try Running(1)
        let trainer = try Trainer(running.lane)
        for count in [ControlMessage.maxParts - 1, 500] {
            let refusal = try trainer.refusal(.status, attachments: Array(repeating: [0], count: count))
            #expect(refusal.field == "attachments" && refusal.found == "\(count)")
        }
        guard case .status = try trainer.ask(.status, attachments: Array(repeating: [0], count: 100)).body else {
            throw Trainer.Unexpected.reply
        }
        try running.lane.stop()
    }

    @Test func statusCountsWhatCameAndWhatWasRefused() throws {
        let running = try Running(3)
        var bad = ReachScene.frame(3)
        bad.camera?.fx = .nan
        #expect(try running.publisher.send(bad))
        #expect(try running.publisher.send(ReachScene.frame(2)))
        try eventually("everything is answered") { try running.controller.status().session("reach").nextSequence >= 5 }
        let status = try running.controller.status()
        let session = try status.session("reach")
        #expect(status.version == Version.current && status.daemonEpoch == RunningLane.epoch)
        #expect(session.frames == 5 && session.lastStatus == .rejected && session.stream == "front")
        #expect(
            session.rejected == [
                ReasonCount(reason: "camera.k", count: 1), ReasonCount(reason: "sequence", count: 1),
            ])
        try running.lane.stop()
    }
}
