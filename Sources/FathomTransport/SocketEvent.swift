/// What happened to one of a socket's connections.
public struct SocketEvent: Sendable, Equatable, CustomStringConvertible {
    public enum Kind: String, Sendable {
        case listening, bindFailed, accepted, acceptFailed, connected, handshakeSucceeded, handshakeFailed
        case disconnected, closed
    }

    public var kind: Kind
    public var endpoint: String
    /// In words, what libzmq knows of the cause; empty where the kind says it all.
    public var reason: String
    /// The connection's file descriptor, of `accepted`, `connected` and `disconnected`.
    public var connection: Int32?

    public init(kind: Kind, endpoint: String, reason: String = "", connection: Int32? = nil) {
        self.kind = kind
        self.endpoint = endpoint
        self.reason = reason
        self.connection = connection
    }

    /// Whether a peer was lost or refused.
    public var isLoss: Bool {
        switch kind {
        case .bindFailed, .acceptFailed, .handshakeFailed, .disconnected: true
        case .listening, .accepted, .connected, .handshakeSucceeded, .closed: false
        }
    }

    public var description: String {
        reason.isEmpty ? "\(endpoint): \(kind.rawValue)" : "\(endpoint): \(kind.rawValue): \(reason)"
    }
}
