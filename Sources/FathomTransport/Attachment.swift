/// Which end of a ZeroMQ connection a socket is.
public enum Attachment: Sendable, Hashable, CustomStringConvertible {
    case bind(String)
    case connect(String)

    public var endpoint: String {
        switch self {
        case .bind(let endpoint), .connect(let endpoint): endpoint
        }
    }

    public var description: String {
        switch self {
        case .bind(let endpoint): "bind \(endpoint)"
        case .connect(let endpoint): "connect \(endpoint)"
        }
    }
}

extension ZMQSocket {
    public func attach(_ attachment: Attachment) throws(TransportError) {
        switch attachment {
        case .bind(let endpoint): try bind(endpoint)
        case .connect(let endpoint): try connect(endpoint)
        }
    }
}
