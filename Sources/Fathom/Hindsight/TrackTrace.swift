/// Keeps what a pipeline knew after each look, an episode at a time, for those who look back on it.
///
/// Belongs to the pipeline's thread.
public final class TrackTrace {
    private var current: EpisodeTrace?
    private var finished: [EpisodeTrace] = []

    public init() {}

    /// The episodes that have ended since the last call.
    public func takeFinished() -> [EpisodeTrace] {
        defer { finished.removeAll() }
        return finished
    }

    /// Ends the episode that is under way.
    /// - Parameter isWhole: whether it came to its end, and was not cut off.
    public func finish(isWhole: Bool = true) {
        if var current, !current.frames.isEmpty {
            current.isWhole = isWhole
            finished.append(current)
        }
        current = nil
    }

    func begin(_ configuration: TaskConfiguration) {
        finish()
        current = EpisodeTrace(configuration: configuration)
    }

    func note(_ look: EpisodeTrace.Look) {
        current?.append(look)
    }

    func note(_ reward: Reward, up: Vector3?, in referenceFrame: ReferenceFrame) {
        current?.append(reward, up: up, in: referenceFrame)
    }
}

/// The tracks of one episode, look by look.
public struct EpisodeTrace: Sendable {
    /// Looks that are kept: at 30 a second more than half an hour. Each takes about 2 KB.
    public static let capacity = 65_536

    /// What one camera's frame left in the tracks.
    struct Look: Sendable {
        /// Capture time.
        var nanoseconds: Int64
        var gripper: Entity
        var target: Entity
        /// Where the gripper is, with its rotation where that is known.
        var grip: Transform?
    }

    /// One track after a look.
    struct Entity: Sendable {
        var state: EntityTrack.State
        var identity: Int
        /// How this look's sighting went into the filter.
        var correction: EntityTrack.Correction
        var filter: PositionFilter?
        /// With all that is added for what averaging cannot take away, and for what may happen unseen, square metres.
        var covariance: Matrix3
        var isCarried: Bool
    }

    /// A frame that brought a reward.
    struct Frame: Sendable {
        var reward: Reward
        /// Of the look that came with it; what the tracks knew in this frame.
        var look: Int
        var up: Vector3?
        var referenceFrame: ReferenceFrame
    }

    let configuration: TaskConfiguration
    private(set) var looks: [Look] = []
    private(set) var frames: [Frame] = []
    /// Whether it became longer than is kept, so that nothing can be said of it.
    private(set) var isTooLong = false
    /// Whether its end is known.
    var isWhole = true

    init(configuration: TaskConfiguration) {
        self.configuration = configuration
    }

    mutating func append(_ look: Look) {
        guard looks.count < Self.capacity, !isTooLong else {
            isTooLong = true
            return looks.removeAll()
        }
        looks.append(look)
    }

    mutating func append(_ reward: Reward, up: Vector3?, in referenceFrame: ReferenceFrame) {
        // One frame is enough to tell of which episode nothing is said.
        guard !isTooLong || frames.isEmpty else { return frames.removeLast(frames.count - 1) }
        frames.append(Frame(reward: reward, look: looks.count - 1, up: up, referenceFrame: referenceFrame))
    }
}

extension EpisodeTrace.Entity {
    init(_ track: EntityTrack, at time: Int64) {
        self.init(
            state: track.state, identity: track.identity, correction: track.correction, filter: track.filter,
            covariance: track.totalCovariance(at: time), isCarried: track.attachment.isHeld)
    }

    /// Whether this look showed it.
    var isSight: Bool { state == .seen && correction != .none }
}
