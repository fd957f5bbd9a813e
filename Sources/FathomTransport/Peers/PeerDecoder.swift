public import Fathom

/// Turns the messages of another program into frames. Belongs to one thread.
public protocol PeerDecoder: AnyObject {
    /// Appends what one message holds: a frame for each camera in it, or why there is none.
    ///
    /// Planes may lie in `message`, which they keep alive.
    func decode(_ message: any ByteStorage, into found: inout [PeerFrame])

    /// What to report when a message is not the one part that the peer sends.
    func reject(_ rejection: Rejection, into found: inout [PeerFrame])
}

/// What a peer's message holds of one stream.
public enum PeerFrame: Sendable {
    case frame(Frame)
    case malformed(stream: String, Rejection)
    case unroutable(UnroutableReason)
}
