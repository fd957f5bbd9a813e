import FathomTestKit
import Testing

@testable import Fathom

/// Several cameras, one of which is told to stand where it does not.
@Suite struct CameraAgreementTests {
    private static let eyes = [
        "front": Vector3(0.75, -0.45, 0.6), "side": Vector3(-0.5, -0.6, 0.5), "back": Vector3(0.1, 0.8, 0.6),
    ]

    /// Rewards of the first of `cameras`, one of which is off by 7 cm.
    private static func rewards(_ cameras: [String], off: String?, frames: Int = 8) throws -> [Reward] {
        var configuration = TaskConfiguration.reach(.description("the red ball"))
        configuration.streams = .fused(cameras)
        let pipeline = try Pipeline(configuration: configuration)
        var renderers = try cameras.map { name in
            Renderer(camera: .lookingAtTable(from: try unwrapped(eyes[name]), width: 256, height: 192))
        }
        var rewards: [Reward] = []
        for step in 0..<frames {
            for (index, name) in cameras.enumerated() {
                var frame = renderers[index].frame(
                    Scene([TrackPlay.ball]), gripper: Vector3(0, 0, 0.3), stream: name, sequence: UInt64(step))
                if name == off { frame.camera?.worldFromCamera?.translation += Vector3(0.05, 0.04, 0.03) }
                if let reward = pipeline.process(.frame(frame, skipped: 0)) { rewards.append(reward) }
            }
        }
        return rewards
    }

    @Test func camerasThatAgreeAreNotDoubted() throws {
        let rewards = try Self.rewards(["front", "side", "back"], off: nil)
        #expect(rewards.allSatisfy { $0.status == .measured && $0.reason == nil })
    }

    @Test func theSecondOfTwoIsDoubtedByNameAndChangesNothing() throws {
        let rewards = try Self.rewards(["front", "side"], off: "side")
        #expect(rewards.allSatisfy { $0.status == .measured })
        #expect(try rewards.allSatisfy { (try unwrapped($0.distance).target - TrackPlay.ball.center).length < 0.004 })
        #expect(rewards.last?.reason?.hasPrefix("camera 'side' is doubted: it sees things 7.") == true)
    }

    @Test func ofThreeTheOneThatTheOthersContradictIsDoubtedThoughItIsTheFirst() throws {
        let rewards = try Self.rewards(["front", "side", "back"], off: "front", frames: 12)
        let last = try #require(rewards.last)
        #expect(last.reason?.hasPrefix("camera 'front' is doubted") == true)
        #expect(last.status == .measured)
        #expect((try unwrapped(last.distance).target - TrackPlay.ball.center).length < 0.006)
    }
}
