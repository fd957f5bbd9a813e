import Fathom
import FathomEpisodes
import FathomTransport
import Foundation
import Testing

@testable import FathomDaemon

/// Recordings that nobody finished.
@Suite(.timeLimit(.minutes(2))) struct KilledRecordingTests {
    private static let chunkBytes = 4096

    @Test func atAnyMomentAtMostTheOpenChunkIsMissing() throws {
        var random = SplitMix64(seed: 7)
        for moment in 0..<20 {
            let lane = try TapedLane { $0.chunkBytes = Self.chunkBytes }
            try lane.episode(0, frames: 1 + Int(random.next() % 120))
            // What a kill would leave, once the writer's thread has had its turn.
            try eventually("all is handed to the file") { lane.recorder.isIdle }
            let left = lane.folder.path("left.mcap.partial")
            try FileManager.default.copyItem(atPath: try #require(lane.files.first), toPath: left)
            lane.finish()
            let whole = try lane.replay(lane.files)
            // Nothing of the first chunk is there, whose file it is included.
            guard Self.size(left) > 2 * Self.chunkBytes else { continue }
            let cut = try lane.replay([left])
            #expect(cut.status == 3 && whole.status == 0)
            #expect(try cut.rewards.encoded == Array(whole.rewards.prefix(cut.rewards.count)).encoded)
            // A chunk holds the event that filled it, too; none of poses is smaller than 300 bytes with its reward.
            let missing = whole.rewards.count - cut.rewards.count
            #expect(missing * 300 <= Self.chunkBytes, "moment \(moment): \(missing) of \(whole.rewards.count)")
        }
    }

    @Test func aDaemonThatIsKilledLeavesARecordingThatReplays() throws {
        var random = SplitMix64(seed: 11)
        for kill in 0..<4 {
            let folder = TemporaryFolder()
            let yaml =
                folder.yaml() + "\nrecord: { folder: \(folder.path("episodes")), chunk: \(Self.chunkBytes) B }\n"
                + "control: { bind: \"\(folder.endpoint("control"))\" }\n"
            let daemon = try ServeProcess(yaml, in: folder)
            try daemon.waitUntilReady()
            let context = try ZMQContext()
            let publisher = try ZeroMQFramePublisher(context, .publish, .connect(folder.endpoint("frames")))
            try #require(try publisher.waitForSubscription(to: "state"))
            let controller = try Controller(context, folder.endpoint("control"))
            for sequence in 0..<(100 + Int(random.next() % 200)) {
                _ = try publisher.send(ReachScene.poses(sequence, stream: "state"))
            }
            // Some of them are recorded, others still wait for the lane.
            try eventually("a chunk is written") {
                Self.files(folder).contains { Self.size($0) > 10 * Self.chunkBytes }
            }
            let rewarded = try controller.status().session("state").nextSequence
            daemon.send(SIGKILL)
            #expect(try daemon.wait() != 0)

            let file = try #require(Self.files(folder).first)
            #expect(file.hasSuffix(".mcap.partial"))
            let output = folder.path("rewards.jsonl")
            #expect(Replayer(files: [file], output: output).run() == 3)
            let replayed = try RecordedRun.rewards(output)
            #expect(!replayed.isEmpty && replayed.count <= rewarded + 200, "kill \(kill)")
            #expect(replayed.map(\.rewardSequence) == (0..<UInt64(replayed.count)).map { $0 })
            #expect(replayed.allSatisfy { $0.status == .measured })
        }
    }

    private static func files(_ folder: TemporaryFolder) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path("episodes"))) ?? []
        return names.map { folder.path("episodes/\($0)") }
    }

    private static func size(_ path: String) -> Int {
        (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) ?? 0
    }
}
