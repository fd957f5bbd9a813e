import Fathom
import FathomEpisodes
import FathomTransport
import FathomWire
import Foundation
import Testing

@testable import FathomDaemon

/// Every way into a pipeline is recorded: fused cameras, detections, many streams, steps of trainers.
@Suite(.timeLimit(.minutes(2))) struct EventKindsTests {
    @Test func fusedCamerasAndDetections() throws {
        let run = try RecordedRun(
            """
              - name: reach
                streams: [front, side]
                gripper: { pose: gripper }
                target: { detections: ball }
                reward: { success: { within: 2 cm } }
            """)
        let rewards = try run.lane.subscribe()
        let front = try run.lane.publisher()
        let side = try run.lane.publisher("side")
        let box = RegionPrompt(name: "ball", outline: .box(xMin: 60, yMin: 40, xMax: 110, yMax: 90))
        for step in 0..<20 {
            #expect(try side.send(ReachScene.frame(step, stream: "side")))
            let found = Detections(
                stream: "front", captureTimeNanoseconds: Int64(step) * 40_000_000, regions: step % 5 == 0 ? [box] : [])
            #expect(try front.send(found))
            #expect(try front.send(ReachScene.frame(step)))
        }
        try front.send(parts: [Array("detections/front".utf8), [255]])
        let live = try rewards.take(21)
        try run.lane.stop()
        let replayed = try run.replay(try run.files(of: "reach"))
        #expect(replayed.status == 0)
        #expect(try replayed.rewards.encoded == live.encoded)
        #expect(live.contains { $0.status == .measured } && live.contains { $0.rejection != nil })
    }

    @Test func aFileForEachStream() throws {
        let run = try RecordedRun(
            """
              - name: many
                streams: "env-*"
                each: true
                gripper: { pose: gripper }
                target: { pose: object }
                reward: {}
            """)
        let rewards = try run.lane.subscribe()
        let names = ["env-1", "env-2", "env-3"]
        let publishers = try names.map { try run.lane.publisher($0) }
        for step in 0..<5 {
            for (name, publisher) in zip(names, publishers) {
                #expect(try publisher.send(ReachScene.poses(step, stream: name)))
            }
        }
        let live = try rewards.take(15, of: "many")
        try run.lane.stop()
        let files = try run.files(of: "many")
        #expect(files.count == 3)
        let replayed = try run.replay(files)
        #expect(replayed.status == 0)
        for name in names {
            let own = live.filter { $0.session == name }
            #expect(try replayed.rewards.filter { $0.session == name }.encoded == own.encoded)
        }
    }

    @Test func stepsOfATrainerWithAnotherTarget() throws {
        let run = try RecordedRun(RecordedRun.reach.replacing("[front]", with: "[front, side]"))
        let trainer = try Trainer(run.lane)
        let session = try trainer.open(target: "the blue cube")
        var live: [Reward] = []
        for step in 0..<6 {
            let (front, side) = (ReachScene.frame(step), ReachScene.frame(step, stream: "side"))
            let answer =
                try step == 3
                ? trainer.answer(front, session: session)
                : trainer.answer(side, front, session: session)
            guard case .reward(let reward) = answer else { throw Trainer.Unexpected.reply }
            live.append(reward)
        }
        #expect(live.allSatisfy { $0.status == .measured })
        try run.lane.stop()
        let files = try run.files(of: "reach-client")
        #expect(files.count == 1)
        let replayed = try run.replay(files)
        #expect(replayed.status == 0)
        #expect(try replayed.rewards.encoded == live.encoded)
    }

    @Test func framesOfAnotherProgramWhoseRedAndBlueAreSwapped() throws {
        // What is red there looks blue to us.
        let lane = try TapedLane(RecordedRun.reach.replacing("the red ball", with: "the blue ball"))
        for step in 0..<4 {
            var frame = ReachScene.frame(step)
            // Sources number their parts as they like.
            for plane in frame.planes.indices {
                frame.planes[plane].isRedBlueSwapped = frame.planes[plane].kind == .color
                frame.planes[plane].part += 3
            }
            try lane.answer(.decoded(DecodedFrame(frame, skipped: step)))
        }
        lane.finish()
        #expect(lane.live.count == 4 && lane.live.allSatisfy { $0.status == .measured })
        let replayed = try lane.replay(lane.files)
        #expect(replayed.status == 0)
        #expect(try replayed.rewards.encoded == lane.live.encoded)
    }

    @Test(arguments: [MCAPCompression.lz4, .zstd]) func compressedFiles(_ compression: MCAPCompression) throws {
        let lane = try TapedLane(RecordedRun.reach) { $0.compression = compression }
        for step in 0..<3 { try lane.answer(ReachScene.frame(step)) }
        lane.finish()
        let replayed = try lane.replay(lane.files)
        #expect(replayed.status == 0)
        #expect(try replayed.rewards.encoded == lane.live.encoded)
    }
}
