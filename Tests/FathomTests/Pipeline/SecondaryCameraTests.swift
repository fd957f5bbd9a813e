import FathomTestKit
import Testing

@testable import Fathom

/// Several cameras in one session: the first decides, the others help or are passed over.
@Suite struct SecondaryCameraTests {
    private static let millisecond = 1_000_000 as Int64

    private static func pipeline() throws -> Pipeline {
        var configuration = TaskConfiguration.reach(.pose("object"))
        configuration.streams = .fused(["front", "side"])
        configuration.distance = .center
        return try Pipeline(configuration: configuration)
    }

    /// A frame of poses, both entities `meters` apart.
    private static func frame(
        _ stream: String, _ sequence: UInt64, episode: String = "0", meters: Double = 0.5, epoch: UInt64 = 1,
        clock: CaptureClock = .simulation, milliseconds: Int64? = nil
    ) -> Frame {
        Frame(
            stream: stream, publisherEpoch: epoch, episode: episode, sequence: sequence,
            captureTimeNanoseconds: (milliseconds ?? Int64(sequence) * 10) * millisecond, clock: clock,
            poses: [
                NamedPose(name: "gripper", worldFromEntity: .identity),
                NamedPose(
                    name: "object",
                    worldFromEntity: Transform(rotation: .identity, translation: Vector3(meters, 0, 0))),
            ])
    }

    private static func send(_ frame: Frame, to pipeline: Pipeline) -> Reward? {
        pipeline.process(.frame(frame, skipped: 0))
    }

    @Test func anotherEpisodesFrameIsPassedOverAndCounted() throws {
        let pipeline = try Self.pipeline()
        #expect(Self.send(Self.frame("side", 0), to: pipeline) == nil)
        #expect(pipeline.passedOver.ofAnotherEpisode == 1)
        #expect(Self.send(Self.frame("front", 1), to: pipeline)?.status == .measured)
        #expect(Self.send(Self.frame("side", 1), to: pipeline) == nil)
        #expect(Self.send(Self.frame("front", 2, episode: "1"), to: pipeline)?.status == .measured)
        #expect(Self.send(Self.frame("side", 2, meters: 9), to: pipeline) == nil)
        #expect(pipeline.passedOver == PassedOver(late: 0, early: 0, ofAnotherEpisode: 2))
        let shown = try #require(pipeline.target.end(at: 0)).shape.center
        #expect(shown.x == 0.5)
    }

    @Test func theFirstCameraDecidesTheClockAndMayChangeIt() throws {
        let pipeline = try Self.pipeline()
        #expect(Self.send(Self.frame("side", 0, clock: .realtime), to: pipeline) == nil)
        #expect(Self.send(Self.frame("front", 0), to: pipeline)?.status == .measured)
        let refused = try #require(Self.send(Self.frame("side", 1, clock: .realtime), to: pipeline))
        #expect(refused.rejection?.field == "clock")
        let restarted = Self.frame("front", 0, epoch: 2, clock: .realtime)
        #expect(Self.send(restarted, to: pipeline)?.status == .measured)
        #expect(Self.send(Self.frame("side", 2, clock: .realtime), to: pipeline) == nil)
        #expect(pipeline.passedOver == PassedOver(late: 0, early: 0, ofAnotherEpisode: 1))
    }

    @Test func lateAndWildTimesArePassedOverAndSpoilNothing() throws {
        let pipeline = try Self.pipeline()
        #expect(Self.send(Self.frame("front", 0, milliseconds: 200), to: pipeline)?.status == .measured)
        #expect(Self.send(Self.frame("side", 0, milliseconds: 99), to: pipeline) == nil)
        #expect(pipeline.passedOver.late == 1)
        #expect(Self.send(Self.frame("side", 1, milliseconds: 1_000_000_000), to: pipeline) == nil)
        #expect(pipeline.passedOver.early == 1)
        #expect(Self.send(Self.frame("front", 1, milliseconds: 210), to: pipeline)?.status == .measured)
        #expect(Self.send(Self.frame("side", 0, epoch: 2, milliseconds: 210), to: pipeline) == nil)
        #expect(pipeline.passedOver == PassedOver(late: 1, early: 1, ofAnotherEpisode: 0))
    }

    @Test func aRejectionIsNoStepAndTakesNoSkipCount() throws {
        let pipeline = try Self.pipeline()
        #expect(Self.send(Self.frame("front", 0), to: pipeline)?.status == .measured)
        #expect(Self.send(Self.frame("side", 1), to: pipeline) == nil)
        var bad = Self.frame("side", 0)
        (bad.step, bad.isTerminated) = (3, true)
        pipeline.skippedFrames = 4
        let rejected = try #require(Self.send(bad, to: pipeline))
        #expect(rejected.status == .rejected && rejected.stream == "side" && rejected.rejection?.field == "step")
        #expect(rejected.episode == nil && rejected.step == nil && !rejected.isTerminated)
        #expect(rejected.skippedFrames == 0)
        #expect(Self.send(Self.frame("front", 1), to: pipeline)?.skippedFrames == 4)
    }
}
