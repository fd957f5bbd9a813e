import Fathom
import FathomTestKit
import FathomTransport
import Foundation
import Testing

@testable import FathomDaemon

/// Peers that break off, say too much, speak another language or do not listen.
@Suite(.timeLimit(.minutes(2))) struct PeerFaultTests {
    /// A lane on TCP that takes at most 1 MiB a part.
    private static func lane() throws -> RunningLane {
        let endpoint = try RawConnection.freeEndpoint()
        return try RunningLane([.reach()]) {
            $0.frames.endpoints = [Endpoint(.bind, endpoint)]
            $0.frames.socket = .pull
            $0.frames.maxMessageBytes = 1 << 20
        }
    }

    /// Sends a good frame from a new publisher, and waits for its reward.
    private static func expectAnswer(_ lane: RunningLane, _ sequence: Int) throws {
        let publisher = try lane.publisher("front", .push)
        let controller = try lane.controller()
        #expect(try publisher.send(ReachScene.frame(sequence)))
        try eventually("everything is answered") {
            try controller.rewards(since: 0).rewards.last?.frameSequence == UInt64(sequence)
        }
        #expect(try controller.rewards(since: 0).rewards.last?.status == .measured)
    }

    private static func awaitLine(_ message: String, _ lane: RunningLane) throws {
        try eventually("\(message) is logged") { lane.log.lines.contains { $0.message == message } }
    }

    @Test func aPartThatIsTooLargeCostsItsPeerTheConnection() throws {
        let lane = try Self.lane()
        try Self.expectAnswer(lane, 0)
        let publisher = try lane.publisher("front", .push)
        try publisher.send(parts: [Array("frames/front".utf8), [UInt8](repeating: 0, count: (1 << 20) + 1)])
        // Other peers come and go as well; the line to wait for names the socket and the limit.
        try eventually("the loss is logged with its reason") {
            lane.log.lines.contains {
                $0.message == "peer gone" && $0.metadata["socket"] == "frames"
                    && $0.metadata["reason"]?.contains("1048576") == true
            }
        }
        try Self.expectAnswer(lane, 1)
        try lane.stop()
    }

    @Test func noiseOnThePortIsLoggedAndHarmsNobody() throws {
        let lane = try Self.lane()
        let endpoint = lane.configuration.frames.endpoints[0].address
        var random = SplitMix64(seed: 9)
        let noise: [[UInt8]] = [
            Array("GET / HTTP/1.1\r\nHost: robot\r\n\r\n".utf8), random.bytes(500...500),
            // ZeroMQ's greeting, and then nonsense.
            [0xFF, 0, 0, 0, 0, 0, 0, 0, 1, 0x7F, 3, 0] + Array("NULL".utf8) + random.bytes(200...200),
            [0xFF],
        ]
        for bytes in noise {
            let connection = try RawConnection(endpoint)
            connection.send(bytes)
        }
        try Self.expectAnswer(lane, 0)
        try Self.awaitLine("peer refused", lane)
        try lane.stop()
    }

    @Test func aPublisherThatDiesWithinAMessageLeavesNothingBehind() throws {
        let lane = try Self.lane()
        for _ in 0..<5 {
            let context = try ZMQContext()
            let endpoint = lane.configuration.frames.endpoints[0].address
            var options = SocketOptions()
            options.lingerMilliseconds = 0
            let publisher = try ZeroMQFramePublisher(context, .push, .connect(endpoint), options: options)
            _ = try publisher.socket.send(Array("frames/front".utf8), .more, isWaiting: true)
            _ = try publisher.socket.send([UInt8](repeating: 0, count: 1000), .more, isWaiting: true)
        }
        try Self.expectAnswer(lane, 0)
        #expect(try lane.controller().status().session("reach").rejected.isEmpty)
        try lane.stop()
    }

    @Test func aSubscriberThatDoesNotReadCostsBoundedMemory() throws {
        let folder = TemporaryFolder()
        let process = try ServeProcess(folder.yaml(), in: folder)
        try process.waitUntilReady()
        let context = try ZMQContext()
        var options = SocketOptions.rewards
        options.receiveHighWaterMark = 1
        let stalled = try RewardStream(context, .connect(folder.endpoint("rewards")), options: options)
        let publisher = try ZeroMQFramePublisher(context, .publish, .connect(folder.endpoint("frames")))
        try #require(try publisher.waitForSubscription(to: "state"))
        var sequence = 0
        func send(_ count: Int) throws {
            for _ in 0..<count {
                #expect(try publisher.send(ReachScene.poses(sequence, stream: "state")))
                sequence += 1
            }
        }
        // Fills every queue on the way, and the ring.
        try send(10_000)
        let before = try process.residentBytes
        try send(10_000)
        #expect(try process.residentBytes < before + 2 << 20)
        // Whoever reads again gets what was kept, and sees the loss by the sequence.
        var last = try #require(try stalled.next(milliseconds: patience)).rewardSequence
        try eventually("a gap shows") {
            try send(1)
            let next = try #require(try stalled.next(milliseconds: patience)).rewardSequence
            defer { last = next }
            return next > last + 1
        }
        process.send(SIGTERM)
        #expect(try process.wait() == 0)
    }
}
