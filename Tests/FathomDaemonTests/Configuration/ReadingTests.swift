import Fathom
import FathomEpisodes
import Testing

@testable import FathomDaemon

@Suite struct ReadingTests {
    @Test func theSmallestFileTakesEveryDefault() throws {
        let configuration = try ConfigurationFixture.read(ConfigurationFixture.yaml())
        var task = ConfigurationFixture.task()
        task.digest = task.computedDigest
        let frames = FramesConfiguration(endpoints: [Endpoint(.connect, "ipc:///tmp/fathom-frames")])
        #expect(configuration == DaemonConfiguration(frames: frames, tasks: [task]))
    }

    @Test func everyKeyArrivesWhereItBelongs() throws {
        let text = try #require(try ConfigurationFixture.documentedExamples().last)
        let task = try #require(try ConfigurationFixture.read(text).tasks.first)
        #expect(task.streams == .fused(["left", "right"]))
        #expect(task.target == .description("the orange mug"))
        #expect(task.distance == .surface)
        #expect(task.depthNoise == .stereo(coefficient: 0.002))
        #expect(task.limits.maxDepth == 3)
        #expect(task.staleAfterNanoseconds == 500_000_000)
        #expect(task.holdNanoseconds == 10_000_000_000)
        #expect(task.hiddenSpeed == 0.05)
        let gates = [
            SuccessGate(scalar: "gripper_opening", relation: .less, threshold: 0.04),
            SuccessGate(scalar: "gripper_force", relation: .greaterOrEqual, threshold: 2),
        ]
        let success = SuccessConfiguration(within: 0.02, required: 4, window: 5, bonus: 10, gates: gates)
        #expect(
            task.reward
                == RewardConfiguration(
                    signal: .shaped, curve: .exponential, length: 0.3, weight: 10, discount: 0.98, maxDistance: 1.5,
                    success: success, timePenalty: 0.05, failurePenalty: 5))
    }

    @Test func socketsAndBoundsAreRead() throws {
        let text = try ConfigurationFixture.documentedExamples()[1]
        let configuration = try ConfigurationFixture.read(text)
        #expect(configuration.frames.endpoints.map(\.address) == ["tcp://10.0.0.11:5580", "tcp://10.0.0.12:5580"])
        #expect(configuration.frames.highWaterMark == 16)
        #expect(configuration.frames.maxStreams == 32)
        #expect(configuration.rewardRing == 8192)
        #expect(
            configuration.record
                == RecordingConfiguration(
                    folder: "/var/lib/fathom/episodes", compression: .zstd, rotateBytes: 1 << 30,
                    synchronization: .chunk, overflow: .dropOldest, configurationText: text))
        #expect(configuration.logLevel == .notice)
        #expect(configuration.tasks[0].limits.maxWidth == 1280)
        #expect(configuration.tasks[0].streams == .each(pattern: "env-*"))
    }

    @Test func framesMayComeInLockstepAlone() throws {
        let yaml = ConfigurationFixture.yaml().split(separator: "\n").filter { !$0.hasPrefix("frames:") }
        let text = yaml.joined(separator: "\n")
        let refused = #expect(throws: ConfigurationError.self) { try ConfigurationFixture.read(text) }
        #expect("\(String(describing: refused))".contains("control.bind"))
        let control = "control: { bind: \"ipc:///tmp/c\", max_sessions: 7 }\n"
        let configuration = try ConfigurationFixture.read(control + text)
        #expect(configuration.frames.endpoints.isEmpty && configuration.maxSessions == 7)
        #expect(configuration.summary.contains("in lockstep alone"))
    }

    @Test(arguments: [
        ("pose: gripper", EntitySelector.pose("gripper")), ("label: ball", .label("ball")),
        ("region: r1", .region("r1")), ("detections: mug", .detections("mug")),
        ("description: \"the blue mug\"", .description("the blue mug")),
    ])
    func aSelectorIsAMappingWithOneKey(text: String, selector: EntitySelector) throws {
        let yaml = ConfigurationFixture.yaml().replacing("target: \"the red ball\"", with: "target: { \(text) }")
        #expect(try ConfigurationFixture.read(yaml).tasks[0].target == selector)
    }

    @Test(arguments: [
        ("ideal", DepthNoise.ideal), ("structured-light", .structuredLight),
        ("{ stereo: 0.003 }", .stereo(coefficient: 0.003)), ("{ sigma: 2 mm }", .constant(0.002)),
    ])
    func sensors(text: String, noise: DepthNoise) throws {
        #expect(
            try ConfigurationFixture.read(ConfigurationFixture.yaml(task: "sensor: \(text)")).tasks[0].depthNoise
                == noise)
    }

    @Test(arguments: ["0.07", "0.07 m", "7 cm", "7cm", "70 mm", "7e-2"])
    func aLengthIsTheSameNumberInAnyUnit(text: String) throws {
        let yaml = ConfigurationFixture.yaml(reward: "length: \(text)")
        #expect(try ConfigurationFixture.read(yaml).tasks[0].reward.length == 0.07)
    }

    @Test(arguments: ["gripper_opening<0.04", "gripper_opening <= 4e-2", "f > -1", "a.b >= 0"])
    func gatesNeedNoSpaces(text: String) throws {
        let gate = try #require(SuccessGate(parsing: text))
        #expect(text.contains(gate.relation.rawValue))
        #expect(!gate.scalar.contains(" "))
    }

    @Test(arguments: ["", "x", "x <", "< 1", "x << 1", "x < y", "x < nan", "x < inf", "a b < 1", "x = 1", "x < 1 m"])
    func whatIsNoComparisonIsNoGate(text: String) {
        #expect(SuccessGate(parsing: text) == nil)
    }
}
