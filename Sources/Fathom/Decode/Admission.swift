/// How an admitted frame follows the last admitted one of its stream.
public struct Admission: Sendable, Equatable {
    public enum Continuity: Sendable, Equatable {
        case continues
        /// First of its episode: tracks, potential and progress start anew.
        case newEpisode
        /// First of its publisher's run, which begins an episode too.
        case newPublisher
        /// First after the clock was set back, which begins an episode too.
        case clockSetBack
    }

    public var continuity: Continuity
    /// Sequence numbers of this episode that are missing just before this frame: lost on the way, skipped by the
    /// receiver, or rejected. What went missing before an episode's first frame cannot be known.
    public var lostFrames: Int

    public init(continuity: Continuity, lostFrames: Int) {
        self.continuity = continuity
        self.lostFrames = lostFrames
    }

    public var isNewEpisode: Bool { continuity != .continues }
}
