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
    /// How an admitted frame follows the one before.
    public enum Continuity: Sendable, Equatable {
        case continues
        /// First of its episode: tracks, potential and progress start anew.
        case newEpisode
        /// First of its publisher's run, which is a new episode too.
        case newPublisher
    }

    /// What the caller learns of an admitted frame.
    public struct Admission: Sendable, Equatable {
        public var continuity: Continuity
        /// Frames of this episode, between the last admitted one and this, that were not admitted: lost on the way,
        /// skipped by the receiver, or rejected. What went missing before an episode's first frame cannot be known.
        public var missing: Int

        public init(continuity: Continuity, missing: Int) {
            self.continuity = continuity
            self.missing = missing
        }

        public var startsEpisode: Bool { continuity != .continues }
    }

    public var limits: FrameLimits
    var last: Position?
    var retired = RetiredEpochs()

    public init(limits: FrameLimits = FrameLimits()) {
        self.limits = limits
    }

    /// Admits `frame` as the next one of its stream, or says which field cannot be right.
    ///
    /// Compressed pixels are not looked at; `PlaneDecoder` judges them.
    public mutating func admit(_ frame: Frame) throws(Rejection) -> Admission {
        try checkCamera(of: frame)
        try checkPlanes(of: frame)
        try checkScene(of: frame)
        let admission = try follow(frame)
        if let last, last.publisherEpoch != frame.publisherEpoch { retired.insert(last.publisherEpoch) }
        last = Position(frame)
        return admission
    }
}
