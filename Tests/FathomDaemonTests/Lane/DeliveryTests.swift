import Fathom
import FathomTestKit
import FathomTransport
import Testing

@testable import FathomDaemon

/// Frames in and rewards out, over real sockets.
@Suite(.timeLimit(.minutes(2))) struct DeliveryTests {
    @Test func anApproachRaisesTheRewards() throws {
        let lane = try RunningLane([.reach()])
        let rewards = try lane.subscribe()
        let publisher = try lane.publisher()
        for step in 0..<12 { #expect(try publisher.send(ReachScene.frame(step))) }
        let received = try rewards.take(12)
        #expect(received.allSatisfy { $0.status == .measured && $0.stream == "front" && $0.session.isEmpty })
        #expect(received.map(\.rewardSequence) == Array(0..<12))
        #expect(received.map(\.frameSequence) == (0..<12).map(UInt64.init))
        #expect(received.allSatisfy { $0.daemonEpoch == RunningLane.epoch && $0.publishTimeNanoseconds != nil })
        for (before, after) in zip(received, received.dropFirst()) {
            #expect(try #require(after.terms.value) > (try #require(before.terms.value)))
            #expect(after.terms.progress ?? 0 >= before.terms.progress ?? 0)
        }
        try lane.stop()
    }

    @Test(arguments: [FramesConfiguration.Socket.sub, .pull]) func everyFrameIsAnsweredThoughTheyComeAtOnce(
        socket: FramesConfiguration.Socket
    ) throws {
        let count = 500
        let lane = try RunningLane([.posed("state", .fused(["state"]))]) {
            $0.frames.socket = socket
            $0.frames.highWaterMark = 4
        }
        let publisher = try lane.publisher("state", socket == .sub ? .publish : .push)
        let controller = try lane.controller()
        for sequence in 0..<count {
            #expect(try publisher.send(ReachScene.poses(sequence, stream: "state"), isWaiting: true))
        }
        try eventually("everything is answered") { try controller.status().session("state").nextSequence >= count }
        let rewards = try controller.rewards("state", since: 0).rewards
        #expect(rewards.map(\.frameSequence) == (0..<count).map(UInt64.init))
        #expect(rewards.allSatisfy { $0.skippedFrames == 0 && $0.status == .measured })
        try lane.stop()
    }

    @Test func theLatestFrameIsAnsweredAndTheSkippedAreCounted() throws {
        let lane = try RunningLane([.reach()], delivery: .latest)
        let publisher = try lane.publisher()
        let controller = try lane.controller()
        var sent = 0
        // A lane that is quick enough takes a burst without skipping; then it gets another one.
        for _ in 0..<100 {
            for _ in 0..<20 {
                #expect(try publisher.send(ReachScene.frame(sent, of: 1000)))
                sent += 1
            }
            var rewards: [Reward] = []
            try eventually("the newest frame is answered") {
                rewards = try controller.rewards(since: 0).rewards
                return rewards.last?.frameSequence == UInt64(sent - 1)
            }
            #expect(rewards.count + rewards.map(\.skippedFrames).reduce(0, +) == sent)
            #expect(rewards.map(\.rewardSequence) == (0..<UInt64(rewards.count)).map { $0 })
            let status = try controller.status().session("reach")
            #expect(status.skippedFrames == UInt64(sent - rewards.count) && status.frames == UInt64(rewards.count))
            if status.skippedFrames > 0 { break }
        }
        #expect(try controller.status().session("reach").skippedFrames > 0)
        try lane.stop()
    }

    @Test func eachStreamHasASessionAndATopicOfItsOwn() throws {
        let lane = try RunningLane([.posed("many", .each(pattern: "env-*"))])
        let all = try lane.subscribe()
        let names = (0..<8).map { "env-\($0)" }
        let publishers = try names.map { try lane.publisher($0) }
        for sequence in 0..<5 {
            for (name, publisher) in zip(names, publishers) {
                #expect(try publisher.send(ReachScene.poses(sequence, stream: name)))
            }
        }
        let rewards = try all.take(40, of: "many")
        for name in names {
            let own = rewards.filter { $0.session == name }
            #expect(own.map(\.rewardSequence) == [0, 1, 2, 3, 4] && own.allSatisfy { $0.stream == name })
        }
        let status = try lane.controller().status()
        #expect(Set(status.sessions.filter { $0.task == "many" }.map(\.session)) == Set(names))
        try lane.stop()
    }

    @Test func framesSentJustBeforeTheStopAreAnswered() throws {
        let count = 300
        let lane = try RunningLane([.posed("state", .fused(["state"]))])
        let rewards = try lane.subscribe()
        let publisher = try lane.publisher("state")
        for sequence in 0..<count { #expect(try publisher.send(ReachScene.poses(sequence, stream: "state"))) }
        try lane.stop()
        #expect(try rewards.take(count, of: "state").map(\.frameSequence) == (0..<count).map(UInt64.init))
    }

    @Test func streamsBeyondTheMaximumAreCountedAndDisturbNobody() throws {
        let lane = try RunningLane([.posed("many", .each(pattern: "env-*"))]) { $0.frames.maxStreams = 2 }
        let controller = try lane.controller()
        let publisher = try lane.publisher("env-0")
        for sequence in 0..<3 {
            for name in ["env-0", "env-1", "env-2"] {
                #expect(try publisher.send(ReachScene.poses(sequence, stream: name)))
            }
        }
        var status = try controller.status()
        try eventually("all are counted") {
            status = try controller.status()
            return status.unroutable.map(\.count).reduce(0, +) >= 3
        }
        #expect(status.unroutable.map(\.reason) == [UnroutableReason.tooManyStreams.rawValue])
        #expect(try status.session("many", "env-1").nextSequence == 3)
        try lane.stop()
    }

    @Test func aStreamMayJoinInPlaceOfASilentOne() throws {
        let clock = ManualClock()
        let lane = try RunningLane([.posed("many", .each(pattern: "env-*"))], clocks: .manual(clock)) {
            $0.frames.maxStreams = 2
        }
        let controller = try lane.controller()
        let publisher = try lane.publisher("env-0")
        func send(_ name: String, _ sequence: Int) throws {
            #expect(try publisher.send(ReachScene.poses(sequence, stream: name)))
            // The frame may come after the question.
            try eventually("it is answered") {
                try controller.status().sessions.contains { $0.session == name && $0.frames > sequence }
            }
        }
        for sequence in 0..<3 { try send("env-0", sequence) }
        try send("env-1", 0)
        try eventually("both are silent") {
            clock.advance(nanoseconds: 200_000_000)
            return try controller.status().sessions.filter { $0.task == "many" && $0.lastStatus == .stale }.count == 2
        }
        try send("env-1", 1)
        try send("env-2", 0)
        let sessions = try controller.status().sessions.filter { $0.task == "many" }
        #expect(sessions.map(\.session) == ["env-1", "env-2"])
        // Above all that env-0 had, so that it could be env-0 that came back.
        #expect(try controller.status().session("many", "env-2").nextSequence == 5)
        try lane.stop()
    }

    @Test func aTargetForATaskIsThatOfStreamsThatJoinLater() throws {
        let lane = try RunningLane([.posed("many", .each(pattern: "env-*"))])
        let controller = try lane.controller()
        #expect(try controller.ask(.setTarget(task: "many", session: nil, description: "the red ball")) == .done)
        let publisher = try lane.publisher("env-0")
        #expect(try publisher.send(ReachScene.poses(0, stream: "env-0")))
        try eventually("it is answered") { try controller.status().session("many", "env-0").nextSequence >= 1 }
        let page = try controller.ask(
            .rewardsSince(task: "many", session: "env-0", daemonEpoch: 0, rewardSequence: 0, limit: 1))
        guard case .rewards(let found) = page else { throw Controller.Unexpected.reply }
        var expected = TaskConfiguration.posed("many", .each(pattern: "env-*"))
        expected.target = .description("the red ball")
        #expect(found.rewards.map(\.configurationDigest) == [expected.computedDigest])
        try lane.stop()
    }
}
