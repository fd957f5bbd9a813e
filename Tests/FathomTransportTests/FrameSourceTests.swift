import Fathom
import FathomTransport
import FathomWire
import Testing

@Suite struct FrameSourceTests {
    private let context: ZMQContext

    init() throws {
        context = try ZMQContext()
    }

    @Test("A published frame arrives and decodes to what was sent", arguments: [Delivery.every, .latest])
    func publishSubscribe(_ delivery: Delivery) throws {
        let publisher = try ZeroMQFramePublisher(context, .publish, .bind(temporaryEndpoint))
        let source = try ZeroMQFrameSource(context, .subscribe, [.connect(publisher.endpoint)], delivery: delivery)
        try #require(try publisher.waitForSubscription(milliseconds: patience))
        let sent = frame("front", 3, pixels: 10_000)
        #expect(try publisher.send(sent))
        guard case .frame(let message) = try source.next() else {
            Issue.record("no frame")
            return
        }
        #expect(message.stream == "front")
        #expect(message.skipped == 0)
        var received = Frame(stream: "")
        try FrameDecoder().decode(
            header: message.header.bytes, parts: message.planes, stream: message.stream, into: &received)
        #expect(received.sequence == 3)
        #expect(received.planes[0].storage === message.planes[0])
        #expect(message.planes[0].bytes.elementsEqual(try #require(sent.planes[0].storage).bytes))
    }

    @Test("`every` hands out each frame in order")
    func every() throws {
        let (publisher, source) = try pushed(.every)
        for sequence in 0..<20 { #expect(try publisher.send(frame("front", UInt64(sequence)))) }
        #expect(try sequences(source, count: 20) == (0..<20).map { [UInt64($0), 0] })
        #expect(try source.receive() == nil)
    }

    @Test("`latest` hands out the newest of each stream and counts the rest")
    func latest() throws {
        let (publisher, source) = try pushed(.latest)
        for sequence in 0..<10 {
            #expect(try publisher.send(frame("left", UInt64(sequence))))
            if sequence < 4 { #expect(try publisher.send(frame("right", UInt64(sequence)))) }
        }
        #expect(try sequences(source, count: 2) == [[9, 9], [3, 3]])
        #expect(try source.receive() == nil)
        #expect(try publisher.send(frame("left", 10)))
        #expect(try sequences(source, count: 1) == [[10, 0]])
    }

    @Test("`latest` skips no detections and no bad message")
    func latestKeepsOthers() throws {
        let (publisher, source) = try pushed(.latest)
        #expect(try publisher.send(frame("front", 0)))
        for time in 0..<3 {
            #expect(try publisher.send(Detections(stream: "front", captureTimeNanoseconds: Int64(time), regions: [])))
        }
        #expect(try publisher.socket.send([bytes("frames/front")]))
        #expect(try publisher.send(frame("front", 1)))
        var kinds: [String] = []
        while let message = try source.receive() {
            switch message {
            case .frame(let frame): kinds.append("frame after \(frame.skipped)")
            case .decoded: kinds.append("decoded")
            case .detections(let stream, let bytes):
                kinds.append("\(try DetectionsCodec().decode(bytes.bytes, stream: stream).captureTimeNanoseconds)")
            case .malformedFrame(let stream, let rejection), .malformedDetections(let stream, let rejection):
                kinds.append("\(stream) \(rejection)")
            case .unroutable(let reason): kinds.append(reason.rawValue)
            }
        }
        #expect(
            kinds == [
                "0", "1", "2", "front parts: expected a topic, a header and the planes, found 1", "frame after 1",
            ])
    }

    @Test(
        "A message that belongs to nobody is unroutable, and says why",
        arguments: [
            ([""], UnroutableReason.unknownTopic), (["nonsense", "x"], .unknownTopic), (["frames"], .unknownTopic),
            (["frames/", "x"], .badStreamName), (["frames/a\0b", "x"], .badStreamName),
            (["frames/env-1/x", "x"], .badStreamName), (["frames/a*", "x"], .badStreamName),
            (["frames/" + String(repeating: "a", count: 65), "x"], .badStreamName),
            (["detections/\u{7}", "x"], .badStreamName), (["frames/other", "x"], .unwantedStream),
            (["frames/" + String(repeating: "a", count: 500), "x"], .unreadableTopic),
        ])
    func unroutable(_ parts: [String], _ reason: UnroutableReason) throws {
        let (publisher, source) = try pushed(.every, streams: ["front", "env-*"])
        #expect(try publisher.socket.send(parts.map(bytes)))
        guard case .unroutable(let found) = try source.next() else {
            Issue.record("routed")
            return
        }
        #expect(found == reason)
    }

    @Test("A topic that is not UTF-8 is unroutable")
    func notUTF8() throws {
        let (publisher, source) = try pushed(.every)
        #expect(try publisher.socket.send([bytes("frames/") + [0xFF], [1]]))
        guard case .unroutable(.unreadableTopic) = try source.next() else {
            Issue.record("routed")
            return
        }
    }

    @Test("A known stream's message with the wrong parts is malformed, and the stream is known")
    func malformed() throws {
        let (publisher, source) = try pushed(.every)
        for (parts, found) in [
            ([bytes("frames/front")], "1"), ([bytes("detections/front")], "1"),
            ([bytes("detections/front"), [], []], "3"),
            ([bytes("frames/front")] + [[UInt8]](repeating: [0], count: 30), "31"),
        ] {
            #expect(try publisher.socket.send(parts))
            let rejection: Rejection
            switch try source.next() {
            case .malformedFrame("front", let found): rejection = found
            case .malformedDetections("front", let found): rejection = found
            default:
                Issue.record("accepted \(parts.count) parts")
                continue
            }
            #expect(rejection.field == "parts")
            #expect(rejection.found == found)
        }
    }

    @Test("A subscription by prefix brings neighbours along; they are passed over")
    func exactTopic() throws {
        let publisher = try ZeroMQFramePublisher(context, .publish, .bind(temporaryEndpoint))
        let source = try ZeroMQFrameSource(
            context, .subscribe, [.connect(publisher.endpoint)], streams: [StreamPattern("front")], delivery: .every)
        try #require(try publisher.waitForSubscription(milliseconds: patience))
        #expect(try publisher.send(frame("front2", 0)))
        #expect(try publisher.send(frame("front", 1)))
        #expect(try sequences(source, count: 1) == [[1, 0]])
    }

    @Test("Our publisher waits for a slow subscriber instead of dropping")
    func backPressure() throws {
        var options = SocketOptions()
        options.sendHighWaterMark = 2
        options.receiveHighWaterMark = 2
        let publisher = try ZeroMQFramePublisher(context, .publish, .bind("inproc://slow"), options: options)
        let source = try ZeroMQFrameSource(
            context, .subscribe, [.connect("inproc://slow")], delivery: .every, options: options)
        try #require(try publisher.waitForSubscription(milliseconds: patience))
        var sent: UInt64 = 0
        while sent < 100, try publisher.send(frame("front", sent), isWaiting: false) { sent += 1 }
        #expect(sent == 4)
        #expect(try sequences(source, count: 4) == (0..<4).map { [$0, 0] })
        try publisher.socket.setSendTimeout(milliseconds: Int32(patience))
        #expect(try publisher.send(frame("front", sent)))
    }

    @Test("The publisher refuses planes that do not stand behind the header in order")
    func badPlanes() throws {
        let (publisher, _) = try pushed(.every)
        var bad = frame("front", 0)
        bad.planes[0].part = 3
        #expect(throws: TransportError.self) { try publisher.send(bad) }
        bad.planes[0].part = 2
        bad.planes[0].storage = nil
        #expect(throws: TransportError.self) { try publisher.send(bad) }
    }

    private func pushed(
        _ delivery: Delivery, streams: [String] = ["*"]
    ) throws -> (ZeroMQFramePublisher, ZeroMQFrameSource) {
        let endpoint = "inproc://\(UInt64.random(in: 0 ... .max))"
        let source = try ZeroMQFrameSource(
            context, .pull, [.bind(endpoint)], streams: streams.map(StreamPattern.init), delivery: delivery)
        return (try ZeroMQFramePublisher(context, .push, .connect(endpoint)), source)
    }

    /// Sequence number and skip count of each frame.
    private func sequences(_ source: ZeroMQFrameSource, count: Int) throws -> [[UInt64]] {
        let decoder = FrameDecoder()
        var frame = Frame(stream: "")
        return try (0..<count).map { _ in
            guard case .frame(let message) = try source.next() else { return [] }
            try decoder.decode(header: message.header.bytes, parts: message.planes, into: &frame)
            return [frame.sequence, UInt64(message.skipped)]
        }
    }
}
