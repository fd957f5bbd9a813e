/// One end of a ZeroMQ socket: an address and whether the daemon binds or connects it.
public struct Endpoint: Sendable, Equatable, CustomStringConvertible {
    public enum Attachment: String, Sendable, CaseIterable {
        case bind, connect
    }

    public var attachment: Attachment
    /// As libzmq takes it: `tcp://127.0.0.1:5581`, `ipc:///tmp/fathom-frames`, `inproc://frames`.
    public var address: String

    public init(_ attachment: Attachment, _ address: String) {
        self.attachment = attachment
        self.address = address
    }

    public var description: String { "\(attachment.rawValue) \(address)" }

    /// Whether other machines reach the address through any of this machine's interfaces.
    public var isWildcard: Bool {
        attachment == .bind
            && ["tcp://*:", "tcp://0.0.0.0:", "tcp://[::]:"].contains(where: address.hasPrefix)
    }
}
