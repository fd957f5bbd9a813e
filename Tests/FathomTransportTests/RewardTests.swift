import Fathom
import FathomTransport
import FathomWire
import Testing

@Suite struct RewardTests {
    private let context: ZMQContext

    init() throws {
        context = try ZMQContext()
    }

    private func reward(_ task: String, session: String = "", _ sequence: UInt64, time: Int64? = nil) -> Reward {
        Reward(
            task: task, session: session, stream: "front", captureTimeNanoseconds: time, rewardSequence: sequence,
            status: .measured)
    }

    @Test("A reward arrives as topic, message and seconds")
    func parts() throws {
        let sink = try ZeroMQRewardSink(context, [.bind("inproc://parts")])
        let subscriber = try ZMQSocket(context, .sub)
        try subscriber.subscribe(prefix: "rewards/reach")
        try subscriber.connect("inproc://parts")
        var expected = reward("reach", session: "env-1", 4, time: 12_000_000_345)
        let multipart = try firstMessage(subscriber) { try sink.publish(expected) }
        #expect(multipart.parts.count == 3)
        #expect(multipart.parts[0].text == "rewards/reach/env-1")
        #expect(try RewardCodec().decode(multipart.parts[1].bytes) == expected)
        #expect(multipart.parts[2].text == "12.000000345")

        expected.captureTimeNanoseconds = nil
        try sink.publish(expected)
        #expect(try subscriber.receive().multipart.parts[2].text == "0.000000000")
        expected.publishTimeNanoseconds = -1_500_000_000
        try sink.publish(expected)
        #expect(try subscriber.receive().multipart.parts[2].text == "-1.500000000")
    }

    @Test("A stream of rewards yields those of its task and session only, and nil when none comes")
    func stream() throws {
        let sink = try ZeroMQRewardSink(context, [.bind("inproc://stream")])
        let all = try RewardStream(context, .connect("inproc://stream"))
        let one = try RewardStream(context, .connect("inproc://stream"), task: "reach", session: "")
        let wanted = reward("reach", 0)
        #expect(try firstReward(all) { try sink.publish(wanted) } == wanted)
        #expect(try firstReward(one) { try sink.publish(wanted) } == wanted)
        while try one.next(milliseconds: 0) != nil {}
        try sink.publish(reward("reach2", 1))
        try sink.publish(reward("reach", session: "env-1", 2))
        try sink.publish(reward("reach", 3))
        #expect(try one.next(milliseconds: patience)?.rewardSequence == 3)
        #expect(try one.next(milliseconds: 0) == nil)
    }

    @Test("Something else on the topic is an error, not a reward")
    func foreign() throws {
        let publisher = try ZMQSocket(context, .xpub)
        try publisher.bind("inproc://foreign")
        let stream = try RewardStream(context, .connect("inproc://foreign"))
        _ = try publisher.receive()
        var message: [UInt8] = []
        try RewardCodec().encode(reward("reach", 0), into: &message)
        for parts in [
            [bytes("rewards/reach")], [bytes("rewards/reach"), [0xFF], bytes("0")],
            [bytes("rewards/other"), message, bytes("0")], [[UInt8]](repeating: bytes("rewards/reach"), count: 20),
        ] {
            #expect(try publisher.send(parts))
            #expect(throws: TransportError.self) { try stream.next(milliseconds: patience) }
        }
        #expect(try publisher.send([bytes("rewards/reach"), message, bytes("0")]))
        #expect(try stream.next(milliseconds: patience) == reward("reach", 0))
    }

    /// Publishes until the subscription has reached the publisher.
    private func firstMessage(_ subscriber: ZMQSocket, _ publish: () throws -> Void) throws -> Multipart {
        var multipart = Multipart()
        for _ in 0..<patience {
            try publish()
            _ = try Poller([subscriber]).wait(milliseconds: 1)
            if try subscriber.receive(into: &multipart) == .message { break }
        }
        return multipart
    }

    private func firstReward(_ stream: RewardStream, _ publish: () throws -> Void) throws -> Reward? {
        for _ in 0..<patience {
            try publish()
            if let reward = try stream.next(milliseconds: 1) { return reward }
        }
        return nil
    }
}
