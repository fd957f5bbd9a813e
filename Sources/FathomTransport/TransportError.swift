public import Fathom

/// What can go wrong with a socket.
public enum TransportError: Error, Equatable, Sendable, CustomStringConvertible {
    /// libzmq refused an operation; `reason` is its own text, `code` its errno.
    case failed(operation: String, endpoint: String, reason: String, code: Int32)
    /// A message of ours that cannot be written, or one of a peer that cannot be read.
    case message(Rejection)

    public var description: String {
        switch self {
        case .failed(let operation, "", let reason, _): "\(operation): \(reason)"
        case .failed(let operation, let endpoint, let reason, _): "\(operation) \(endpoint): \(reason)"
        case .message(let rejection): rejection.description
        }
    }
}
