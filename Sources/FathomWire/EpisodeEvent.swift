public import Fathom

/// One entry of a session's log as it is stored: what the pipeline processed, still as it was received.
public struct EpisodeEvent: Sendable {
    public enum Body: Sendable {
        /// A frame whose header is `parts[0]` and whose planes follow.
        /// - redBlueSwapped: parts, counted as in the header, whose pixels have red and blue in each other's place.
        case frame(skipped: Int, redBlueSwapped: [Int] = [])
        /// For each camera of a control step its number of planes; `parts` holds each one's header, then its planes.
        case step(planes: [UInt32])
        case malformedFrame(stream: String, Rejection)
        case malformedDetections(stream: String, Rejection)
        /// One `fathom.v1.Detections` is `parts[0]`.
        case detections(stream: String)
        case tick(monotonicNanoseconds: Int64)
        case setTarget(description: String, digest: String)
        case resetEpisode
        case human(HumanEvent)
    }

    /// Position in the session's log.
    public var index: UInt64
    public var receiveTimeNanoseconds: Int64?
    /// The state before the event, where a file begins with it.
    public var checkpoint: PipelineCheckpoint?
    public var body: Body
    /// Message parts, as they were received.
    public var parts: [any ByteStorage]

    public init(
        index: UInt64, receiveTimeNanoseconds: Int64? = nil, checkpoint: PipelineCheckpoint? = nil, body: Body,
        parts: [any ByteStorage] = []
    ) {
        self.index = index
        self.receiveTimeNanoseconds = receiveTimeNanoseconds
        self.checkpoint = checkpoint
        self.body = body
        self.parts = parts
    }
}
