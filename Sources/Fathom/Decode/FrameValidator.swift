/// Decides whether a frame can be what its sender claims, and where it stands in its stream.
///
/// One for each stream. A frame that is not admitted changes nothing, so that the next good one is judged as if the
/// bad one had never come. Admitting a frame allocates no memory.
///
/// Order within a stream:
/// - `sequence` strictly increases and `step` does not decrease within an episode.
/// - `capture_time_ns` does not go back; equal times are allowed, because a simulator may render twice without
///   stepping. A new episode may restart the simulation clock, not the real-time and monotonic ones.
/// - A new publisher epoch begins a new episode, even under the same name, and forgets all of these. Frames of the
///   epochs before it are refused, so that two publishers cannot take turns on a stream.
public struct FrameValidator: Sendable {
    var last: Position?
    var retired = RetiredEpochs()

    public init() {}

    /// Admits `frame` as the next one of its stream, or says which field cannot be right.
    ///
    /// Compressed pixels are not looked at; `PlaneDecoder` judges them.
    public mutating func admit(_ frame: Frame, limits: FrameLimits = FrameLimits()) throws(Rejection) -> Admission {
        try Self.checkCamera(of: frame, limits)
        try Self.checkPlanes(of: frame)
        try Self.checkScene(of: frame)
        try Self.checkTime(frame.captureTimeNanoseconds)
        let admission = try follow(frame)
        if let last, last.publisherEpoch != frame.publisherEpoch { retired.insert(last.publisherEpoch) }
        last = Position(frame)
        return admission
    }
}
