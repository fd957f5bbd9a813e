import Fathom
import FathomTransport
import FathomWire
import Testing

@testable import FathomDaemon

/// One stream goes wrong in every way there is, and nobody else notices.
@Suite(.timeLimit(.minutes(4))) struct FaultTests {
    @Test(arguments: [1, 2, 3] as [UInt64]) func badInputIsCountedNamedAndHarmsNobody(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let faults = Fault.all.flatMap { fault in
            [Fault](repeating: fault, count: Int.random(in: 1...2, using: &random))
        }.shuffled(using: &random)
        let run = try FaultRun()
        let undisturbed = try FaultRun()
        for fault in faults {
            try run.sendGood()
            try run.send(fault, &random)
            try undisturbed.sendGood()
            undisturbed.skip()
        }
        for run in [run, undisturbed] {
            try run.sendGood()
            try run.finish()
        }

        #expect(try run.rewards("sound") == undisturbed.rewards("sound"))
        let rewards = try run.rewards("faulty")
        try expectRejections(in: rewards, faults)
        try expectRecovery(in: rewards, as: try undisturbed.rewards("faulty"))
        try expectCounts(in: try run.controller.status().session("faulty"), faults)
        expectLog(run.lane.log.lines, faults)
        try run.lane.stop()
        try undisturbed.lane.stop()
    }

    private func expectRejections(in rewards: [Reward], _ faults: [Fault]) throws {
        #expect(rewards.count == 2 * faults.count + 1)
        for (index, fault) in faults.enumerated() where 2 * index + 1 < rewards.count {
            let reward = rewards[2 * index + 1]
            #expect(reward.status == .rejected && reward.stream == "faulty", "\(fault.testDescription)")
            #expect(reward.distance == nil && reward.terms == RewardTerms())
            let rejection = try #require(reward.rejection, "\(fault.testDescription)")
            #expect(rejection.reason == fault.reason, "\(fault.testDescription): \(rejection)")
            #expect(!rejection.expected.isEmpty && !rejection.found.isEmpty)
        }
    }

    /// Good frames are measured as if the bad ones had never come.
    private func expectRecovery(in rewards: [Reward], as undisturbed: [Reward]) throws {
        let good = rewards.enumerated().filter { $0.offset.isMultiple(of: 2) }.map(\.element)
        #expect(good.count == undisturbed.count)
        for (reward, expected) in zip(good, undisturbed) {
            #expect(reward.status == .measured, "\(reward.reason ?? "")")
            #expect(reward.distance == expected.distance && reward.terms == expected.terms)
        }
    }

    private func expectCounts(in session: SessionStatus, _ faults: [Fault]) throws {
        let expected = Dictionary(faults.map { ($0.reason, 1) }, uniquingKeysWith: +)
        let counted = Dictionary(uniqueKeysWithValues: session.rejected.map { ($0.reason, Int($0.count)) })
        #expect(counted == expected)
        #expect(session.lastStatus == .measured)
    }

    /// The clock stands still: each reason has one line.
    private func expectLog(_ lines: [LogRecorder.Line], _ faults: [Fault]) {
        let rejected = lines.filter { $0.message == "frame rejected" }
        let reasons = rejected.map { Rejection($0.metadata["field"] ?? "", expected: "", found: "").reason }
        #expect(Set(reasons).count == reasons.count)
        #expect(rejected.allSatisfy { $0.metadata["stream"] == "faulty" && $0.metadata["expected"] != nil })
    }
}
