import Fathom
import FathomEpisodes
import FathomKernels
import FathomTransport
import FathomWire
import Foundation
import Testing

@testable import FathomDaemon

/// What was rewarded live, over real sockets, against what a replay of its recording gives.
@Suite(.timeLimit(.minutes(2))) struct ExactReplayTests {
    @Test func aReplayOfABusySessionGivesTheSameBytes() throws {
        let run = try RecordedRun(RecordedRun.reach, delivery: .latest)
        let rewards = try run.lane.subscribe()
        let publisher = try run.lane.publisher()
        let controller = try run.lane.controller()
        var live: [Reward] = []
        func burst(_ steps: Range<Int>, episode: String = "0", epoch: UInt64 = 1) throws {
            for step in steps {
                #expect(try publisher.send(ReachScene.frame(step, of: 60, episode: episode, epoch: epoch)))
            }
            try until { $0.frameSequence == UInt64(steps.upperBound - 1) && $0.episode == episode }
        }
        func until(_ isLast: (Reward) -> Bool) throws {
            while true {
                let reward = try #require(try rewards.next(milliseconds: patience))
                guard reward.task == "reach" else { continue }
                live.append(reward)
                if isLast(reward) { return }
            }
        }
        func tell(_ body: ControlRequest.Body) throws {
            guard case .done = try controller.ask(body) else { throw Controller.Unexpected.reply }
        }
        // Faster than a lane can be, so that frames are skipped.
        try burst(0..<40)
        try tell(.humanEvent(task: "reach", session: nil, .intervention))
        try burst(40..<50)
        try until { $0.status == .stale }
        try burst(50..<55)
        try burst(0..<10, episode: "1")
        try tell(.setTarget(task: "reach", session: nil, description: "the blue cube"))
        try burst(10..<20, episode: "1")
        try publisher.send(parts: [Array("frames/front".utf8), [1, 2, 3]])
        try until { $0.status == .rejected }
        try tell(.humanEvent(task: "reach", session: nil, .pause))
        try burst(20..<25, episode: "1")
        try tell(.resetEpisode(task: "reach", session: nil))
        try burst(25..<30, episode: "1")
        try tell(.humanEvent(task: "reach", session: nil, .resume))
        try burst(30..<35, episode: "1")
        // The publisher starts anew; the one before it is refused from now on.
        try burst(0..<10, episode: "1", epoch: 2)
        #expect(try publisher.send(ReachScene.frame(36, of: 60, episode: "1")))
        try until { $0.status == .rejected }
        try tell(.humanEvent(task: "reach", session: nil, .success))
        try burst(10..<15, episode: "1", epoch: 2)
        try run.lane.stop()

        #expect(live.contains { $0.skippedFrames > 0 }, "there was load")
        let files = try run.files(of: "reach")
        #expect(files.count == 4 && files.allSatisfy { $0.hasSuffix(".mcap") })
        let replayed = try run.replay(files)
        #expect(replayed.status == 0)
        #expect(try replayed.rewards.encoded == live.encoded)
        #expect(zip(replayed.rewards, live).allSatisfy { $0.receiveTimeNanoseconds == $1.receiveTimeNanoseconds })
        // Each episode by itself, whatever came before it.
        var apart: [Reward] = []
        for file in files {
            let one = try run.replay([file])
            #expect(one.status == 0)
            apart += one.rewards
        }
        #expect(try apart.encoded == live.encoded)
    }

    @Test(arguments: ["", "frames: { delivery: every }"])
    func whereFramesCameFromByAFlagIsNotMissed(sockets: String) throws {
        let lane = try TapedLane(sockets: sockets)
        try lane.episode(0)
        lane.finish()
        let replayed = try lane.replay(lane.files)
        #expect(replayed.status == 0)
        #expect(try replayed.rewards.encoded == lane.live.encoded && !lane.live.isEmpty)
        let tasks = lane.folder.path("tasks.yaml")
        try "\(sockets)\ntasks:\n\(RecordedRun.posed)\n".write(toFile: tasks, atomically: true, encoding: .utf8)
        #expect(try lane.replay(lane.files, configuration: tasks).rewards.encoded == lane.live.encoded)
    }

    @Test func everyKernelVariantGivesTheSameBytes() throws {
        let lane = try TapedLane(RecordedRun.reach)
        for step in 0..<3 { try lane.answer(ReachScene.frame(step)) }
        lane.table.find(task: "reach", session: nil).forEach { session in
            var changed = session.pipeline.configuration
            changed.target = .description("the blue cube")
            _ = session.process(
                .setTarget(description: "the blue cube", digest: changed.computedDigest), receivedAt: nil, now: { 0 })
        }
        for step in 3..<5 { try lane.answer(ReachScene.frame(step)) }
        lane.finish()
        #expect(lane.live.count == 5 && lane.live.allSatisfy { $0.status == .measured })
        let best = fathom_kernels_best()
        defer { fathom_kernels_choose(best) }
        for variant in [FATHOM_VARIANT_SCALAR, FATHOM_VARIANT_AVX2, FATHOM_VARIANT_AVX512]
        where fathom_kernels_choose(variant) != 0 {
            let replayed = try lane.replay(lane.files)
            #expect(replayed.status == 0)
            #expect(try replayed.rewards.encoded == lane.live.encoded)
        }
    }

    @Test func aDoubtedCameraStaysSoInTheNextEpisodesFile() throws {
        let lane = try TapedLane(
            """
              - name: reach
                streams: [front, side]
                gripper: { pose: gripper }
                target: "the red ball"
                reward: { success: { within: 2 cm } }
            """)
        for episode in ["a", "b"] {
            for step in 0..<5 {
                try lane.answer(ReachScene.frame(step, episode: episode))
                var side = ReachScene.frame(step, stream: "side", episode: episode)
                // Its pose is wrong by 5 cm.
                side.camera?.worldFromCamera?.translation.x += 0.05
                try lane.answer(side)
            }
        }
        lane.finish()
        #expect(lane.live.last?.reason?.contains("doubted") == true)
        #expect(lane.files.count == 2)
        #expect(try lane.files.flatMap { try lane.replay([$0]).rewards }.encoded == lane.live.encoded)
        #expect(try lane.replay(lane.files).status == 0)
    }

    @Test func aReplayIsPublishedAsADaemonPublishes() throws {
        let lane = try TapedLane()
        try lane.episode(0, frames: 50)
        lane.finish()
        let (files, endpoint) = (lane.files, lane.folder.endpoint("rewards"))
        let end = DispatchSemaphore(value: 0)
        Thread {
            // Waits for the subscriber.
            _ = Replayer(files: files, output: nil, publish: .bind(endpoint)).run()
            end.signal()
        }.start()
        let subscriber = try RewardStream(try ZMQContext(), .connect(endpoint))
        let rewards = try subscriber.take(50, of: "state")
        #expect(end.wait(timeout: .now() + .milliseconds(patience)) == .success)
        #expect(try rewards.encoded == lane.live.encoded)
        #expect(rewards.allSatisfy { $0.publishTimeNanoseconds != nil })
    }
}
