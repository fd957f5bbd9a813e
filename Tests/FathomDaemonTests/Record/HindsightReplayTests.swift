import Fathom
import FathomTestKit
import Foundation
import Testing

@testable import FathomDaemon

/// A recorded episode, looked back on by the command.
@Suite(.timeLimit(.minutes(2))) struct HindsightReplayTests {
    /// The ball is moved while something stands before both its places; then the hand comes, or stays away.
    private static func frames(_ episode: String, succeeds: Bool) -> [Frame] {
        var renderer = Renderer(
            camera: .lookingAtTable(from: Vector3(0.5, -0.3, 0.4), width: 160, height: 120), noise: .ideal, seed: 3)
        let (start, way) = (ReachScene.ball.center, Vector3(-0.12, 0, 0))
        let screens = [start, start + way].map { place in
            Scene.Body(
                "screen", .sphere(radius: 0.06), at: place + (Vector3(0.5, -0.3, 0.4) - place) * 0.35,
                color: Scene.green)
        }
        return (0..<24).map { step in
            var ball = ReachScene.ball
            ball.center = start + way * min(max(Double(step - 6) / 6, 0), 1)
            let isHidden = 4..<14 ~= step
            let near = succeeds ? max(0, 1 - Double(step) / 20) : 1
            var frame = renderer.frame(
                Scene(isHidden ? [ball] + screens : [ball]), gripper: ball.center + Vector3(0.2, -0.1, 0.2) * near,
                sequence: UInt64(step))
            (frame.stream, frame.episode, frame.step) = ("front", episode, UInt64(step))
            return frame
        }
    }

    private struct Line: Decodable {
        var causal: Bool
        var episode: String
        var rewardSequence: String
        var filled: Bool
        var distance: Distance?
        var progress: Double?

        struct Distance: Decodable {
            var metres: Double
            var standardDeviation: Double
        }
    }

    private static func lines(_ path: String) throws -> [Line] {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map {
            try decoder.decode(Line.self, from: Data($0.utf8))
        }
    }

    @Test func itStandsBesideRewardsThatStayTheSame() throws {
        let lane = try TapedLane(RecordedRun.reach)
        for frame in Self.frames("moved", succeeds: false) { try lane.answer(frame) }
        for frame in Self.frames("solved", succeeds: true) { try lane.answer(frame) }
        lane.finish()
        let (plain, rewards) = (lane.folder.path("plain.jsonl"), lane.folder.path("rewards.jsonl"))
        let hindsight = lane.folder.path("hindsight.jsonl")
        #expect(Replayer(files: lane.files, output: plain).run() == 0)
        #expect(Replayer(files: lane.files, output: rewards, hindsight: hindsight).run() == 0)
        #expect(
            FileManager.default.contents(atPath: plain) == FileManager.default.contents(atPath: rewards),
            "no future in the rewards")
        let text = try String(contentsOfFile: hindsight, encoding: .utf8)
        #expect(!text.contains("\"value\"") && !text.contains("shaping"), "nothing that a trainer takes for a reward")
        let lines = try Self.lines(hindsight)
        #expect(lines.map(\.rewardSequence) == (0..<48).map { "\($0)" })
        #expect(lines.allSatisfy { !$0.causal })
        for episode in ["moved", "solved"] {
            let mine = lines.filter { $0.episode == episode }
            #expect(mine.filter(\.filled).count >= 8)
            #expect(mine.filter(\.filled).allSatisfy { $0.distance?.standardDeviation ?? 0 > 0 })
            #expect(mine.allSatisfy { ($0.progress != nil) == (episode == "solved") }, "only where it came to success")
        }
        let progress = lines.compactMap(\.progress)
        #expect(zip(progress, progress.dropFirst()).allSatisfy { $0 <= $1 })
    }

    @Test func whatIsThereAlreadyIsNotReplaced() throws {
        let lane = try TapedLane()
        try lane.episode(0)
        lane.finish()
        let (rewards, hindsight) = (lane.folder.path("rewards.jsonl"), lane.folder.path("hindsight.jsonl"))
        #expect(Replayer(files: lane.files, output: rewards, hindsight: hindsight).run() == 0)
        let first = FileManager.default.contents(atPath: hindsight)
        #expect(first?.isEmpty == false)
        let again = lane.folder.path("again.jsonl")
        #expect(Replayer(files: lane.files, output: again, hindsight: hindsight).run() == 1)
        #expect(FileManager.default.contents(atPath: hindsight) == first)
        #expect(!FileManager.default.fileExists(atPath: again))
    }

    @Test func whatIsCutOffHasNoProgress() throws {
        let lane = try TapedLane(RecordedRun.reach)
        for frame in Self.frames("solved", succeeds: true) { try lane.answer(frame) }
        lane.finish()
        let whole = try #require(FileManager.default.contents(atPath: lane.files[0]))
        let cut = lane.folder.path("cut.mcap")
        // Its end is missing, and nothing else.
        try whole.prefix(whole.count - 8).write(to: URL(fileURLWithPath: cut))
        let hindsight = lane.folder.path("hindsight.jsonl")
        #expect(Replayer(files: [cut], output: nil, hindsight: hindsight).run() == 3)
        let lines = try Self.lines(hindsight)
        #expect(lines.count == 24 && lines.allSatisfy { $0.progress == nil })
    }
}
