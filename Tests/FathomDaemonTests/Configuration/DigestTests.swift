import Fathom
import Testing

@testable import FathomDaemon

@Suite struct DigestTests {
    /// FIPS 180-4 examples, the empty message, the lengths around a block's end, and a million letters.
    @Test(arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
        (String(repeating: "a", count: 55), "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318"),
        (String(repeating: "a", count: 56), "b35439a4ac6f0948b6d6f9e3c6af0f5f590ce20f1bde7090ef7970686ec6738a"),
        (String(repeating: "a", count: 64), "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb"),
    ])
    func vectors(message: String, digest: String) {
        #expect(SHA256.hexadecimal(of: message.utf8) == digest)
    }

    private func digest(_ text: String) throws -> String {
        try #require(try ConfigurationFixture.read(text).tasks.first).digest
    }

    @Test func itIsSixteenHexadecimalDigits() throws {
        let digest = try digest(ConfigurationFixture.yaml())
        #expect(digest.count == 16 && digest.allSatisfy { "0123456789abcdef".contains($0) })
    }

    @Test func itDoesNotDependOnHowTheFileIsWritten() throws {
        let plain = ConfigurationFixture.yaml()
        let spelledOut = """
            # The same task.
            log_level: debug
            tasks:
              - target: { description: "the red ball" }
                gripper:
                  pose: gripper
                name: another-name
                streams: front
                stale_after: 500 ms
                hidden_speed: 2 cm/s
                sensor: ideal
                reward: { success: { bonus: 1.0, for: 3 of 5, within: 5 cm }, weight: 1.0, base_reward: none, length: 10 cm }
            frames: { bind: "tcp://127.0.0.1:9999" }
            """
        #expect(try digest(plain) == digest(spelledOut))
    }

    @Test func whateverDecidesARewardChangesIt() {
        let changes: [(inout TaskConfiguration) -> Void] = [
            { $0.streams = .fused(["other"]) }, { $0.streams = .each(pattern: "front") },
            { $0.gripper = .label("gripper") }, { $0.target = .description("the blue ball") },
            { $0.gripper = .tag(AprilTag(family: .tag36h11, id: 3, size: 0.04)) },
            { $0.gripper = .tag(AprilTag(family: .tag25h9, id: 3, size: 0.04)) },
            { $0.gripper = .tag(AprilTag(family: .tag36h11, id: 4, size: 0.04)) },
            { $0.gripper = .tag(AprilTag(family: .tag36h11, id: 3, size: 0.04.nextUp)) },
            { $0.gripper = .tag(AprilTag(family: .tag36h11, id: 3, size: 0.04, offset: Vector3(0, 0, 0.1))) },
            { $0.distance = .surface },
            { $0.depthNoise = .constant(0.001) }, { $0.depthNoise = .stereo(coefficient: 0.001) },
            { $0.depthNoise = .structuredLight }, { $0.limits.maxDepth = 5 }, { $0.limits.maxWidth = 640 },
            { $0.limits.maxHeight = 480 }, { $0.staleAfterNanoseconds += 1 }, { $0.holdNanoseconds += 1 },
            { $0.hiddenSpeed = 0.03 }, { $0.reward.signal = .progress }, { $0.reward.curve = .tanh },
            { $0.reward.length = 0.1.nextUp }, { $0.reward.weight = 2 }, { $0.reward.discount = 0.95 },
            { $0.reward.maxDistance = 1 }, { $0.reward.timePenalty = 1 }, { $0.reward.failurePenalty = 0 },
            { $0.reward.progressRequired = 2 }, { $0.reward.progressWindow = 6 }, { $0.reward.success = nil },
            { $0.reward.success?.within = 0.04 }, { $0.reward.success?.required = 2 },
            { $0.reward.success?.window = 6 },
            { $0.reward.success?.bonus = 2 },
            { $0.reward.success?.gates = [SuccessGate(scalar: "x", relation: .less, threshold: 1)] },
        ]
        let digests = changes.map { ConfigurationFixture.task($0).computedDigest }
        #expect(Set(digests + [ConfigurationFixture.task().computedDigest]).count == changes.count + 1)
    }

    @Test func itStaysTheSameAcrossVersions() {
        #expect(ConfigurationFixture.task().computedDigest == "c641874ed31bee34")
    }
}
