import Fathom
import FathomTransport

extension Attachment {
    init(_ endpoint: Endpoint) {
        switch endpoint.attachment {
        case .bind: self = .bind(endpoint.socketAddress)
        case .connect: self = .connect(endpoint.socketAddress)
        }
    }
}

extension DaemonConfiguration {
    /// The source that the scheme of the frames' addresses asks for, of the streams of the tasks.
    func makeFrameSource(
        _ context: ZMQContext, clock: (@Sendable () -> Int64)? = nil
    ) throws(TransportError) -> any SocketFrameSource {
        try frames.makeSource(
            context, frames.endpoints.map { Attachment($0) }, streams: tasks.flatMap(\.streams.patterns), clock: clock)
    }
}

extension FramesConfiguration {
    /// A source that is attached to `attachments`.
    func makeSource(
        _ context: ZMQContext, _ attachments: [Attachment], streams: [StreamPattern],
        clock: (@Sendable () -> Int64)? = nil
    ) throws(TransportError) -> any SocketFrameSource {
        let pattern: ZeroMQFrameSource.Pattern = socket == .sub ? .subscribe : .pull
        let delivery: FathomTransport.Delivery = delivery == .latest ? .latest : .every
        var options = SocketOptions()
        options.receiveHighWaterMark = Int32(clamping: highWaterMark)
        options.maxMessageBytes = Int64(maxMessageBytes)
        let decoder: any PeerDecoder
        switch peer {
        case .fathom:
            return try ZeroMQFrameSource(
                context, pattern, attachments, streams: streams, delivery: delivery, options: options, clock: clock)
        case .isaac(let stream): decoder = IsaacDecoder(stream)
        case .lerobot(let options): decoder = LeRobotDecoder(options, streams: streams, maxStreams: maxStreams)
        }
        return try PeerFrameSource(
            context, pattern, attachments, decoder: decoder, delivery: delivery, options: options, clock: clock)
    }
}

extension StreamSelection {
    var patterns: [StreamPattern] {
        switch self {
        case .fused(let streams): streams.map { StreamPattern($0) }
        case .each(let pattern): [StreamPattern(pattern)]
        }
    }
}
