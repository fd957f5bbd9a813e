import Fathom
import FathomTransport

extension Attachment {
    init(_ endpoint: Endpoint) {
        switch endpoint.attachment {
        case .bind: self = .bind(endpoint.address)
        case .connect: self = .connect(endpoint.address)
        }
    }
}

extension ZeroMQFrameSource {
    /// The source that a configuration asks for: the streams of its tasks.
    convenience init(
        _ context: ZMQContext, _ configuration: DaemonConfiguration, clock: (@Sendable () -> Int64)? = nil
    ) throws(TransportError) {
        let frames = configuration.frames
        var options = SocketOptions()
        options.receiveHighWaterMark = Int32(clamping: frames.highWaterMark)
        options.maxMessageBytes = Int64(frames.maxMessageBytes)
        try self.init(
            context, frames.socket == .sub ? .subscribe : .pull, frames.endpoints.map { Attachment($0) },
            streams: configuration.tasks.flatMap(\.streams.patterns),
            delivery: frames.delivery == .latest ? .latest : .every, options: options, clock: clock)
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
