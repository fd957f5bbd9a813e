import Fathom
import FathomTransport
import Testing

@testable import FathomDaemon

/// Why a stream is missing, from what came instead.
@Suite struct LiveHearingTests {
    static let bad = Rejection("header", expected: "a fathom.v1.FrameHeader", found: "3 bytes")

    static func hearing(
        _ attachment: Endpoint.Attachment = .connect, task: TaskConfiguration = LiveFixture.task()
    ) -> LiveHearing {
        let frames = FramesConfiguration(endpoints: [Endpoint(attachment, "tcp://127.0.0.1:5580")])
        return LiveHearing(DaemonConfiguration(frames: frames, tasks: [task]))
    }

    static func cause(_ hearing: LiveHearing) -> String? {
        hearing.tasks.first.flatMap { hearing.lines(for: $0).first?.description }
    }

    @Test func withoutAPeerTheEndpointIsNamed() {
        #expect(Self.cause(Self.hearing())?.contains("no publisher answers at tcp://127.0.0.1:5580") == true)
        #expect(Self.cause(Self.hearing(.bind))?.contains("no publisher has connected to tcp://127.0.0.1:5580") == true)
    }

    @Test func theReasonOfALossIsTold() {
        var hearing = Self.hearing()
        hearing.note(SocketEvent(kind: .handshakeSucceeded, endpoint: "tcp://127.0.0.1:5580"))
        hearing.note(SocketEvent(kind: .disconnected, endpoint: "tcp://127.0.0.1:5580", reason: "too large"))
        #expect(Self.cause(hearing)?.hasSuffix("Last: tcp://127.0.0.1:5580: disconnected: too large") == true)
    }

    @Test func aSilentPublisherIsTold() {
        var hearing = Self.hearing()
        hearing.note(SocketEvent(kind: .handshakeSucceeded, endpoint: "tcp://127.0.0.1:5580"))
        #expect(Self.cause(hearing)?.contains("a publisher is connected and sends nothing of it") == true)
    }

    @Test func otherStreamsAndStrangeTopicsAreToldWithTheNearestName() {
        var hearing = Self.hearing()
        for stream in ["fronts", "side", "side"] { hearing.note(LiveFixture.frame { $0.stream = stream }, at: 0) }
        for _ in 0..<2 { hearing.note(.unknownTopic) }
        #expect(
            Self.cause(hearing)
                == "✗ stream front: no frame of it; heard instead: streams 'fronts', 'side', 2 × unknown topic. Is 'fronts' "
                + "meant?")
        #expect(hearing.heard.isEmpty)
    }

    @Test func whatCannotBeReadIsToldAndWaitingForMoreEnds() {
        var hearing = Self.hearing()
        for _ in 0..<3 {
            #expect(!hearing.isComplete)
            hearing.note(malformed: "front", Self.bad)
        }
        #expect(hearing.isComplete)
        #expect(
            Self.cause(hearing)
                == "✗ stream front: 3 messages came and none can be read: header: expected a fathom.v1.FrameHeader, found 3 "
                + "bytes")
    }

    @Test func aFrameOfEveryStreamCompletesIt() {
        var hearing = Self.hearing(task: LiveFixture.task { $0.streams = .fused(["front", "side"]) })
        hearing.note(LiveFixture.frame(), at: 0)
        #expect(!hearing.isComplete)
        hearing.note(LiveFixture.frame { $0.stream = "side" }, at: 0)
        #expect(hearing.isComplete && hearing.heard.map(\.stream) == ["front", "side"])
        #expect(Self.cause(hearing) == nil)
    }

    @Test func aPatternIsCompleteWithOneOfItsStreams() {
        var hearing = Self.hearing(task: LiveFixture.task { $0.streams = .each(pattern: "env-*") })
        hearing.note(LiveFixture.frame { $0.stream = "env-7" }, at: 0)
        #expect(hearing.isComplete)
    }

    @Test func aTaskThatAsksForDetectionsWaitsForThem() {
        var hearing = Self.hearing(task: LiveFixture.task(.detections("ball")))
        hearing.note(LiveFixture.frame(), at: 0)
        #expect(!hearing.isComplete && Self.cause(hearing) == "✗ nothing came on detections/front")
        hearing.note(Detections(stream: "front", captureTimeNanoseconds: 0, regions: []))
        #expect(hearing.isComplete)
    }

    @Test func clocksThatDisagreeAreTold() {
        var hearing = Self.hearing()
        hearing.note(LiveFixture.frame { $0.clock = .realtime }, at: 90_000_000_000)
        #expect(Self.cause(hearing)?.contains("this machine's are 90.0 s apart") == true)
    }

    @Test func whatIsRememberedIsBounded() {
        var hearing = Self.hearing(task: LiveFixture.task { $0.streams = .each(pattern: "env-*") })
        for index in 0..<200 {
            hearing.note(Frame(stream: "env-\(index)"), at: 0)
            hearing.note(Frame(stream: "other-\(index)"), at: 0)
            hearing.note(malformed: "env-\(index)", Self.bad)
        }
        #expect(hearing.heard.count == 64)
    }
}
