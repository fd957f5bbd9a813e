import Fathom
import FathomEpisodes
import FathomTestKit
import FathomTransport
import Foundation
import Testing

@testable import FathomDaemon

/// A daemon that is killed while it records.
@Suite(.timeLimit(.minutes(2))) struct KilledRecordingTests {
    private static let chunkBytes = 4096
    /// Events of poses in a chunk, and those that were on their way to it.
    private static let mostLost = chunkBytes / 300 + 50

    @Test func whatWasRecordedBeforeTheKillReplays() throws {
        var random = SplitMix64(seed: 7)
        for kill in 0..<20 {
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
            let frames = Int(random.next() % 300)
            for sequence in 0..<frames { _ = try publisher.send(ReachScene.poses(sequence, stream: "state")) }
            let rewarded = try controller.status().session("state").nextSequence
            daemon.send(SIGKILL)
            #expect(try daemon.wait() != 0)

            let recorded = folder.path("episodes")
            let files = try FileManager.default.contentsOfDirectory(atPath: recorded).map { "\(recorded)/\($0)" }
            guard let file = files.first else {
                #expect(rewarded <= Self.mostLost)
                continue
            }
            #expect(files.count == 1 && file.hasSuffix(".mcap.partial"))
            let output = folder.path("rewards.jsonl")
            let status = Replayer(files: [file], output: output).run()
            // Cut in its first chunk there is nothing that says whose it is.
            guard status == 3 else {
                #expect(status == 1 && rewarded <= Self.mostLost, "kill \(kill)")
                continue
            }
            let replayed = try RecordedRun.rewards(output)
            #expect(replayed.map(\.rewardSequence) == (0..<UInt64(replayed.count)).map { $0 })
            #expect(replayed.count + Self.mostLost >= Int(rewarded), "kill \(kill): \(replayed.count) of \(rewarded)")
        }
    }
}
