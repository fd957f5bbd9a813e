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
            .describe,
            .openSession(task: "reach", session: nil, target: nil),
            .openSession(task: "reach", session: "env-1", target: "the red ball"),
            .closeSession(id: .max),
            .step(StepRequest(sessionID: 3, planes: [])),
            .step(StepRequest(sessionID: 3, planes: [2, 0, 14], deadlineNanoseconds: -5)),
            .batch(BatchRequest(sessionID: 4, count: 4096, poses: ["gripper", "target"])),
            .batch(BatchRequest(sessionID: 4, count: 1, poses: [], scalars: ["x"], deadlineNanoseconds: 0)),
        ] + HumanEvent.allCases.map { .humanEvent(task: "reach", session: nil, $0) }

    @Test("Every request comes back as it was sent", arguments: requests)
    func request(_ body: ControlRequest.Body) throws {
        let request = ControlRequest(requestID: 12, body: body)
        let codec = ControlCodec()
        var buffer: [UInt8] = []
        try codec.encode(request, into: &buffer)
        var id: UInt64 = 0
        #expect(try buffer.withUnsafeBytes { try codec.decodeRequest($0, requestID: &id) } == request)
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
        var id: UInt64 = 7
        let request = try bytes.withUnsafeBytes { try ControlCodec().decodeRequest($0, requestID: &id) }
        #expect(request.version == 1 && request.requestID == 0)
        #expect(
            request.body == .rewardsSince(task: "reach", session: "", daemonEpoch: 5, rewardSequence: 6, limit: 1024))
    }

    @Test("Unknown requests and events are refused by field")
    func refusal() {
        for (bytes, field) in [
            (ProtoBytes().bytes, "request"), (ProtoBytes().number(99, 1).bytes, "request"), ([0xFF], "request"),
            (ProtoBytes().message(7, ProtoBytes().text(1, "reach").number(3, 9)).bytes, "human_event.kind"),
            (ProtoBytes().number(1, 2).number(2, 5).bytes, "version"), (ProtoBytes().number(1, 0).bytes, "version"),
        ] {
            var id: UInt64 = 0
            let rejection = #expect(throws: Rejection.self) {
                try bytes.withUnsafeBytes { try ControlCodec().decodeRequest($0, requestID: &id) }
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

    fileprivate mutating func description() -> DaemonDescription {
        DaemonDescription(
            version: text(), daemonEpoch: integer(), contracts: 1...4, tasks: list { $0.task() },
            rewards: maybe { $0.text() }, frames: list { $0.text() }, streams: list { $0.text() })
    }

    fileprivate mutating func task() -> TaskDescription {
        let success = maybe { random in
            SuccessConfiguration(
                within: random.number(), required: 2, window: 64, bonus: random.number(),
                gates: random.list { SuccessGate(scalar: "s", relation: .lessOrEqual, threshold: $0.number()) })
        }
        return TaskDescription(
            name: text(), streams: list { $0.text() }, isEach: Bool.random(using: &self), gripper: text(),
            target: text(), distance: DistanceKind.allCases.randomElement(using: &self) ?? .center,
            reward: RewardConfiguration(
                signal: RewardSignal.allCases.randomElement(using: &self) ?? .dense,
                curve: CurveKind.allCases.randomElement(using: &self) ?? .tanh, length: number(), weight: number(),
                discount: number(), maxDistance: number(), success: success, timePenalty: number(),
                failurePenalty: maybe { $0.number() }, progressRequired: 1, progressWindow: 9,
                isAddedToBaseReward: Bool.random(using: &self)),
            digest: text())
    }

    fileprivate mutating func reply() -> ControlReply {
        let page = RewardPage(
            daemonEpoch: integer(), oldestSequence: maybe { $0.integer() }, nextSequence: integer(),
            rewards: list { $0.reward() })
        let bodies: [ControlReply.Body] = [
            .status(status()), .rewards(page), .done, .reward(reward()), .description(description()),
            .session(
                SessionOpened(sessionID: integer(), session: text(), daemonEpoch: integer(), task: task())),
            .batch(
                RewardBatch(
                    count: 7, batchSequence: integer(), configurationDigest: text(), discount: number(),
                    reasons: list { $0.text() })), .error(Rejection(text(), expected: text(), found: text())),
        ]
        return ControlReply(requestID: integer(), body: bodies.randomElement(using: &self) ?? .done)
    }
}
