import Foundation
import Testing

@testable import FathomDaemon

@Suite struct IssueTests {
    @Test func anIssueNamesPlaceKeyFoundAllowedAndTheNearestWord() {
        let text = """
            frames: { connect: "ipc:///tmp/f" }
            tasks:
              - name: reach
                streams: [front]
                gripper: { pose: gripper }
                target: "the red ball"
                stale_afer: 1
            """
        let issues = ConfigurationFixture.issues(text)
        #expect(issues.count == 1)
        #expect(
            issues.first?.message(file: "a.yaml")
                == "a.yaml:7:5: tasks[0].stale_afer: found the unknown key \"stale_afer\"; allowed: name, streams, each, "
                + "gripper, target, distance, sensor, max_depth, stale_after, hold_for, hidden_speed, robot, reward. "
                + "Did you mean stale_after?")
    }

    @Test func whatARecordingCannotBeIsTold() {
        let issues = ConfigurationFixture.issues(
            ConfigurationFixture.yaml(
                root: "record: { compression: gzip, chunk: 12 furlongs, rotate: 5, sync: never, queue: 0, when: now }"))
        #expect(
            issues.map(\.keyPath) == [
                "record.folder", "record.compression", "record.chunk", "record.rotate", "record.sync", "record.queue",
                "record.when",
            ])
        #expect(issues.last?.suggestion == nil && issues.allSatisfy { !$0.allowed.isEmpty })
    }

    @Test func allIssuesOfAFileAreCollectedInItsOrder() {
        let text = """
            frames: { connect: "udp://x", delivery: evry }
            rewards: {}
            surprise: 1
            tasks:
              - name: "a b"
                streams: []
                gripper: { pose: g, label: h }
                target: 7
                reward: { curve: cosine, length: -1, success: { for: five } }
              - 12
            """
        #expect(
            ConfigurationFixture.issues(text).map(\.keyPath) == [
                "frames.connect", "frames.delivery", "rewards", "surprise", "tasks[0].name", "tasks[0].streams",
                "tasks[0].gripper", "tasks[0].target", "tasks[0].reward.curve", "tasks[0].reward.length",
                "tasks[0].reward.success.within", "tasks[0].reward.success.for", "tasks[1]",
            ])
    }

    @Test(arguments: [
        ("length: .nan", "length"), ("length: .inf", "length"), ("length: nan", "length"), ("length: inf", "length"),
        ("length: 1e999", "length"), ("length: 0", "length"), ("length: -0.1", "length"), ("length: 0x10", "length"),
        ("length: \"0.1\"", "length"), ("length: [1]", "length"), ("length: 3 s", "length"), ("length:", "length"),
        ("length: 1e3", "length"), ("weight: heavy", "weight"), ("discount: true", "discount"),
        ("curve: Tanh", "curve"), ("signal: 1", "signal"), ("progress: 3", "progress"), ("progress: 3 of", "progress"),
        ("progress: 3 of 65", "progress"), ("progress: 3 of 0", "progress"), ("time_penalty: -1", "time_penalty"),
        ("failure: 5", "failure"), ("failure: {}", "failure.penalty"), ("success: {}", "success.within"),
        ("success: { within: 1, gates: [] }", "success.gates"),
        ("success: { within: 1, gates: [\"x\"] }", "success.gates[0]"), ("base_reward: internal", "base_reward"),
    ])
    func badRewardValues(reward: String, key: String) {
        let paths = ConfigurationFixture.issues(ConfigurationFixture.yaml(reward: reward)).map(\.keyPath)
        #expect(paths == ["tasks[0].reward.\(key)"])
    }

    @Test(arguments: [
        ("sensor: laser", "sensor"), ("sensor: {}", "sensor"), ("sensor: { stereo: 1, sigma: 1 }", "sensor"),
        ("sensor: { sigma: 0 }", "sensor.sigma"), ("stale_after: 10 min", "stale_after"),
        ("stale_after: 0.1 ms", "stale_after"), ("hold_for: -1", "hold_for"), ("hidden_speed: 1 m", "hidden_speed"),
        ("max_depth: 0", "max_depth"), ("distance: centre", "distance"), ("each: yes", "each"),
        ("each: true", "streams"),
    ])
    func badTaskValues(task: String, key: String) {
        let paths = ConfigurationFixture.issues(ConfigurationFixture.yaml(task: task)).map(\.keyPath)
        #expect(paths == ["tasks[0].\(key)"])
    }

    @Test(arguments: ["a/b", "a b", "été", "*", "#", "a\\tb", String(repeating: "x", count: 65), ""])
    func namesThatNoTopicCanCarry(name: String) {
        let yaml = ConfigurationFixture.yaml().replacing("name: reach", with: "name: \"\(name)\"")
        #expect(ConfigurationFixture.issues(yaml).map(\.keyPath) == ["tasks[0].name"])
    }

    @Test(arguments: ["5", "true", "no", "~", "1e3"])
    func textThatYAMLReadsAsSomethingElseNeedsQuotes(name: String) {
        let plain = ConfigurationFixture.yaml().replacing("name: reach", with: "name: \(name)")
        #expect(ConfigurationFixture.issues(plain).first?.allowed.contains("in quotes") == true)
    }

    @Test(arguments: ["file:///episode.mcap"])
    func sourcesOfALaterVersionSaySo(address: String) {
        let yaml = ConfigurationFixture.yaml().replacing("ipc:///tmp/fathom-frames", with: address)
        #expect(ConfigurationFixture.issues(yaml).first?.found.contains("a later version will read") == true)
    }

    @Test(arguments: [
        "", "x", "tcp://", "tcp://host", "tcp://host:", "tcp://host:0", "tcp://host:65536", "tcp://:1", "tcp://*:1",
        "tcp://a:b:1", "ipc://", "inproc://", "tcp:// host:1", "tcp://host:*",
        "ipc://\(String(repeating: "x", count: 108))",
    ])
    func addressesThatCannotBeConnected(address: String) {
        let yaml = ConfigurationFixture.yaml().replacing("ipc:///tmp/fathom-frames", with: address)
        #expect(ConfigurationFixture.issues(yaml).map(\.keyPath) == ["frames.connect"])
    }

    @Test func keysOfALaterVersionSaySo() {
        let issues = ConfigurationFixture.issues(ConfigurationFixture.yaml(root: "http: { bind: \"127.0.0.1:8780\" }"))
        #expect(issues.first?.found.contains("later version") == true)
    }

    @Test func aPatternNeedsEach() {
        let yaml = ConfigurationFixture.yaml().replacing("streams: [front]", with: "streams: \"env-*\"")
        #expect(ConfigurationFixture.issues(yaml).first?.allowed.contains("each: true") == true)
    }
}
