import Fathom
import FathomEpisodes
import FathomWire
import Foundation
import Testing

@testable import FathomDaemon

/// What is taken out of a recorded episode.
@Suite struct ExportTests {
    private let lane: TapedLane
    private let file: String

    init() throws {
        lane = try TapedLane(RecordedRun.reach)
        for step in 0..<4 { try lane.answer(ReachScene.frame(step)) }
        var blind = ReachScene.frame(4)
        blind.poses = []
        try lane.answer(blind)
        lane.finish()
        file = try #require(lane.files.first)
    }

    @Test func infoCountsWhatIsThere() throws {
        let info = try EpisodeInfo(path: file)
        #expect(info.session.task == "reach" && info.session.source == .daemon)
        #expect(info.kinds.first { $0.name == "frame" }?.count == 5)
        let stream = try #require(info.streams.first)
        #expect(stream.name == "front" && stream.frames == 5 && stream.width == 160 && stream.height == 120)
        #expect(info.rewards == 5 && info.isComplete && info.episodes == ["0"])
        #expect(info.distances?.first == lane.live.first?.distance?.meters)
        #expect(info.text.contains("complete       yes"))
        let json = try JSONSerialization.jsonObject(with: try info.json()) as? [String: Any]
        #expect(json?["rewards"] as? Int == 5 && json?["complete"] as? Bool == true)
    }

    @Test func rewardsComeAsTheyWereRecorded() throws {
        var lines: [UInt8] = []
        #expect(try EpisodeExport(path: file).jsonLines { lines += $0 } == nil)
        let json = RewardJSON()
        let rewards = try String(decoding: lines, as: UTF8.self).split(separator: "\n").map { try json.decode("\($0)") }
        #expect(rewards == lane.live)

        var table: [UInt8] = []
        #expect(try EpisodeExport(path: file).csv { table += $0 } == nil)
        let rows = String(decoding: table, as: UTF8.self).split(separator: "\n")
        #expect(rows.count == 6)
        let width = rows[0].split(separator: ",", omittingEmptySubsequences: false).count
        // The last row's reason has a comma, in quotes.
        #expect(
            rows.dropLast().allSatisfy { $0.split(separator: ",", omittingEmptySubsequences: false).count == width })
        #expect(rows[1].hasPrefix("0,0,0,0,0,measured,,0."))
    }

    @Test func framesAreDrawnInOrderAndNeverOverwritten() throws {
        let folder = lane.folder.path("pictures")
        let draw: EpisodeExport.Draw = { frame, reward in
            frame.planes.isEmpty ? nil : Array("\(reward?.rewardSequence ?? 99)".utf8)
        }
        let done = try EpisodeExport(path: file).frames(into: folder, draw: draw)
        #expect(done.written == 5 && done.without == 0 && done.damage == nil)
        #expect(try String(contentsOfFile: folder + "/000003.png", encoding: .utf8) == "3")
        #expect(throws: (any Error).self) { try EpisodeExport(path: file).frames(into: folder, draw: draw) }
    }

    @Test func foxglovesMessagesStandOnTopicsOfTheirOwn() throws {
        let target = lane.folder.path("foxglove.mcap")
        #expect(try EpisodeExport(path: file).foxglove(to: target) == nil)
        let reader = try MCAPReader(try FileInput(path: target))
        let messages = reader.messages()
        var counts: [String: Int] = [:]
        while let message = try messages.next() {
            counts[try #require(reader.channels[message.channelID]).topic, default: 0] += 1
        }
        #expect(
            counts == [
                "/front/color": 5, "/front/depth": 5, "/front/calibration": 5, "/front/annotations": 5, "/scene": 5,
                "/segment": 5, "/tf": 9, "/fathom/rewards": 5,
            ])
        #expect(reader.schemas.values.contains { $0.name == "foxglove.RawImage" && !$0.data.isEmpty })
        #expect(throws: EpisodeError.self) { try EpisodeExport(path: file).foxglove(to: target) }
    }
}
