import Fathom
import FathomTestKit
import FathomWire
import Testing

@testable import FathomDaemon

/// Numbers that a sender may put anywhere: no reward is ever made of nonsense, and the next good episode is measured.
@Suite struct WildNumberTests {
    private static let wild: [Double] = [
        .nan, .infinity, -.infinity, .greatestFiniteMagnitude, -.greatestFiniteMagnitude, .leastNonzeroMagnitude, 0,
        -0.0,
        -1, 1e-9, 1e9, 1e18, -1e18, 9.3e18, 1e300, -1e300, 0.5, 159.5, 1e5,
    ]

    private static let tasks: [TaskConfiguration] = [
        .reach("described"),
        .entity("boxed", .region("ball")), .entity("labelled", .label("ball")),
        .entity("detected", .detections("ball")), .posed("posed", .fused(["front"])),
    ]

    @Test(arguments: 1...2 as ClosedRange<UInt64>) func wildNumbersNeverMakeARewardOfNonsense(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let lane = try DrivenLane(Self.tasks)
        for sequence in 0..<45 {
            // What is possible, only wrong, moves the tracks as it must; the next episode begins from nothing.
            let isGood = sequence % 3 == 0
            var frame = ReachScene.frame(sequence, of: 500, episode: "\(sequence / 3)")
            Self.addPrompts(to: &frame)
            if !isGood { for _ in 0...Int.random(in: 0...2, using: &random) { Self.spoil(&frame, &random) } }
            if !isGood { try Self.sendDetections(lane, frame, &random) }
            let rewards = try lane.answer(frame)
            for reward in rewards { Self.expectSense(reward) }
            guard isGood else { continue }
            let measured = Set(rewards.filter { $0.status == .measured }.map(\.task))
            #expect(measured.isSuperset(of: ["described", "boxed", "labelled"]), "seed \(seed), frame \(sequence)")
        }
    }

    /// Sequences, steps and times may jump as they like, from one episode to the next.
    @Test(arguments: 1...2 as ClosedRange<UInt64>) func wildOrderNeverMakesARewardOfNonsense(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let numbers: [UInt64] = [0, 1, 2, UInt64(Int64.max), UInt64(Int64.max) + 1, .max - 1, .max]
        let times: [Int64] = [.min, .min + 1, -1, 0, 1, .max - 1, .max, 1 << 61, -(1 << 61), 1 << 62]
        let lane = try DrivenLane(Self.tasks)
        for turn in 0..<100 {
            var frame = ReachScene.frame(turn, of: 500, episode: "\(turn / 3)", epoch: UInt64(turn / 30))
            Self.addPrompts(to: &frame)
            frame.sequence = random.pick(numbers)
            frame.step = random.pick(numbers)
            frame.captureTimeNanoseconds = random.pick(times)
            for reward in try lane.answer(frame) { Self.expectSense(reward) }
            lane.clock.advance(nanoseconds: random.pick([0, 1_000_000_000, 1 << 50]))
        }
        let good = try lane.answer(ReachScene.frame(0, epoch: 1 << 40)).filter { $0.status == .measured }
        #expect(Set(good.map(\.task)).isSuperset(of: ["described", "labelled"]))
    }

    private static func addPrompts(to frame: inout Frame) {
        frame.poses.append(ReachScene.pose("object", ReachScene.ball.center))
        frame.regions = [
            RegionPrompt(name: "ball", score: 0.9, outline: .box(xMin: 60, yMin: 40, xMax: 100, yMax: 80)),
            RegionPrompt(name: "ball", score: 0.1, outline: .polygon([60, 40, 100, 40, 100, 80, 60, 80])),
        ]
    }

    private static func spoil(_ frame: inout Frame, _ random: inout SplitMix64) {
        let number = random.pick(wild)
        switch Int.random(in: 0..<13, using: &random) {
        case 0: frame.camera?.fx = number
        case 1: frame.camera?.fy = number
        case 2: frame.camera?.cx = number
        case 3: frame.camera?.cy = number
        case 4: frame.camera?.skew = number
        case 5: frame.camera?.distortion = .plumbBob(k1: number, k2: random.pick(wild), p1: 0, p2: 0, k3: 0)
        case 6: frame.camera?.worldFromCamera?.translation.x = number
        case 7: frame.poses[0].worldFromEntity.translation.y = number
        case 8: frame.planes[1].metersPerCount = number
        case 9: frame.scalars.append(NamedScalar(name: "gripper_opening", value: number))
        case 10:
            let corner = random.pick(wild)
            frame.regions[0].outline = .box(xMin: number, yMin: number, xMax: corner, yMax: corner)
        case 11:
            frame.regions[1].score = 1
            frame.regions[1].outline = .polygon((0..<8).map { _ in random.pick(wild) })
        default: spoilDepth(&frame, &random)
        }
    }

    /// Floats of every kind in the depth plane, in rows.
    private static func spoilDepth(_ frame: inout Frame, _ random: inout SplitMix64) {
        guard let storage = frame.planes[1].storage else { return }
        var depth = storage.bytes.bindMemory(to: Float.self).map { $0 }
        for _ in 0..<40 {
            let start = Int.random(in: 0..<depth.count - 160, using: &random)
            let value = Float(random.pick(wild))
            for index in start..<start + Int.random(in: 1...160, using: &random) { depth[index] = value }
        }
        frame.planes[1].storage = OwnedBytes(depth.withUnsafeBytes(Array.init))
    }

    private static func sendDetections(_ lane: DrivenLane, _ frame: Frame, _ random: inout SplitMix64) throws {
        let outline = RegionPrompt.Outline.box(
            xMin: random.pick(wild), yMin: random.pick(wild), xMax: random.pick(wild), yMax: random.pick(wild))
        let found = Detections(
            stream: frame.stream,
            captureTimeNanoseconds: random.pick([frame.captureTimeNanoseconds, .min, .max]),
            regions: [RegionPrompt(name: "ball", score: random.pick(wild), outline: outline)])
        var bytes: [UInt8] = []
        try DetectionsCodec().encode(found, into: &bytes)
        lane.source.send(.detections(stream: frame.stream, bytes: OwnedBytes(bytes)))
    }

    private static func expectSense(_ reward: Reward) {
        #expect((reward.distance != nil) == reward.status.hasDistance, "\(reward)")
        #expect((reward.terms.potential != nil) == reward.status.hasDistance, "\(reward)")
        #expect(reward.status == .measured || !(reward.reason ?? "").isEmpty, "\(reward)")
        if let distance = reward.distance {
            #expect(distance.meters.isFinite && distance.meters >= 0, "\(reward)")
            #expect(distance.standardDeviation.isFinite && distance.standardDeviation >= 0, "\(reward)")
            #expect(distance.gripper.isFinite && distance.target.isFinite, "\(reward)")
        }
        let terms = reward.terms
        for number in [
            terms.value, terms.potential, terms.previousPotential, terms.shaping, terms.progress, terms.progressGain,
        ] {
            #expect(number?.isFinite ?? true, "\(reward)")
        }
    }
}
