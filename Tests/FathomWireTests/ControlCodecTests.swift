import Fathom
import FathomWire
import Testing

@Suite struct ControlCodecTests {
    private static let requests: [ControlRequest.Body] =
        [
            .status,
            .rewardsSince(task: "reach", session: "", daemonEpoch: .max, rewardSequence: 7, limit: 10),
            .rewardsSince(task: "reach", session: "env-1", daemonEpoch: 0, rewardSequence: 0, limit: 0),
            .setTarget(task: "reach", session: nil, description: "the red ball"),
            .setTarget(task: "reach", session: "", description: ""),
            .resetEpisode(task: "reach", session: "env-1"),
        ] + HumanEvent.allCases.map { .humanEvent(task: "reach", session: nil, $0) }

    @Test("Every request comes back as it was sent", arguments: requests)
    func request(_ body: ControlRequest.Body) throws {
        let request = ControlRequest(version: 3, requestID: 12, body: body)
        let codec = ControlCodec()
        var buffer: [UInt8] = []
        try codec.encode(request, into: &buffer)
        #expect(try buffer.withUnsafeBytes { try codec.decodeRequest($0) } == request)
    }

    @Test("Every reply comes back as it was sent")
    func reply() throws {
        let codec = ControlCodec()
        var buffer: [UInt8] = []
        for seed in 0..<200 {
            var generator = SplitMix64(seed: UInt64(seed))
            let reply = generator.reply()
            try codec.encode(reply, into: &buffer)
            #expect(try buffer.withUnsafeBytes { try codec.decodeReply($0) } == reply, "seed \(seed)")
        }
    }

    @Test("A request for less than everything gets the contract's defaults")
    func defaults() throws {
        let bytes = ProtoBytes().message(4, ProtoBytes().text(1, "reach").fixed(3, 5).number(4, 6)).bytes
        let request = try bytes.withUnsafeBytes { try ControlCodec().decodeRequest($0) }
        #expect(request.version == 1 && request.requestID == 0)
        #expect(
            request.body == .rewardsSince(task: "reach", session: "", daemonEpoch: 5, rewardSequence: 6, limit: 1024))
    }

    @Test("Unknown requests and events are refused by field")
    func refusal() {
        for (bytes, field) in [
            (ProtoBytes().bytes, "request"), (ProtoBytes().number(99, 1).bytes, "request"), ([0xFF], "request"),
            (ProtoBytes().message(7, ProtoBytes().text(1, "reach").number(3, 9)).bytes, "human_event.kind"),
        ] {
            let rejection = #expect(throws: Rejection.self) {
                try bytes.withUnsafeBytes { try ControlCodec().decodeRequest($0) }
            }
            #expect(rejection?.field == field)
        }
    }

    @Test("A status reads as protobuf's JSON")
    func json() throws {
        let status = DaemonStatus(
            version: "0.1.0", daemonEpoch: 5, uptimeSeconds: 1.5,
            unroutable: [ReasonCount(reason: "unknown topic", count: 2)])
        #expect(
            try ControlCodec().json(ControlReply(requestID: 1, body: .status(status)))
                == #"{"version": 1, "request_id": "1", "status": {"version": "0.1.0", "daemon_epoch": "5", "#
                + #""uptime_seconds": 1.5, "unroutable": [{"reason": "unknown topic", "count": "2"}]}}"#)
    }
}

extension SplitMix64 {
    fileprivate mutating func counts() -> [ReasonCount] {
        list { ReasonCount(reason: $0.text(), count: $0.integer()) }
    }

    fileprivate mutating func status() -> DaemonStatus {
        DaemonStatus(
            version: text(), daemonEpoch: integer(), uptimeSeconds: number(),
            sessions: list {
                SessionStatus(
                    task: $0.name(), session: $0.text(), stream: $0.text(), episode: $0.maybe { $0.text() },
                    nextSequence: $0.integer(),
                    lastStatus: $0.maybe { RewardStatus.allCases.randomElement(using: &$0) ?? .held },
                    lastReceiveTimeNanoseconds: $0.maybe { Int64(bitPattern: $0.integer()) }, frames: $0.integer(),
                    skippedFrames: $0.integer(), rejected: $0.counts())
            }, unroutable: counts())
    }

    fileprivate mutating func reply() -> ControlReply {
        let page = RewardPage(
            daemonEpoch: integer(), oldestSequence: maybe { $0.integer() }, nextSequence: integer(),
            rewards: list { $0.reward() })
        let bodies: [ControlReply.Body] = [
            .status(status()), .rewards(page), .done, .error(Rejection(text(), expected: text(), found: text())),
        ]
        return ControlReply(requestID: integer(), body: bodies.randomElement(using: &self) ?? .done)
    }
}
