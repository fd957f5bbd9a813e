import Testing

@testable import FathomDaemon

@Suite struct OverrideTests {
    private let yaml = ConfigurationFixture.yaml(root: "log_level: error")

    @Test func flagsOutrankTheEnvironmentThatOutranksTheFile() throws {
        let environment = ["FATHOM_LOG_LEVEL": "debug", "FATHOM_REWARDS": "tcp://127.0.0.1:1"]
        let flags = ConfigurationOverrides(logLevel: "trace")
        #expect(try ConfigurationFixture.read(yaml).logLevel == .error)
        #expect(try ConfigurationFixture.read(yaml, environment: environment).logLevel == .debug)
        let both = try ConfigurationFixture.read(yaml, overrides: flags, environment: environment)
        #expect(both.logLevel == .trace)
        #expect(both.rewards == Endpoint(.bind, "tcp://127.0.0.1:1"))
    }

    @Test func anAddressKeepsTheFilesAttachmentUnlessItNamesItsOwn() throws {
        let plain = try ConfigurationFixture.read(yaml, environment: ["FATHOM_FRAMES": "tcp://a:1, tcp://b:2"])
        #expect(plain.frames.endpoints == [Endpoint(.connect, "tcp://a:1"), Endpoint(.connect, "tcp://b:2")])
        let named = try ConfigurationFixture.read(yaml, overrides: ConfigurationOverrides(frames: "bind:tcp://*:5580"))
        #expect(named.frames.endpoints == [Endpoint(.bind, "tcp://*:5580")])
    }

    @Test func anOverrideMayStandForAKeyThatTheFileLacks() throws {
        let text = yaml.replacing("frames: { connect: \"ipc:///tmp/fathom-frames\" }", with: "")
        #expect(ConfigurationFixture.issues(text).map(\.keyPath) == ["frames"])
        let flags = ConfigurationOverrides(frames: "ipc:///tmp/x", control: "tcp://127.0.0.1:9")
        let configuration = try ConfigurationFixture.read(text, overrides: flags)
        #expect(configuration.frames.endpoints == [Endpoint(.connect, "ipc:///tmp/x")])
        #expect(configuration.control == Endpoint(.bind, "tcp://127.0.0.1:9"))
        let bounded = ConfigurationFixture.yaml(root: "control: { max_sessions: 7 }")
        #expect(ConfigurationFixture.issues(bounded).map(\.keyPath) == ["control.bind"])
        #expect(try ConfigurationFixture.read(bounded, overrides: flags).maxSessions == 7)
    }

    @Test func anErrorNamesTheFlagOrTheVariable() {
        func paths(_ overrides: ConfigurationOverrides, _ environment: [String: String]) -> [String] {
            do {
                _ = try ConfigurationFixture.read(yaml, overrides: overrides, environment: environment)
                return []
            } catch {
                return error.issues.map(\.keyPath)
            }
        }
        #expect(paths(ConfigurationOverrides(control: "connect:tcp://a:1"), [:]) == ["--control"])
        #expect(paths(ConfigurationOverrides(logLevel: "loud"), [:]) == ["--log-level"])
        #expect(paths(ConfigurationOverrides(), ["FATHOM_FRAMES": "nowhere"]) == ["FATHOM_FRAMES"])
        #expect(paths(ConfigurationOverrides(), ["FATHOM_FRAMES": ""]) == [])
    }
}
