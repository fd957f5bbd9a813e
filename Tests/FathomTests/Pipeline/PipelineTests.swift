import FathomTestKit
import Testing

@testable import Fathom

/// Sessions of several frames: what is published when things move, hide, stall or go wrong.
@Suite struct PipelineTests {
    static let ball = GroundingTests.ball
    static let still = [ball, GroundingTests.cube]

    /// Frames of an approach to the ball; bodies may change from frame to frame.
    static func approach(
        _ count: Int, noise: DepthNoise = .ideal, _ bodies: (Int) -> [Scene.Body] = { _ in still }
    ) -> [Frame] {
        var renderer = Renderer(noise: noise, seed: 11)
        return (0..<count).map { step in
            let gripper = ball.center + Vector3(0.2, -0.1, 0.2) * (1 - Double(step) / Double(count))
            return renderer.frame(Scene(bodies(step)), gripper: gripper, sequence: UInt64(step))
        }
    }

    static func pipeline(_ target: EntitySelector = .description("the red ball")) throws -> Pipeline {
        try Pipeline(configuration: .reach(target))
    }

    @Test func anApproachRaisesPotentialAndProgressMonotonically() throws {
        let pipeline = try Self.pipeline()
        var potential = 0.0
        var progress = 0.0
        for frame in Self.approach(12) {
            let reward = try #require(pipeline.process(.frame(frame, skipped: 0)))
            #expect(reward.status == .measured)
            let now = try #require(reward.terms.potential)
            #expect(now > potential)
            #expect(reward.terms.progress ?? 0 >= progress)
            potential = now
            progress = reward.terms.progress ?? 0
        }
        #expect(progress > 0.5)
    }

    @Test func aMomentThatIsShownAgainIsNoFurtherEvidence() throws {
        var configuration = TaskConfiguration.reach(.description("the red ball"))
        configuration.reward.success = SuccessConfiguration(within: 1, required: 2, window: 3)
        configuration.reward.progressRequired = 2
        let pipeline = try Pipeline(configuration: configuration)
        var frames = Self.approach(2)
        for index in frames.indices { frames[index].step = UInt64(index) }
        var again = frames[0]
        var rewards: [Reward] = []
        for sequence in 0..<4 {
            again.sequence = UInt64(sequence)
            rewards.append(try #require(pipeline.process(.frame(again, skipped: 0))))
        }
        #expect(rewards.allSatisfy { $0.terms.success == false && $0.terms.progress == nil })
        frames[1].sequence = 4
        let next = try #require(pipeline.process(.frame(frames[1], skipped: 0)))
        #expect(next.terms.success == true && next.terms.progress != nil)
    }

    @Test func theSameEventsGiveTheSameRewardsBitForBit() throws {
        let frames = Self.approach(6, noise: .structuredLight)
        let events: [Event] =
            frames.prefix(3).map { .frame($0, skipped: 1) } + [.tick(monotonicNanoseconds: 5), .human(.intervention)]
            + frames.suffix(3).map { .frame($0, skipped: 0) }
        let first = try Self.pipeline()
        let second = try Self.pipeline()
        #expect(events.map(first.process) == events.map(second.process))
    }

    @Test func heightWithoutAnUpAxisIsWithheld() throws {
        var configuration = TaskConfiguration.reach(.label("ball"))
        configuration.gripper = .label("cube")
        configuration.distance = .vertical
        let pipeline = try Pipeline(configuration: configuration)
        var renderer = Renderer()
        var frame = renderer.frame(Scene(Self.still, tableSize: 0))
        frame.camera?.worldFromCamera = nil
        let reward = try #require(pipeline.process(.frame(frame, skipped: 0)))
        #expect(reward.status == .absent)
        #expect(reward.distance == nil && reward.terms.potential == nil)
    }

    @Test func aNewEpisodeStartsFromNothing() throws {
        let pipeline = try Self.pipeline()
        var frames = Self.approach(8)
        for index in 4..<8 { frames[index].episode = "1" }
        let rewards = frames.compactMap { pipeline.process(.frame($0, skipped: 0)) }
        #expect(rewards[3].terms.progress != nil && rewards[3].terms.shaping != nil)
        #expect(rewards[4].terms.shaping == nil && rewards[4].terms.progress == nil)
    }

    @Test func rewardSequencesHaveNoGapsWhateverHappens() throws {
        let pipeline = try Self.pipeline()
        let frames = Self.approach(4)
        var bad = frames[2]
        bad.sequence = 0
        let second = 1_000_000_000 as Int64
        let events: [Event] = [
            .frame(frames[0], skipped: 0), .frame(bad, skipped: 0),
            .malformedFrame(stream: "front", Rejection("header", expected: "a", found: "b")),
            .tick(monotonicNanoseconds: 0), .tick(monotonicNanoseconds: second),
            .tick(monotonicNanoseconds: 9 * second),
            .frame(frames[1], skipped: 2),
        ]
        let rewards = events.compactMap(pipeline.process)
        #expect(rewards.map(\.rewardSequence) == [0, 1, 2, 3, 4])
        #expect(rewards.map(\.status) == [.measured, .rejected, .rejected, .stale, .measured])
        #expect(rewards[1].rejection?.field == "sequence")
        #expect(rewards.last?.skippedFrames == 2)
    }

    @Test func everyEpisodeHasANumberThoughItsNameMayStay() throws {
        let pipeline = try Self.pipeline()
        var frames = Self.approach(5)
        frames[2].episode = "1"
        for index in 3..<5 { (frames[index].episode, frames[index].publisherEpoch) = ("1", 99) }
        let events: [Event] =
            [.malformedFrame(stream: "front", Rejection("a", expected: "b", found: "c"))]
            + frames.prefix(4).map { .frame($0, skipped: 0) } + [.resetEpisode, .frame(frames[4], skipped: 0)]
        #expect(events.compactMap(pipeline.process).map(\.episodeIndex) == [nil, 0, 0, 1, 2, 3])
    }

    @Test func silenceIsReportedOnce() throws {
        let pipeline = try Self.pipeline()
        let second = 1_000_000_000 as Int64
        let rewards = (0..<10).compactMap { pipeline.process(.tick(monotonicNanoseconds: Int64($0) * second)) }
        #expect(rewards.map(\.status) == [.stale])
        #expect(rewards.first?.distance == nil)
    }

    @Test func aPauseWithholdsAndResumes() throws {
        let pipeline = try Self.pipeline()
        let frames = Self.approach(3)
        _ = pipeline.process(.human(.pause))
        let paused = try #require(pipeline.process(.frame(frames[0], skipped: 0)))
        #expect(paused.status == .paused && paused.terms == RewardTerms() && paused.distance == nil)
        _ = pipeline.process(.human(.resume))
        #expect(pipeline.process(.frame(frames[1], skipped: 0))?.status == .measured)
    }

    @Test func aBadFrameIsPausedTooAndStillSaysWhy() throws {
        let pipeline = try Self.pipeline()
        var bad = Self.approach(1)[0]
        bad.camera?.fx = .nan
        _ = pipeline.process(.human(.pause))
        let rewards = [
            .frame(bad, skipped: 0), .malformedFrame(stream: "front", Rejection("a", expected: "b", found: "c")),
        ]
        .compactMap(pipeline.process)
        #expect(rewards.map(\.status) == [.paused, .paused])
        #expect(rewards.map(\.rejection?.field) == ["camera.k", "a"])
    }

    @Test(arguments: [true, false]) func onlyFramesBreakTheSilence(isFrame: Bool) throws {
        let pipeline = try Self.pipeline()
        let rejection = Rejection("header", expected: "a", found: "b")
        let event =
            isFrame
            ? Event.malformedFrame(stream: "front", rejection) : .malformedDetections(stream: "front", rejection)
        var statuses: [RewardStatus] = []
        for second in 0..<6 as Range<Int64> {
            for event in [event, .tick(monotonicNanoseconds: second * 1_000_000_000)] {
                statuses += pipeline.process(event).map { [$0.status] } ?? []
            }
        }
        #expect(statuses.filter { $0 == .stale }.count == (isFrame ? 0 : 1))
        #expect(statuses.filter { $0 == .rejected }.count == 6)
    }

    @Test func aReplacedPublisherComesBackWhenTheNewOneIsSilent() throws {
        let pipeline = try Self.pipeline()
        var frames = Self.approach(5)
        frames[1].publisherEpoch = 77
        let events: [Event] =
            frames.prefix(3).map { .frame($0, skipped: 0) }
            + (0..<4).map { .tick(monotonicNanoseconds: $0 * 10_000_000_000) }
            + frames.suffix(2).map { .frame($0, skipped: 0) }
        let rewards = events.compactMap(pipeline.process)
        #expect(rewards.map(\.status) == [.measured, .measured, .rejected, .stale, .measured, .measured])
    }

    @Test func anotherTargetCanBePutInForce() throws {
        let pipeline = try Self.pipeline()
        let frames = Self.approach(3)
        _ = pipeline.process(.frame(frames[0], skipped: 0))
        _ = pipeline.process(.setTarget(description: "the black cube", digest: "d2"))
        let reward = try #require(pipeline.process(.frame(frames[1], skipped: 0)))
        #expect((try unwrapped(reward.distance).target - GroundingTests.cube.center).length < 0.004)
        #expect(reward.configurationDigest == "d2" && reward.episodeIndex == 1)
        _ = pipeline.process(.setTarget(description: "gibberish", digest: "d3"))
        #expect(pipeline.process(.frame(frames[2], skipped: 0))?.configurationDigest == "d2")
    }

    @Test func posesAloneAreEnough() throws {
        var configuration = TaskConfiguration.reach(.pose("object"))
        configuration.distance = .center
        let pipeline = try Pipeline(configuration: configuration)
        let frame = Frame(
            stream: "front",
            poses: [
                NamedPose(name: "gripper", worldFromEntity: .identity),
                NamedPose(
                    name: "object", worldFromEntity: Transform(rotation: .identity, translation: Vector3(0, 0.3, 0.4))),
            ])
        let reward = try #require(pipeline.process(.frame(frame, skipped: 0)))
        #expect(reward.status == .measured)
        #expect(reward.distance?.meters == 0.5 && reward.distance?.standardDeviation == 0)
    }

    @Test func aPoseNeedsACameraThatKnowsWhereItStands() throws {
        let pipeline = try Self.pipeline()
        var frame = Self.approach(1)[0]
        frame.camera?.worldFromCamera = nil
        let reward = try #require(pipeline.process(.frame(frame, skipped: 0)))
        #expect(reward.status == .rejected)
        #expect(reward.rejection?.field == "camera.world_from_camera")
    }

    @Test func aMissingPoseNamesThoseThatThereAre() throws {
        var configuration = TaskConfiguration.reach(.description("the red ball"))
        configuration.gripper = .pose("hand")
        let pipeline = try Pipeline(configuration: configuration)
        let reward = try #require(pipeline.process(.frame(Self.approach(1)[0], skipped: 0)))
        #expect(reward.status == .absent)
        #expect(reward.reason == "gripper: no pose 'hand' in the frame (poses: 'gripper')")
    }

    @Test func aFrameWithoutACameraChangesNothing() throws {
        let pipeline = try Self.pipeline()
        var frames = Self.approach(3)
        frames[1].camera = nil
        frames[1].planes = []
        let rewards = frames.compactMap { pipeline.process(.frame($0, skipped: 0)) }
        #expect(rewards.map(\.status) == [.measured, .rejected, .measured])
        #expect(rewards[1].rejection?.field == "camera")
        #expect(rewards[2].terms.shaping != nil)
    }

    @Test func aCameraWithoutPlanesMattersOnlyWhereTheyAreNeeded() throws {
        var frame = Self.approach(1)[0]
        frame.planes = []
        let seen = try Self.pipeline()
        #expect(seen.process(.frame(frame, skipped: 0))?.rejection?.field == "planes")
        let posed = try Self.pipeline(.pose("gripper"))
        #expect(posed.process(.frame(frame, skipped: 0))?.status == .measured)
    }

    @Test func whatASenderWritesIsToldInShort() throws {
        let pipeline = try Self.pipeline(.pose("object"))
        var frame = Self.approach(1)[0]
        frame.poses += (0..<300).map {
            NamedPose(name: "\($0) " + String(repeating: "ä", count: 90), worldFromEntity: .identity)
        }
        let absent = try #require(pipeline.process(.frame(frame, skipped: 0)))
        #expect(absent.status == .absent)
        let reason = try #require(absent.reason)
        #expect(reason.utf8.count <= 200 && reason.hasSuffix("…"))
        frame.poses.append(
            NamedPose(name: frame.poses[300].name + String(repeating: "x", count: 9000), worldFromEntity: .identity))
        frame.poses.append(frame.poses[301])
        frame.sequence += 1
        frame.episode = String(repeating: "e", count: 9000)
        let rejected = try #require(pipeline.process(.frame(frame, skipped: 0)))
        #expect(rejected.status == .rejected && (rejected.rejection?.found.utf8.count ?? 0) <= 200)
        #expect((rejected.reason?.utf8.count ?? 0) <= 200 && (rejected.episode?.utf8.count ?? 0) <= 200)
    }

    @Test func aFrameOfAnotherClockIsRejectedAndHarmsNothing() throws {
        let pipeline = try Self.pipeline()
        var frames = Self.approach(3)
        frames[1].clock = .realtime
        let rewards = frames.compactMap { pipeline.process(.frame($0, skipped: 0)) }
        #expect(rewards.map(\.status) == [.measured, .rejected, .measured])
        #expect(rewards[1].rejection?.field == "clock")
    }
}
