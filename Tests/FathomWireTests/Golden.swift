import Fathom

/// One reward with every kind of value, and the bytes and JSON that Python (protobuf, json.dumps with
/// ensure_ascii=False) makes of it.
enum Golden {
    static let reward = Reward(
        task: "reach", stream: "front", episode: "7", step: 0, frameSequence: 41,
        captureTimeNanoseconds: 1_500_000_000, clock: .simulation, receiveTimeNanoseconds: 1_700_000_000_000_000_001,
        publishTimeNanoseconds: -2, daemonEpoch: .max, rewardSequence: 12, skippedFrames: 4_294_967_295,
        status: .absent, reason: "say \"left\" or\n\"right\" \\ \u{1} é🤖",
        rejection: Rejection("planes[0].encoding", expected: "rgb8", found: ""),
        distance: Distance(
            meters: 0, standardDeviation: 0.001, kind: .surface, referenceFrame: .world,
            gripper: Vector3(1.25, -0.5, 123456.789), target: Vector3(0, 1e16, -1e-7)),
        terms: RewardTerms(
            value: -0.25, potential: 1, previousPotential: 0.1, previousStep: 1 << 63, shaping: 1e-5, progress: 0,
            progressGain: .leastNonzeroMagnitude, success: false),
        discount: 0.99, isTerminated: true, configurationDigest: "0123456789abcdef", humanEvent: .intervention)

    static let json = [
        #"{"task": "reach", "session": "", "stream": "front", "episode": "7", "step": "0", "frame_sequenc"#,
        #"e": "41", "capture_time_ns": "1500000000", "clock": "CLOCK_SIMULATION", "receive_time_ns": "170"#,
        #"0000000000000001", "publish_time_ns": "-2", "daemon_epoch": "18446744073709551615", "reward_seq"#,
        #"uence": "12", "skipped_frames": 4294967295, "status": "STATUS_ABSENT", "reason": "say \"left\" "#,
        #"or\n\"right\" \\ \u0001 é🤖", "rejection": {"field": "planes[0].encoding", "expected": "rgb8", ""#,
        #"found": ""}, "distance": {"metres": 0.0, "standard_deviation": 0.001, "kind": "DISTANCE_KIND_SU"#,
        #"RFACE", "frame_of_reference": "REFERENCE_FRAME_WORLD", "gripper": {"x": 1.25, "y": -0.5, "z": 1"#,
        #"23456.789}, "target": {"x": 0.0, "y": 1e+16, "z": -1e-07}}, "value": -0.25, "potential": 1.0, ""#,
        #"previous_potential": 0.1, "previous_step": "9223372036854775808", "discount": 0.99, "shaping": "#,
        #"1e-05, "progress": 0.0, "progress_gain": 5e-324, "success": false, "terminated": true, "configu"#,
        #"ration_digest": "0123456789abcdef", "human_event": "intervention"}"#,
    ].joined()

    static let bytes = hexadecimal(
        """
        0a05726561636812001a0566726f6e74220137280030293880dea0cb054003488180a8b1e39fe7cb1750feffffffffffffff
        ff0159ffffffffffffffff600c68ffffffff0f70047a2073617920226c65667422206f720a22726967687422205c200120c3
        a9f09fa49682011c0a12706c616e65735b305d2e656e636f64696e671204726762381a008a015009000000000000000011fc
        a9f1d24d62503f180220012a1b09000000000000f43f11000000000000e0bf19c976be9f0c24fe40321b0900000000000000
        00110080e03779c341431948afbc9af2d77abe9101000000000000d0bf9901000000000000f03fa1019a9999999999b93fa8
        0180808080808080808001b101ae47e17a14aeef3fb901f168e388b5f8e43ec1010000000000000000c90101000000000000
        00d00100d80101ea011030313233343536373839616263646566f2010c696e74657276656e74696f6e
        """)

    private static func hexadecimal(_ text: String) -> [UInt8] {
        let digits = text.compactMap(\.hexDigitValue)
        return stride(from: 0, to: digits.count - 1, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
    }
}
