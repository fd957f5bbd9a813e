import Fathom
import FathomTransport
import FathomWire
import Testing

@testable import FathomDaemon

/// Poses of many environments in one message over a real socket.
@Suite(.timeLimit(.minutes(2))) struct BatchTests {
    private static let status = 0
    private static let presence = 1
    private static let firstNumber = 3

    private static func request(_ session: SessionOpened, _ count: Int) -> ControlRequest.Body {
        .batch(BatchRequest(sessionID: session.sessionID, count: UInt32(count), poses: ["gripper", "object"]))
    }

    /// Environment i is i + 1 metres from its object.
    private static func parts(_ count: Int, flags: UInt8 = 0) -> [[UInt8]] {
        var positions = [Double](repeating: 0, count: 6 * count)
        for index in 0..<count { positions[6 * index] = Double(index + 1) }
        return [positions.withUnsafeBytes { Array($0) }, Array(repeating: flags, count: count)]
    }

    @Test func everyEnvironmentGetsItsOwnReward() throws {
        let lane = try RunningLane([.posed("state", .fused(["front"]))])
        let trainer = try Trainer(lane)
        let session = try trainer.open("state")
        for sequence in 0..<3 {
            let answer = try trainer.ask(Self.request(session, 100), attachments: Self.parts(100))
            guard case .batch(let head) = answer.body else { throw Trainer.Unexpected.reply }
            #expect(head.count == 100 && head.batchSequence == UInt64(sequence) && head.reasons.isEmpty)
            #expect(head.configurationDigest == session.task.digest && head.discount == 0.99)
            #expect(answer.attachments.count == 10)
            #expect(Array(answer.attachments[Self.status].bytes) == Array(repeating: 1, count: 100))
            let distances = answer.attachments[Self.firstNumber + RewardColumns.Number.distance.rawValue].bytes
            for index in 0..<100 {
                #expect(distances.loadUnaligned(fromByteOffset: index * 8, as: Double.self) == Double(index + 1))
            }
        }
        try lane.stop()
    }

    @Test func whatIsSaidToASessionOfBatchesIsRefused() throws {
        let lane = try RunningLane([.posed("state", .fused(["front"]))])
        let trainer = try Trainer(lane)
        let session = try trainer.open("state", "envs")
        _ = try trainer.ask(Self.request(session, 2), attachments: Self.parts(2))
        for request in [
            ControlRequest.Body.resetEpisode(task: "state", session: "envs"),
            .humanEvent(task: "state", session: "envs", .pause),
            .setTarget(task: "state", session: "envs", description: "the red ball"),
        ] {
            #expect(try trainer.refusal(request).field == "session")
        }
        // The others of the task are told, and batches go on as they were.
        #expect(try trainer.ask(.setTarget(task: "state", session: nil, description: "the red ball")).body == .done)
        guard case .batch(let head) = try trainer.ask(Self.request(session, 2), attachments: Self.parts(2)).body else {
            throw Trainer.Unexpected.reply
        }
        #expect(head.configurationDigest == session.task.digest && head.batchSequence == 1)
        try lane.stop()
    }

    @Test func batchesThatCannotBeOneAreRefusedByField() throws {
        let lane = try RunningLane([.reach(), .posed("state", .fused(["front"]))])
        let trainer = try Trainer(lane)
        let session = try trainer.open("state")
        #expect(try trainer.refusal(Self.request(session, 5), attachments: [[1]]).field == "batch")
        #expect(try trainer.refusal(Self.request(session, 0), attachments: Self.parts(0)).field == "batch.count")
        #expect(try trainer.refusal(Self.request(session, 6), attachments: Self.parts(5)).field == "positions")
        guard case .batch = try trainer.ask(Self.request(session, 5), attachments: Self.parts(5)).body else {
            throw Trainer.Unexpected.reply
        }
        let late = BatchRequest(
            sessionID: session.sessionID, count: 5, poses: ["gripper", "object"], deadlineNanoseconds: -1)
        #expect(try trainer.refusal(.batch(late), attachments: Self.parts(5)).field == "deadline_ns")
        let another = try trainer.refusal(Self.request(session, 4), attachments: Self.parts(4))
        #expect(another.field == "batch.count" && another.expected == "5, as before")
        #expect(try trainer.refusal(of: ReachScene.poses(0, stream: "front"), session: session).field == "step")
        let seeing = try trainer.open("reach")
        #expect(try trainer.refusal(Self.request(seeing, 5), attachments: Self.parts(5)).field == "target")
        try lane.stop()
    }
}
