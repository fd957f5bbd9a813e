import Fathom
import FathomTransport
import FathomWire
import Foundation

/// Poses of N environments in one message, in turns with the same steps in memory.
enum BatchRows {
    private static let rounds = 30
    private static let rewardsATurn = 65_536

    static func run(_ options: Options) throws -> [Row] {
        let daemon = try Daemon(options, configuration: "lockstep.yaml")
        return try [64, 1_024, 4_096, 65_536].map { try row($0, daemon) }
    }

    private static func row(_ count: Int, _ daemon: Daemon) throws -> Row {
        let steps = (0..<4).map { PoseStep(count, number: $0) }
        let trainer = try Trainer(ZMQContext(), daemon.control, task: "state")
        let batch = try PoseBatch(configuration: .reaching(.pose("target")), count: count)
        let turn = max(1, rewardsATurn / count)
        let samples = try contest(
            rounds: rounds,
            [
                Contestant("ipc") { samples in
                    for index in 0..<turn { samples.append(try exchange(steps[index % 4], count, trainer)) }
                },
                Contestant("memory") { samples in
                    for index in 0..<turn {
                        let start = now()
                        try batch.step(steps[index % 4].columns)
                        samples.append(now() - start)
                    }
                },
            ])
        func rate(_ samples: Samples) -> Double { Double(count * samples.count) / samples.seconds }
        return Row("batches of \(count) poses over ipc: rewards/s", value: rate(samples[0]).rounded())
            .budget(atLeast: 1_000_000)
            .note(
                String(
                    format: "a batch there and back p50 %.3f, p99 %.3f ms; in memory %.1f million/s", samples[0].p50,
                    samples[0].p99, rate(samples[1]) / 1e6))
    }

    private static func exchange(_ step: PoseStep, _ count: Int, _ trainer: Trainer) throws -> UInt64 {
        let start = now()
        let request = BatchRequest(
            sessionID: trainer.session.sessionID, count: UInt32(count), poses: ["gripper", "target"])
        try trainer.client.send(.batch(request), attachments: [step.positions, step.flags])
        let answer = try trainer.answer()
        let duration = now() - start
        guard case .batch = answer.body, answer.attachments.count == 10 else { throw Failure("\(answer.body)") }
        let distances = answer.attachments[3 + RewardColumns.Number.distance.rawValue].bytes
        for index in [0, count / 2, count - 1]
        where distances.loadUnaligned(fromByteOffset: index * 8, as: Double.self) != step.distance(index) {
            throw Failure("environment \(index) of \(count) got another one's distance")
        }
        return duration
    }
}

/// Poses of one step, environment after environment: a gripper at the origin and a target on the x axis.
private struct PoseStep {
    let positions: OwnedBytes
    let flags: OwnedBytes
    private let number: Int

    init(_ count: Int, number: Int) {
        self.number = number
        let numbers = (0..<count).flatMap { [0.0, 0, 0, Self.distance($0, number), 0, 0] as [Double] }
        positions = OwnedBytes(numbers.withUnsafeBytes { Array($0) })
        flags = OwnedBytes([UInt8](repeating: 0, count: count))
    }

    func distance(_ index: Int) -> Double { Self.distance(index, number) }

    private static func distance(_ index: Int, _ number: Int) -> Double {
        Double(4 * index + number + 1) / Double(1 << 19)
    }

    var columns: PoseColumns {
        PoseColumns(poses: ["gripper", "target"], positions: positions.bytes, flags: flags.bytes)
    }
}
