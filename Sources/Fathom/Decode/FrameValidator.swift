/// Decides whether a frame can be what its sender claims, and where it stands in its stream.
///
/// One for each stream. A frame that is not admitted changes nothing but the count of frames in a row whose clock went
/// back, so that the next good one is judged as if the bad one had never come. Admitting a frame allocates no memory.
///
/// Order within a stream:
/// - `sequence` strictly increases and `step` does not decrease within an episode.
/// - `capture_time_ns` does not go back; equal times are allowed, because a simulator may render twice without
///   stepping. A new episode may restart the clock or change to another one.
/// - One frame whose time went back is refused. When five in a row agree among themselves, the clock was set back, or
///   the time before was wrong: the fifth is admitted and begins a new episode, as times across it cannot be compared.
/// - A new publisher epoch begins a new episode, even under the same name, and forgets all of these. Frames of the
///   epochs before it are refused, so that two publishers cannot take turns on a stream, until the newest one has
///   fallen silent.
public struct FrameValidator: Sendable {
    var last: Position?
    var retired = RetiredEpochs()
    var setBack: SetBack?

    public init() {}

    /// Admits `frame` as the next one of its stream, or says which field cannot be right.
    ///
    /// Compressed pixels are not looked at; `PlaneDecoder` judges them.
    public mutating func admit(_ frame: Frame, limits: FrameLimits = FrameLimits()) throws(Rejection) -> Admission {
        try Self.checkCamera(of: frame, limits)
        try Self.checkPlanes(of: frame)
        try Self.checkScene(of: frame)
        try Self.checkEpisode(frame.episode)
        try Self.checkTime(frame.captureTimeNanoseconds)
        let admission = try follow(frame)
        if let last, last.publisherEpoch != frame.publisherEpoch { retired.insert(last.publisherEpoch) }
        last = Position(frame)
        setBack = nil
        return admission
    }

    /// Lets publishers come back that another one has replaced: it has fallen silent.
    public mutating func readmitRetired() {
        retired = RetiredEpochs()
    }
}
