public import Fathom

/// Where a lane gets its messages from: live, replayed or synthetic.
public protocol FrameSource: AnyObject {
    /// The next message, or `nil` when nothing is pending; never waits.
    ///
    /// Take until `nil` before waiting for more: what a source has drained no longer shows in a poll.
    func receive() throws(TransportError) -> SourceMessage?
}

/// A source that a lane can poll.
public protocol SocketFrameSource: FrameSource {
    var socket: ZMQSocket { get }
}

/// One message of a source, told apart by its stream.
public enum SourceMessage: Sendable {
    /// A frame in Fathom's own messages, not decoded.
    case frame(FrameMessage)
    /// A frame that came in another program's message.
    case decoded(DecodedFrame)
    /// What a user's detector says; one `fathom.v1.Detections`.
    case detections(stream: String, bytes: any ByteStorage)
    /// The stream is known, the message is not the frame that its topic says.
    case malformedFrame(stream: String, Rejection)
    /// The stream is known, the message is not the detections that its topic says.
    case malformedDetections(stream: String, Rejection)
    case unroutable(UnroutableReason)
}

/// The parts of a frame's message.
public struct FrameMessage: Sendable {
    public var stream: String
    /// Part 1, a `fathom.v1.FrameHeader`.
    public var header: any ByteStorage
    /// Parts 2 and following.
    public var planes: [any ByteStorage]
    /// Frames of this stream that were skipped in favour of this one.
    public var skipped: Int
    /// When the message came off the socket, by the receiver's wall clock since the Unix epoch; `nil` when nobody looked.
    public var receiveTimeNanoseconds: Int64?

    public init(
        stream: String, header: any ByteStorage, planes: [any ByteStorage], skipped: Int = 0,
        receiveTimeNanoseconds: Int64? = nil
    ) {
        self.stream = stream
        self.header = header
        self.planes = planes
        self.skipped = skipped
        self.receiveTimeNanoseconds = receiveTimeNanoseconds
    }
}

/// A frame whose message the source has read itself.
public struct DecodedFrame: Sendable {
    public var frame: Frame
    /// Frames of this stream that were skipped in favour of this one.
    public var skipped: Int
    /// When the message came off the socket, by the receiver's wall clock since the Unix epoch; `nil` when nobody looked.
    public var receiveTimeNanoseconds: Int64?

    public init(_ frame: Frame, skipped: Int = 0, receiveTimeNanoseconds: Int64? = nil) {
        self.frame = frame
        self.skipped = skipped
        self.receiveTimeNanoseconds = receiveTimeNanoseconds
    }
}

/// What to do when frames come faster than they are processed.
public enum Delivery: String, Sendable, CaseIterable {
    /// Keep the newest of each stream, count the rest (live robots).
    case latest
    /// Process each one; the sender waits (training in simulation, relabelling).
    case every
}
