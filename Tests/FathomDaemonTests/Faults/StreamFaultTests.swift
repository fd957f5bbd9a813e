import Fathom
import FathomTransport
import Testing

@testable import FathomDaemon

/// Streams that stall, restart, or nobody knows, and how often that is logged.
@Suite(.timeLimit(.minutes(2))) struct StreamFaultTests {
    private static let second: Int64 = 1_000_000_000

    @Test func aStalledStreamIsReportedOnceAndRecovers() throws {
        let lane = try DrivenLane([.reach("stalls", .fused(["stalls"])), .posed("goes", .fused(["goes"]))])
        var rewards = try lane.answer(ReachScene.frame(0, stream: "stalls"))
        for sequence in 0..<30 {
            lane.clock.advance(nanoseconds: Self.second / 10)
            rewards += try lane.answer(ReachScene.poses(sequence, stream: "goes"))
        }
        rewards += try lane.answer(ReachScene.frame(1, stream: "stalls"))
        #expect(rewards.filter { $0.task == "stalls" }.map(\.status) == [.measured, .stale, .measured])
        #expect(rewards.filter { $0.task == "goes" }.allSatisfy { $0.status == .measured })
        #expect(lane.log.lines.filter { $0.message == "stream is stale" }.map { $0.metadata["stream"] } == ["stalls"])
    }

    @Test func aRestartedPublisherIsAcceptedUnderTheSameEpisode() throws {
        let lane = try DrivenLane([.reach()])
        var rewards: [Reward] = []
        for sequence in 0..<8 { rewards += try lane.answer(ReachScene.frame(sequence, epoch: 1)) }
        for sequence in 0..<2 { rewards += try lane.answer(ReachScene.frame(sequence, epoch: 2)) }
        rewards += try lane.answer(ReachScene.frame(8, epoch: 1))
        #expect(rewards.dropLast().allSatisfy { $0.status == .measured })
        // Nothing of the episode before is left, though it has the same name.
        #expect(rewards[7].terms.progress != nil && rewards[7].terms.shaping != nil)
        #expect(rewards[8].terms.progress == nil && rewards[8].terms.shaping == nil)
        #expect(rewards[10].rejection?.field == "publisher_epoch")
    }

    @Test func aReasonIsLoggedOnceASecondWithTheNumberHeldBack() throws {
        let lane = try DrivenLane([.reach()])
        var good = ReachScene.frame(5)
        good.camera?.fx = .nan
        for _ in 0..<25 {
            for _ in 0..<4 { #expect(try lane.answer(good).map(\.status) == [.rejected]) }
            lane.clock.advance(nanoseconds: Self.second / 10)
        }
        let lines = lane.log.lines
        #expect(lines.map(\.message) == ["frame rejected", "frame rejected", "frame rejected"])
        #expect(lines.map { $0.metadata["held_back"] } == [nil, "39", "39"])
        #expect(lines.allSatisfy { $0.metadata["field"] == "camera.k" && $0.level == .warning })
    }

    @Test func theLogIsBoundedHoweverManyReasonsThereAre() throws {
        let lane = try DrivenLane([.posed("many", .each(pattern: "*"))])
        for index in 0..<1000 { _ = try lane.answer(ReachScene.poses(0, stream: "s\(index)")) }
        #expect(lane.lane.table.sessions.count == 16)
        #expect(lane.log.lines.map(\.message) == ["message not taken"])
        #expect(lane.lane.facts.unroutable.map(\.count) == [984])
    }

    @Test func topicsOfNobodyAreCountedByReason() throws {
        let lane = try RunningLane([.reach()]) { $0.frames.socket = .pull }
        let publisher = try lane.publisher("front", .push)
        let topics: [(topic: [UInt8], reason: UnroutableReason)] = [
            (Array("hello".utf8), .unknownTopic), ([], .unknownTopic), (Array("frames/".utf8), .badStreamName),
            ([0xFF, 0xFE], .unreadableTopic), ([UInt8](repeating: 0x61, count: 10_000), .unreadableTopic),
            (Array("frames/other".utf8), .unwantedStream), (Array("detections/other".utf8), .unwantedStream),
            (Array("frames/a\u{7}b".utf8), .badStreamName),
        ]
        for (topic, _) in topics { try publisher.send(parts: [topic, [1, 2, 3]]) }
        _ = try publisher.send(ReachScene.frame(0))
        let controller = try lane.controller()
        try eventually("everything is answered") { try controller.status().session("reach").nextSequence >= 1 }
        let counted = try controller.status().unroutable
        let expected = Dictionary(topics.map { ($0.reason.rawValue, 1 as UInt64) }, uniquingKeysWith: +)
        #expect(Dictionary(uniqueKeysWithValues: counted.map { ($0.reason, $0.count) }) == expected)
        #expect(try controller.rewards(since: 0).rewards.map(\.status) == [.measured])
        try lane.stop()
    }
}
