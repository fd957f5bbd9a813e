import Fathom
import FathomTransport
import Foundation
import Testing

@testable import FathomDaemon

/// How the daemon starts, refuses to, and ends.
@Suite(.timeLimit(.minutes(2))) struct StartStopTests {
    private let folder = TemporaryFolder()

    @Test(arguments: [SIGTERM, SIGINT]) func aSignalEndsItAfterItHasAnsweredWhatWasSent(signal: Int32) throws {
        let process = try ServeProcess(folder.yaml(), in: folder)
        try process.waitUntilReady()
        let context = try ZMQContext()
        let rewards = try RewardStream(context, .connect(folder.endpoint("rewards")), task: "state")
        let publisher = try ZeroMQFramePublisher(context, .publish, .connect(folder.endpoint("frames")))
        try #require(try publisher.waitForSubscription(to: "state"))
        var sent = 0
        var reward: Reward?
        // The subscription to the rewards takes a moment; from the first one that comes, none is missing.
        while reward == nil {
            #expect(try publisher.send(ReachScene.poses(sent, stream: "state")))
            sent += 1
            reward = try rewards.next(milliseconds: 20)
        }
        for _ in 0..<100 {
            #expect(try publisher.send(ReachScene.poses(sent, stream: "state")))
            sent += 1
        }
        process.send(signal)
        var next = try #require(reward?.frameSequence) + 1
        while next < sent {
            let reward = try #require(try rewards.next(milliseconds: patience), "\(process.output)")
            #expect(reward.frameSequence == next)
            next += 1
        }
        #expect(try process.wait() == 0)
        #expect(process.output.contains("stopped"))
    }

    @Test func aPortThatIsTakenIsNamed() throws {
        let taken = try ZMQSocket(try ZMQContext(), .pub)
        let endpoint = try taken.bind("tcp://127.0.0.1:*")
        let process = try ServeProcess(folder.yaml(rewards: endpoint), in: folder)
        #expect(try process.wait() == 1)
        #expect(process.output.contains("bind \(endpoint)") && process.output.contains("in use"))
    }

    @Test func aConfigurationThatIsNotAcceptedIsExplained() throws {
        let process = try ServeProcess("frames: { bnid: 3 }", in: folder)
        #expect(try process.wait() == 2)
        #expect(process.output.contains("bnid") && process.output.contains(".yaml:1"))
    }

    @Test func aSecondDaemonOnAnIPCPathIsRefusedAndTheFirstGoesOn() throws {
        let lane = try RunningLane([.reach()])
        let path = lane.configuration.frames.endpoints[0].address
        let process = try ServeProcess(folder.yaml(frames: path), in: folder)
        #expect(try process.wait() == 1)
        #expect(process.output.contains("\(path): another process listens there"))
        let rewards = try lane.subscribe()
        let publisher = try lane.publisher()
        #expect(try publisher.send(ReachScene.frame(0)))
        #expect(try rewards.take(1).first?.status == .measured)
        try lane.stop()
    }

    @Test func whatADaemonThatDiedLeftBehindIsTakenOver() throws {
        for _ in 0..<2 {
            let process = try ServeProcess(folder.yaml(), in: folder)
            try process.waitUntilReady()
            process.send(SIGKILL)
            #expect(try process.wait() == 128 + SIGKILL)
            #expect(FileManager.default.fileExists(atPath: folder.path("frames")))
        }
    }
}
