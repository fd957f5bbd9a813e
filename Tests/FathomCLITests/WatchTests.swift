import Fathom
import FathomTransport
import FathomWire
import Foundation
import Testing

/// `fathom watch` against a publisher of rewards.
@Suite struct WatchTests {
    /// Publishes numbered rewards of two tasks until the tool has ended or `isEnough` says so.
    static func publish(to tool: RunningTool, _ sink: ZeroMQRewardSink, until isEnough: () -> Bool = { false }) throws {
        var sequence = 0 as UInt64
        while tool.process.isRunning, !isEnough() {
            for task in ["pick", "reach"] {
                try sink.publish(
                    Reward(task: task, stream: "front", episode: "0", rewardSequence: sequence, status: .measured))
            }
            sequence += 1
            usleep(5_000)
        }
    }

    static func sink() throws -> ZeroMQRewardSink {
        try ZeroMQRewardSink(try ZMQContext(), [.bind("tcp://127.0.0.1:*")])
    }

    @Test func jsonLinesAreWholeRewardsOfTheTaskAskedFor() throws {
        let sink = try Self.sink()
        let tool = try RunningTool([
            "watch", sink.socket.endpoint, "--json", "--task", "reach", "--count", "5", "--timeout", "60",
        ])
        try Self.publish(to: tool, sink)
        let outcome = tool.wait()
        #expect(outcome.status == 0)
        let rewards = try outcome.output.split(separator: "\n").map { try RewardJSON().decode(String($0)) }
        #expect(rewards.count == 5 && rewards.allSatisfy { $0.task == "reach" })
        #expect(zip(rewards, rewards.dropFirst()).allSatisfy { $1.rewardSequence == $0.rewardSequence + 1 })
    }

    @Test func interruptedItEndsCleanlyWithWholeLines() throws {
        let sink = try Self.sink()
        let tool = try RunningTool(["watch", sink.socket.endpoint])
        try Self.publish(to: tool, sink) { tool.output.split(separator: "\n").count > 3 }
        tool.process.interrupt()
        let outcome = tool.wait()
        #expect(outcome.status == 0 && tool.process.terminationReason == .exit)
        #expect(outcome.output.hasSuffix("\n"))
        #expect(outcome.output.split(separator: "\n").allSatisfy { $0.hasSuffix("measured") })
        #expect(!outcome.output.contains("\u{1B}"))
    }

    @Test func withoutRewardsItGivesUpInTime() throws {
        let outcome = try CommandLineTool.run("watch", "tcp://127.0.0.1:9", "--timeout", "0.3")
        #expect(outcome.status == 1)
        #expect(outcome.errors == "fathom watch: no reward for 0.3 s\n")
    }

    @Test func anAddressThatIsNoneFails() throws {
        let outcome = try CommandLineTool.run("watch", "nonsense")
        #expect(outcome.status == 1)
        #expect(outcome.errors.hasPrefix("fathom watch: connect nonsense: "))
    }
}
