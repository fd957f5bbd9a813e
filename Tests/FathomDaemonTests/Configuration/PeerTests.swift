import Fathom
import FathomTransport
import Testing

@testable import FathomDaemon

/// Frames of other programs, by the scheme of their address.
@Suite struct PeerTests {
    private static func yaml(_ frames: String) -> String {
        ConfigurationFixture.yaml().replacing(#"{ connect: "ipc:///tmp/fathom-frames" }"#, with: frames)
    }

    @Test func isaacSim() throws {
        let frames = try ConfigurationFixture.read(
            Self.yaml(#"{ bind: "isaac+tcp://*:5561", stream: front, size: 1280x720 }"#)
        ).frames
        #expect(frames.peer == .isaac(IsaacStream(stream: "front", width: 1280, height: 720)))
        #expect(frames.socket == .pull)
        #expect(frames.endpoints.map(\.socketAddress) == ["tcp://*:5561"])
        #expect(frames.endpoints.map(\.isWildcard) == [true])
    }

    @Test func isaacSimWithIntrinsics() throws {
        let frames = try ConfigurationFixture.read(
            Self.yaml(
                """
                { connect: "isaac+tcp://10.0.0.2:5561", stream: front, size: 64x48, intrinsics: [50, 51.5, 31.5, -2] }
                """)
        ).frames
        let intrinsics = PinholeIntrinsics(fx: 50, fy: 51.5, cx: 31.5, cy: -2)
        #expect(frames.peer == .isaac(IsaacStream(stream: "front", width: 64, height: 48, intrinsics: intrinsics)))
    }

    @Test func leRobot() throws {
        let frames = try ConfigurationFixture.read(
            Self.yaml(
                """
                { connect: "lerobot+tcp://127.0.0.1:5555", size: 640x480, intrinsics: [600, 600, 319.5, 239.5], color: rgb }
                """)
        ).frames
        let intrinsics = PinholeIntrinsics(fx: 600, fy: 600, cx: 319.5, cy: 239.5)
        #expect(
            frames.peer == .lerobot(LeRobotStream(width: 640, height: 480, intrinsics: intrinsics, colorOrder: .rgb)))
        #expect(frames.socket == .sub)
        #expect(frames.endpoints.map(\.socketAddress) == ["tcp://127.0.0.1:5555"])
    }

    @Test func theSummarySaysWhoseFramesTheyAre() throws {
        let configuration = try ConfigurationFixture.read(
            Self.yaml(#"{ bind: "isaac+tcp://127.0.0.1:5561", stream: front, size: 1280x720 }"#))
        #expect(configuration.summary.contains("IsaacSimZMQ of 1280×720 as stream front"))
    }

    @Test func anAddressOfTheEnvironmentTakesTheRestFromTheFile() throws {
        let text = Self.yaml(#"{ bind: "isaac+tcp://*:5561", stream: front, size: 64x48 }"#)
        let frames = try ConfigurationFixture.read(text, environment: ["FATHOM_FRAMES": "isaac+tcp://127.0.0.1:9"])
            .frames
        #expect(frames.endpoints == [Endpoint(.bind, "isaac+tcp://127.0.0.1:9")])
        #expect(throws: ConfigurationError.self) {
            try ConfigurationFixture.read(text, environment: ["FATHOM_FRAMES": "tcp://127.0.0.1:9"])
        }
    }

    @Test(arguments: [
        (#"{ bind: "isaac+tcp://*:1", size: 64x48 }"#, "frames.stream"),
        (#"{ bind: "isaac+tcp://*:1", stream: front }"#, "frames.size"),
        (#"{ bind: "isaac+tcp://*:1", stream: "a b", size: 64x48 }"#, "frames.stream"),
        (#"{ bind: "isaac+tcp://*:1", stream: front, size: 64 }"#, "frames.size"),
        (#"{ bind: "isaac+tcp://*:1", stream: front, size: 0x48 }"#, "frames.size"),
        (#"{ bind: "isaac+tcp://*:1", stream: front, size: 64x48x3 }"#, "frames.size"),
        (#"{ bind: "isaac+tcp://*:1", stream: front, size: 64x48x }"#, "frames.size"),
        (#"{ bind: "isaac+tcp://*:1", stream: front, size: 64x99999999999999999999 }"#, "frames.size"),
        (#"{ bind: "isaac+tcp://*:1", stream: front, size: 64x48, intrinsics: 5 }"#, "frames.intrinsics"),
        (#"{ bind: "isaac+tcp://*:1", stream: front, size: 64x48, intrinsics: [1, 2, 3] }"#, "frames.intrinsics"),
        (
            #"{ bind: "isaac+tcp://*:1", stream: front, size: 64x48, intrinsics: [0, 2, 3, 4] }"#,
            "frames.intrinsics[0]"
        ),
        (#"{ bind: "isaac+tcp://*:1", stream: front, size: 64x48, socket: sub }"#, "frames.socket"),
        (#"{ connect: "isaac+tcp://*:1", stream: front, size: 64x48 }"#, "frames.connect"),
        (#"{ connect: ["isaac+tcp://a:1", "tcp://b:1"], stream: front, size: 64x48 }"#, "frames.connect"),
        (#"{ connect: "tcp://a:1", size: 64x48 }"#, "frames.size"),
        (#"{ connect: "tcp://a:1", color: rgb }"#, "frames.color"),
        (#"{ bind: "isaac+tcp://*:1", stream: front, size: 64x48, color: rgb }"#, "frames.color"),
        (#"{ connect: "lerobot+tcp://a:1", intrinsics: [1, 1, 0, 0] }"#, "frames.size"),
        (#"{ connect: "lerobot+tcp://a:1", size: 64x48 }"#, "frames.intrinsics"),
        (#"{ connect: "lerobot+tcp://a:1", size: 64x48, intrinsics: [1, 1, 0, 0], stream: a }"#, "frames.stream"),
        (#"{ connect: "lerobot+tcp://a:1", size: 64x48, intrinsics: [1, 1, 0, 0], color: grb }"#, "frames.color"),
        (#"{ connect: "lerobot+tcp://a:1", size: 64x48, intrinsics: [1, 1, 0, 0], socket: pull }"#, "frames.socket"),
        (#"{ connect: "issac+tcp://a:1" }"#, "frames.connect"),
    ])
    func whatIsMissingOrWrongIsNamed(frames: String, key: String) {
        #expect(ConfigurationFixture.issues(Self.yaml(frames)).map(\.keyPath) == [key])
    }

    @Test func thePagesExamplesAreAccepted() throws {
        let examples = try ConfigurationFixture.documentedExamples("streams.md")
        #expect(examples.count == 2)
        for example in examples {
            let findings = ConfigurationCheck(try ConfigurationFixture.read(example)).findings
            #expect(findings.filter { $0.severity == .error }.isEmpty)
        }
    }

    @Test func rewardsAreOnlyForFathomsOwnReaders() {
        let yaml = ConfigurationFixture.yaml(root: #"rewards: { bind: "isaac+tcp://127.0.0.1:5581" }"#)
        #expect(ConfigurationFixture.issues(yaml).map(\.keyPath) == ["rewards.bind"])
    }

    @Test func aTaskThatWaitsForAnotherStreamIsRefused() throws {
        let configuration = try ConfigurationFixture.read(
            Self.yaml(#"{ bind: "isaac+tcp://127.0.0.1:5561", stream: wrist, size: 64x48 }"#))
        let findings = ConfigurationCheck(configuration).findings.filter { $0.keyPath == "frames.stream" }
        #expect(findings.map(\.severity) == [.error])
    }
}
