import Fathom
import Testing

/// Rewards of many environments from poses alone.
@Suite struct PoseBatchTests {
    private static func task(
        _ signal: RewardSignal, _ distance: DistanceKind = .center, gates: [SuccessGate] = []
    ) -> TaskConfiguration {
        TaskConfiguration(
            name: "state", streams: .fused(["front"]), gripper: .pose("gripper"), target: .pose("object"),
            distance: distance,
            reward: RewardConfiguration(
                signal: signal, discount: 0.95,
                success: SuccessConfiguration(within: 0.3, required: 2, window: 3, gates: gates),
                timePenalty: signal == .shaped ? 0.1 : 0, failurePenalty: 20))
    }

    /// One environment's state at one step.
    private struct State {
        var gripper: Vector3
        var object: Vector3
        var opening: Double
        var flags: PoseFlags
    }

    private static func step(_ batch: PoseBatch, _ states: [State]) throws {
        var positions: [Double] = []
        for state in states {
            // A pose that nobody asks for, and an order of the sender's own.
            for place in [state.object, Vector3(9, 9, 9), state.gripper] { positions += [place.x, place.y, place.z] }
        }
        try positions.withUnsafeBytes { positions in
            try states.map(\.opening).withUnsafeBytes { values in
                try states.map(\.flags.rawValue).withUnsafeBytes { flags in
                    try batch.step(
                        PoseColumns(
                            poses: ["object", "camera", "gripper"], scalars: ["opening"], positions: positions,
                            values: values, flags: flags))
                }
            }
        }
    }

    private static func frame(_ state: State, episode: Int, step: Int) -> Frame {
        func pose(_ name: String, _ place: Vector3) -> NamedPose {
            NamedPose(name: name, worldFromEntity: Transform(rotation: .identity, translation: place))
        }
        return Frame(
            stream: "front", episode: "\(episode)", step: UInt64(step), sequence: UInt64(step),
            captureTimeNanoseconds: Int64(step) * 40_000_000,
            poses: [pose("gripper", state.gripper), pose("object", state.object)],
            scalars: [NamedScalar(name: "opening", value: state.opening)],
            isTerminated: state.flags.contains(.terminated), isTruncated: state.flags.contains(.truncated))
    }

    @Test(
        "A batch pays what the pipeline pays for the same poses",
        arguments: RewardSignal.allCases, DistanceKind.allCases)
    func equality(_ signal: RewardSignal, _ distance: DistanceKind) throws {
        let gates = [SuccessGate(scalar: "opening", relation: .less, threshold: 0.5)]
        let task = Self.task(signal, distance, gates: gates)
        let count = 5
        let batch = try PoseBatch(configuration: task, count: count)
        let pipelines = try (0..<count).map { _ in try Pipeline(configuration: task) }
        var random = SplitMix64(seed: 11)
        var episodes = Array(repeating: 0, count: count)
        var isOver = Array(repeating: true, count: count)
        for step in 0..<200 {
            let states = (0..<count).map { index in
                var flags: PoseFlags = isOver[index] ? [.begins] : []
                if isOver[index] { episodes[index] += 1 }
                if Int.random(in: 0..<20, using: &random) == 0 { flags.insert(.terminated) }
                if Int.random(in: 0..<20, using: &random) == 0 { flags.insert(.truncated) }
                isOver[index] = flags.contains(.terminated) || flags.contains(.truncated)
                func place() -> Vector3 {
                    Vector3(
                        Double.random(in: -0.3...0.3, using: &random), Double.random(in: -0.3...0.3, using: &random),
                        Double.random(in: -0.3...0.3, using: &random))
                }
                return State(
                    gripper: place(), object: place(), opening: Double.random(in: 0...1, using: &random), flags: flags)
            }
            try Self.step(batch, states)
            for index in 0..<count {
                let frame = Self.frame(states[index], episode: episodes[index], step: step)
                let reward = try unwrapped(pipelines[index].process(.frame(frame, skipped: 0)))
                let terms = reward.terms
                #expect(batch.rewards.statuses[index] == reward.status)
                for (number, expected) in [
                    (RewardColumns.Number.value, terms.value), (.distance, reward.distance?.meters),
                    (.potential, terms.potential), (.previousPotential, terms.previousPotential),
                    (.shaping, terms.shaping), (.progress, terms.progress), (.progressGain, terms.progressGain),
                ] {
                    let found = batch.rewards.number(number, of: index)
                    #expect(found == expected, "\(number) of environment \(index) at step \(step)")
                }
                #expect(batch.rewards.successes[index] == (terms.success == true ? 1 : 0))
            }
        }
        #expect(batch.steps == 200)
    }

    @Test func onlyABadEnvironmentIsRejected() throws {
        let batch = try PoseBatch(configuration: Self.task(.dense), count: 3)
        let good = State(gripper: Vector3(0, 0, 1), object: .zero, opening: 0, flags: [])
        var bad = good
        bad.object = Vector3(.nan, 0, 0)
        try Self.step(batch, [good, bad, good])
        #expect(batch.rewards.statuses == [.measured, .rejected, .measured])
        #expect(batch.rewards.number(.value, of: 1) == nil && batch.rewards.number(.distance, of: 0) == 1)
        #expect(batch.rewards.reasons.count == 1 && batch.rewards.reasons[0].hasPrefix("1: poses: expected 'object'"))
        try Self.step(batch, [good, good, good])
        #expect(batch.rewards.statuses == [.measured, .measured, .measured] && batch.rewards.reasons.isEmpty)
    }

    @Test func scalarsAndFlagsAreChecked() throws {
        let batch = try PoseBatch(configuration: Self.task(.dense), count: 3)
        let good = State(gripper: Vector3(0, 0, 1), object: .zero, opening: 0, flags: [])
        var (open, marked) = (good, good)
        open.opening = .nan
        marked.flags = PoseFlags(rawValue: 9)
        try Self.step(batch, [open, marked, good])
        #expect(batch.rewards.statuses == [.rejected, .rejected, .measured])
        #expect(batch.rewards.reasons.map { $0.prefix(10) } == ["0: scalars", "1: flags: "])
    }

    @Test("An end is an end, whether or not its step could be measured", arguments: [0, Double.nan])
    func anEnvironmentThatEndedMustBeginAnew(_ x: Double) throws {
        let batch = try PoseBatch(configuration: Self.task(.dense), count: 1)
        var state = State(gripper: Vector3(x, 0, 1), object: .zero, opening: 0, flags: [.truncated])
        try Self.step(batch, [state])
        state.gripper = Vector3(0, 0, 1)
        state.flags = []
        try Self.step(batch, [state])
        #expect(batch.rewards.statuses == [.rejected] && batch.rewards.reasons[0].contains("begins an episode"))
        state.flags = [.begins]
        try Self.step(batch, [state])
        #expect(batch.rewards.statuses == [.measured] && batch.rewards.number(.shaping, of: 0) == nil)
    }

    @Test func aBatchThatCannotBeOneChangesNothing() throws {
        let batch = try PoseBatch(configuration: Self.task(.dense), count: 2)
        let bytes = [UInt8](repeating: 0, count: 96)
        func field(_ poses: [String], _ positions: Int, _ flags: Int) -> String? {
            bytes.withUnsafeBytes { bytes in
                let columns = PoseColumns(
                    poses: poses, positions: UnsafeRawBufferPointer(rebasing: bytes[..<positions]),
                    flags: UnsafeRawBufferPointer(rebasing: bytes[..<flags]))
                do throws(Rejection) { try batch.step(columns) } catch { return error.field }
                return nil
            }
        }
        #expect(field(["gripper", "object"], 95, 2) == "positions")
        #expect(field(["gripper", "object"], 96, 3) == "flags")
        #expect(field(["gripper", "ball"], 96, 2) == "poses")
        #expect(field(["gripper", "gripper"], 96, 2) == "poses")
        #expect(batch.steps == 0)
        #expect(field(["gripper", "object"], 96, 2) == nil && batch.steps == 1)
    }

    @Test func imagesAreNotForBatches() {
        var task = Self.task(.dense)
        task.target = .description("the red ball")
        let refusal = #expect(throws: Rejection.self) { try PoseBatch(configuration: task, count: 1) }
        #expect(refusal?.field == "target")
    }
}
