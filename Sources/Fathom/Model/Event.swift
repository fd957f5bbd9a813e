/// What a human or a controller says about a running episode.
public enum HumanEvent: UInt8, Sendable, CaseIterable {
    case success, failure, intervention, rerecord, pause, resume

    public var name: String {
        switch self {
        case .success: "success"
        case .failure: "failure"
        case .intervention: "intervention"
        case .rerecord: "rerecord"
        case .pause: "pause"
        case .resume: "resume"
        }
    }
}

/// One entry of a session's log. The pipeline is a pure function of the sequence of these.
public enum Event: Sendable {
    /// A frame, and how many of its stream were skipped or lost since the one before.
    case frame(Frame, skipped: Int)
    /// The frames of one control step, one a camera, in any order; the primary stream's brings the reward.
    case step([Frame])
    /// A frame of a known stream whose header could not be read.
    case malformedFrame(stream: String, Rejection)
    /// Detections of a known stream that could not be read. They do not show that its camera is alive.
    case malformedDetections(stream: String, Rejection)
    /// What a user's detector says of an earlier frame.
    case detections(Detections)
    /// The receiver's monotonic clock, in nanoseconds; decides what is stale.
    case tick(monotonicNanoseconds: Int64)
    /// Another target by description from the next frame on, and the digest of the configuration that makes.
    case setTarget(description: String, digest: String)
    /// A new episode with the next frame.
    case resetEpisode
    case human(HumanEvent)
}
