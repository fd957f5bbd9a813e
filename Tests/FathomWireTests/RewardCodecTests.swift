import Fathom
import FathomWire
import Testing

@Suite struct RewardCodecTests {
    @Test("Every reward comes back as it was sent, presence included")
    func roundTrip() throws {
        let codec = RewardCodec()
        var buffer: [UInt8] = []
        for seed in 0..<500 {
            var generator = SplitMix64(seed: UInt64(seed))
            let reward = generator.reward()
            try codec.encode(reward, into: &buffer)
            let decoded = try buffer.withUnsafeBytes { try codec.decode($0) }
            #expect(decoded == reward, "seed \(seed)")
        }
    }

    @Test("Python's bytes are read, and ours are the same")
    func golden() throws {
        let codec = RewardCodec()
        let decoded = try Golden.bytes.withUnsafeBytes { try codec.decode($0) }
        #expect(decoded == Golden.reward)
        var buffer: [UInt8] = []
        try codec.encode(Golden.reward, into: &buffer)
        #expect(buffer == Golden.bytes)
    }

    @Test("An absent measurement stays absent: a distance of 0 differs from none")
    func presence() throws {
        var reward = Reward(task: "reach", stream: "front", status: .absent)
        #expect(try roundTrip(reward).terms.value == nil)
        reward.terms.value = 0
        #expect(try roundTrip(reward).terms.value == 0)
        reward.episode = ""
        #expect(try roundTrip(reward).episode?.isEmpty == true)
    }

    private func roundTrip(_ reward: Reward) throws -> Reward {
        let codec = RewardCodec()
        var buffer: [UInt8] = []
        try codec.encode(reward, into: &buffer)
        return try buffer.withUnsafeBytes { try codec.decode($0) }
    }
}

@Suite struct RewardJSONTests {
    @Test("Every reward comes back from its line")
    func roundTrip() throws {
        let json = RewardJSON()
        for seed in 0..<500 {
            var generator = SplitMix64(seed: UInt64(seed))
            let reward = generator.reward()
            let line = try json.line(reward)
            #expect(!line.contains("\n"))
            #expect(try json.decode(line) == reward, "seed \(seed): \(line)")
        }
    }

    @Test("The line is the one that Python's MessageToDict and json.dumps make")
    func golden() throws {
        let json = RewardJSON()
        #expect(try json.line(Golden.reward) == Golden.json)
        #expect(try json.decode(Golden.json) == Golden.reward)
    }

    @Test("64-bit integers may be numbers, enums too; unknown keys and null are skipped")
    func lenient() throws {
        let reward = try RewardJSON().decode(
            """
            {"task":"reach","session":"","stream":"front","daemon_epoch":18446744073709551615,"reward_sequence":"3",
             "skipped_frames":0,"status":1,"value":null,"discount":1,"configuration_digest":"","later":{"a":[1,{}]}}
            """)
        #expect(reward.daemonEpoch == .max)
        #expect(reward.rewardSequence == 3)
        #expect(reward.status == .measured)
        #expect(reward.terms.value == nil)
    }

    @Test("Numbers that are not finite survive as protobuf writes them")
    func nonFinite() throws {
        let json = RewardJSON()
        var reward = Golden.reward
        for value in [Double.infinity, -.infinity] {
            reward.terms.value = value
            #expect(try json.decode(try json.line(reward)) == reward)
        }
        reward.terms.value = .nan
        #expect(try json.decode(try json.line(reward)).terms.value?.isNaN == true)
    }

    @Test(
        "What is no reward is refused by field",
        arguments: [
            ("", "json"), ("[]", "json"), (Golden.json + " x", "json"), ("{}", "task"), (#"{"task": 3}"#, "task"),
            (#"{"task": "a", "skipped_frames": -1}"#, "skipped_frames"),
            (#"{"step": 1.5}"#, "step"), (#"{"status": "STATUS_NONE"}"#, "status"),
            (#"{"distance": {"metres": "x"}}"#, "distance.metres"), (#"{"distance": {}}"#, "distance.metres"),
            (#"{"success": 1}"#, "success"), (#"{"task": "\ud800"}"#, "json"), (#"{"task": "a\u0000"}"#, "task"),
            (#"{"x": "# + String(repeating: "[", count: 1000), "json"),
        ])
    func refusal(_ line: String, field: String) {
        let rejection = #expect(throws: Rejection.self) { try RewardJSON().decode(line) }
        #expect(rejection?.field == field)
    }
}
