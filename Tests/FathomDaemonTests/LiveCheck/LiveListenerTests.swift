import Fathom
import FathomTransport
import Foundation
import Testing

@testable import FathomDaemon

/// Over real sockets: what a publisher sends is what the check sees.
@Suite struct LiveListenerTests {
    static func configuration(_ endpoint: Endpoint) -> DaemonConfiguration {
        DaemonConfiguration(frames: FramesConfiguration(endpoints: [endpoint]), tasks: [LiveFixture.task()])
    }

    static func temporarySocket() -> String {
        FileManager.default.temporaryDirectory.appending(path: "fathom-\(UUID().uuidString)").path
    }

    @Test func aPublishedFrameIsHeardWhole() throws {
        let publisher = try ZeroMQFramePublisher(try ZMQContext(), .publish, .bind("tcp://127.0.0.1:*"))
        let listener = try LiveListener(Self.configuration(Endpoint(.connect, publisher.endpoint)))
        #expect(try publisher.waitForSubscription(milliseconds: 20_000))
        // The subscription to all came first of several; a frame may still find the socket half subscribed.
        for sequence in 0..<3 as Range<UInt64> {
            #expect(try publisher.send(LiveFixture.frame { $0.sequence = sequence }))
        }
        let hearing = try listener.listen(seconds: 20)
        #expect(hearing.isComplete && hearing.peers == 1)
        #expect(LiveReport(LiveFixture.task(), frames: hearing.heard).report.isAcceptable)
    }

    @Test func anAddressOnWhichTheDaemonListensIsLeftToIt() throws {
        let path = Self.temporarySocket()
        let context = try ZMQContext()
        let daemon = try ZMQSocket(context, .sub)
        try daemon.bind("ipc://\(path)")
        #expect(LocalSocket.isListening(path))
        let error = #expect(throws: TransportError.self) {
            _ = try LiveListener(Self.configuration(Endpoint(.bind, "ipc://\(path)")))
        }
        #expect(error?.description == "bind ipc://\(path): another process listens there")
        #expect(LocalSocket.isListening(path))
    }

    @Test func anAddressThatNobodyHoldsIsFree() {
        #expect(!LocalSocket.isListening(Self.temporarySocket()))
        #expect(!LocalSocket.isListening(""))
        #expect(!LocalSocket.isListening(String(repeating: "x", count: 500)))
    }
}
