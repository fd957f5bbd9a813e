/// One end of a ZeroMQ socket: an address and whether the daemon binds or connects it.
public struct Endpoint: Sendable, Equatable, CustomStringConvertible {
    public enum Attachment: String, Sendable, CaseIterable {
        case bind, connect
    }

    public var attachment: Attachment
    /// Whose messages come from an address, where not Fathom's own: what stands before the `+` of its scheme.
    public enum Peer: String, Sendable, CaseIterable {
        case isaac, lerobot
    }

    /// `tcp://127.0.0.1:5581`, `ipc:///tmp/fathom-frames`, `inproc://frames`, `isaac+tcp://*:5561`.
    public var address: String

    public init(_ attachment: Attachment, _ address: String) {
        self.attachment = attachment
        self.address = address
    }

    public var peer: Peer? {
        Peer.allCases.first { address.hasPrefix("\($0.rawValue)+") }
    }

    /// The address as libzmq takes it.
    public var socketAddress: String {
        peer.map { String(address.dropFirst($0.rawValue.count + 1)) } ?? address
    }

    public var description: String { "\(attachment.rawValue) \(address)" }

    /// Whether other machines reach the address through any of this machine's interfaces.
    public var isWildcard: Bool {
        attachment == .bind
            && ["tcp://*:", "tcp://0.0.0.0:", "tcp://[::]:"].contains(where: socketAddress.hasPrefix)
    }
}
