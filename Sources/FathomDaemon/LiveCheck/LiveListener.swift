internal import Fathom
internal import FathomTransport
internal import FathomWire
internal import Foundation

/// Listens where the daemon would until every configured stream has sent a frame. Belongs to one thread.
final class LiveListener {
    private var hearing: LiveHearing
    private let source: any SocketFrameSource
    private let monitor: SocketMonitor
    private let poller: Poller
    private let decoder = FrameDecoder()
    private let detections = DetectionsCodec()

    /// - Throws: `TransportError` when the endpoint cannot be attached to, or another process listens on it.
    init(_ configuration: DaemonConfiguration) throws(TransportError) {
        hearing = LiveHearing(configuration)
        let frames = configuration.frames
        let context = try ZMQContext()
        var latest = frames
        latest.delivery = .latest
        source = try latest.makeSource(context, [], streams: [StreamPattern("*")])
        // What else is said there explains best why the wanted is missing.
        if frames.socket == .sub { try source.socket.subscribe(prefix: "") }
        monitor = try SocketMonitor(source.socket, context)
        poller = Poller([source.socket, monitor.events])
        for endpoint in frames.endpoints {
            if endpoint.attachment == .bind { try Self.checkFree(endpoint.socketAddress) }
            try source.socket.attach(Attachment(endpoint))
        }
    }

    /// Waits until all has come, or the time is over.
    func listen(seconds: Double) throws(TransportError) -> LiveHearing {
        let clock = ContinuousClock()
        let end = clock.now + .seconds(seconds)
        while !hearing.isComplete, clock.now < end {
            try poller.wait(milliseconds: 50)
            while let event = try monitor.next() { hearing.note(event) }
            while !hearing.isComplete, clock.now < end, let message = try source.receive() { note(message) }
        }
        return hearing
    }

    private func note(_ message: SourceMessage) {
        do throws(Rejection) {
            switch message {
            case .frame(let message):
                var frame = Frame(stream: message.stream)
                try decoder.decode(
                    header: message.header.bytes, parts: message.planes, stream: message.stream, into: &frame)
                hearing.note(frame, at: Clocks.system.wall())
            case .decoded(let decoded):
                hearing.note(decoded.frame, at: Clocks.system.wall())
            case .detections(let stream, let bytes):
                let found = try detections.decode(bytes.bytes, stream: stream)
                try FrameValidator.check(found)
                hearing.note(found)
            case .malformedFrame(let stream, let rejection), .malformedDetections(let stream, let rejection):
                hearing.note(malformed: stream, rejection)
            case .unroutable(let reason):
                hearing.note(reason)
            }
        } catch {
            hearing.note(malformed: message.stream ?? "", error)
        }
    }

    /// libzmq takes an `ipc://` address away from whoever listens there; a check must not do that to a running daemon.
    private static func checkFree(_ address: String) throws(TransportError) {
        guard address.hasPrefix("ipc://"), LocalSocket.isListening(String(address.dropFirst(6))) else { return }
        throw .failed(operation: "bind", endpoint: address, reason: "another process listens there", code: EADDRINUSE)
    }
}
