import Fathom
import FathomEpisodes
import FathomTransport
import Foundation
import Testing

@testable import FathomDaemon

/// `fathom record`: streams into files, without a daemon.
@Suite(.timeLimit(.minutes(2))) struct StreamRecorderTests {
    @Test func whatItHeardIsRewardedAsALaneWouldHaveDone() throws {
        let folder = TemporaryFolder()
        let recorder = Process()
        recorder.executableURL = try ServeProcess.binary
        let endpoint = folder.endpoint("frames")
        recorder.arguments = ["record", endpoint, "--bind", "--into", folder.path("episodes"), "--stream", "env-*"]
        recorder.standardError = FileHandle.nullDevice
        try recorder.run()
        defer { if recorder.isRunning { kill(recorder.processIdentifier, SIGKILL) } }

        let yaml = """
            tasks:
              - name: many
                streams: "env-*"
                each: true
                gripper: { pose: gripper }
                target: { pose: object }
                reward: {}
            """
        let lane = try TapedLane(yaml.replacing("tasks:\n", with: ""))
        let publisher = try ZeroMQFramePublisher(ZMQContext(), .publish, .connect(endpoint))
        try #require(try publisher.waitForSubscription(to: "env-1"))
        for (episode, count) in [("a", 5), ("b", 7)] {
            for step in 0..<count {
                for stream in ["env-1", "env-2"] {
                    let frame = ReachScene.poses(step, stream: stream, episode: episode)
                    #expect(try publisher.send(frame))
                    try lane.answer(frame)
                }
            }
        }
        let files = { (try? FileManager.default.contentsOfDirectory(atPath: folder.path("episodes"))) ?? [] }
        try eventually("both streams' second episodes have begun") { files().count == 4 }
        recorder.interrupt()
        recorder.waitUntilExit()
        #expect(recorder.terminationStatus == 0)
        #expect(files().allSatisfy { $0.hasSuffix(".mcap") })

        let configuration = try folder.write("frames: { connect: \"inproc://unused\" }\n" + yaml, to: "c.yaml")
        let paths = files().map { folder.path("episodes/\($0)") }
        let replayed = try lane.replay(paths, configuration: configuration)
        #expect(replayed.status == 0)
        for stream in ["env-1", "env-2"] {
            let own = replayed.rewards.filter { $0.session == stream }
            let other = lane.live.filter { $0.session == stream }
            #expect(own.count == 12 && own.map(\.terms) == other.map(\.terms))
            #expect(own.map(\.rewardSequence) == other.map(\.rewardSequence))
        }
        #expect(try lane.replay(paths).status == 1, "it holds no configuration")
    }
}
