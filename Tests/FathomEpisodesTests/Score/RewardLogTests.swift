import Fathom
import FathomEpisodes
import Testing

@Suite struct RewardLogTests {
    private let line = """
        {"task": "reach", "session": "", "stream": "front", "episode": "3", "step": "7", "frame_sequence": "7", \
        "capture_time_ns": "280000000", "clock": "CLOCK_SIMULATION", "daemon_epoch": "18446744073709551615", \
        "reward_sequence": "41", "skipped_frames": 0, "status": "STATUS_MEASURED", "distance": {"metres": 0.25, \
        "standard_deviation": 0.002, "kind": "DISTANCE_KIND_CENTER", "frame_of_reference": "REFERENCE_FRAME_WORLD", \
        "gripper": {"x": 1.0, "y": 2.0, "z": 3.0}, "target": {"x": 1.25, "y": 2.0, "z": 3.0}}, "value": -0.7, \
        "potential": 0.3, "discount": 0.99, "progress": 0.2, "success": false, "configuration_digest": "00"}
        """

    @Test func readsWhatProtobufWrites() throws {
        let log = try RewardLog(parsing: line + "\r\n\n" + line, file: "rewards.jsonl")
        #expect(log.rewards.count == 2)
        let reward = try #require(log.rewards.first)
        #expect(reward.task == "reach")
        #expect(reward.episode == "3")
        #expect(reward.frameSequence == 7)
        #expect(reward.rewardSequence == 41)
        #expect(reward.status == .measured)
        #expect(reward.distance?.meters == 0.25)
        #expect(reward.distance?.target == Vector3(1.25, 2, 3))
        #expect(reward.potential == 0.3)
        #expect(reward.success == false)
    }

    @Test func plainNumbersAndMissingFieldsAreRead() throws {
        let text = #"{"task":"t","stream":"s","reward_sequence":3,"status":"STATUS_STALE","reason":"no frame"}"#
        let reward = try #require(RewardLog(parsing: text, file: "").rewards.first)
        #expect(reward.rewardSequence == 3)
        #expect(reward.status == .stale)
        #expect(reward.distance == nil && reward.potential == nil && reward.frameSequence == nil)
    }

    @Test(arguments: [
        ("\"status\": \"STATUS_MEASURED\"", "\"status\": \"STATUS_GUESSED\"", "status"),
        ("\"status\": \"STATUS_MEASURED\", ", "", "status"),
        ("\"metres\": 0.25", "\"metres\": \"NaN\"", "distance.metres"),
        ("\"metres\": 0.25", "\"metres\": -0.25", "distance.metres"),
        ("\"standard_deviation\": 0.002", "\"standard_deviation\": -1", "distance.standard_deviation"),
        ("\"x\": 1.25", "\"x\": null", "distance.target.x"),
        ("\"frame_sequence\": \"7\"", "\"frame_sequence\": \"-7\"", "frame_sequence"),
        ("}", "", "line"),
    ])
    func malformedLinesAreNamed(old: String, new: String, field: String) throws {
        let broken = line.split(separator: old, maxSplits: 1, omittingEmptySubsequences: false).joined(separator: new)
        let error = #expect(throws: EpisodeError.self) {
            try RewardLog(parsing: "\(line)\n\(broken)", file: "rewards.jsonl")
        }
        guard case .malformed("rewards.jsonl", 2, let found, _, _)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(found == field)
    }

    @Test func aMissingFileIsNamed() {
        let error = #expect(throws: EpisodeError.self) { try RewardLog(contentsOf: "/nowhere/rewards.jsonl") }
        #expect(error?.description == "/nowhere/rewards.jsonl: no such file")
    }
}
