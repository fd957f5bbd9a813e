/// What a session carries from one episode into the next.
///
/// A pipeline that is restored from the one taken before an episode's first frame, under the configuration then in force,
/// gives the same rewards from there on as the one that it was taken from.
public struct PipelineCheckpoint: Sendable, Equatable {
    /// Number of the next reward.
    public var nextSequence: UInt64
    /// Of the episode that ends; `nil` before the first.
    public var episodeIndex: UInt64?
    public var isPaused: Bool
    public var streams: [StreamCheckpoint]
    public var cameras: CamerasCheckpoint

    public init(
        nextSequence: UInt64 = 0, episodeIndex: UInt64? = nil, isPaused: Bool = false, streams: [StreamCheckpoint] = [],
        cameras: CamerasCheckpoint = CamerasCheckpoint()
    ) {
        self.nextSequence = nextSequence
        self.episodeIndex = episodeIndex
        self.isPaused = isPaused
        self.streams = streams
        self.cameras = cameras
    }
}

/// How a session's cameras get on, and what was told of it.
public struct CamerasCheckpoint: Sendable, Equatable {
    /// Two cameras that contradicted each other; the one that is named first in the configuration stands first.
    public struct Pair: Sendable, Equatable {
        public var one: String
        public var other: String
        /// Disagreements less agreements, bounded.
        public var strikes: Int
        /// What the second sees less what the first sees, metres.
        public var offset: Vector3

        public init(one: String, other: String, strikes: Int, offset: Vector3) {
            self.one = one
            self.other = other
            self.strikes = strikes
            self.offset = offset
        }
    }

    /// The doubt that rewards tell of.
    public struct Told: Sendable, Equatable {
        public var camera: String
        public var other: String
        public var millimeters: Int

        public init(camera: String, other: String, millimeters: Int) {
            self.camera = camera
            self.other = other
            self.millimeters = millimeters
        }
    }

    public var pairs: [Pair]
    public var told: Told?

    public init(pairs: [Pair] = [], told: Told? = nil) {
        self.pairs = pairs
        self.told = told
    }
}

/// Where one stream of a session stands.
public struct StreamCheckpoint: Sendable, Equatable {
    public var stream: String
    /// The last admitted frame.
    public var last: FrameValidator.Position?
    /// Publisher epochs that a newer one has replaced, oldest first.
    public var retiredEpochs: [UInt64]
    /// Frames in a row that were refused because of their time alone.
    public var setBack: FrameValidator.SetBack?
    public var silence: Silence
    public var admittedSequence: UInt64?
    /// Frames refused since the last admitted one.
    public var rejected: Int

    public init(
        stream: String, last: FrameValidator.Position?, retiredEpochs: [UInt64], setBack: FrameValidator.SetBack?,
        silence: Silence, admittedSequence: UInt64?, rejected: Int
    ) {
        self.stream = stream
        self.last = last
        self.retiredEpochs = retiredEpochs
        self.setBack = setBack
        self.silence = silence
        self.admittedSequence = admittedSequence
        self.rejected = rejected
    }
}

extension Pipeline {
    /// A pipeline that goes on with another one's next episode.
    ///
    /// Streams that the configuration does not have are left out, as under another configuration they may be.
    /// - Throws: `Rejection` when the configuration cannot be put in force.
    public convenience init(
        configuration: TaskConfiguration, session: String = "", resuming checkpoint: PipelineCheckpoint
    ) throws(Rejection) {
        try self.init(configuration: configuration, session: session, firstSequence: checkpoint.nextSequence)
        episodeIndex = checkpoint.episodeIndex
        isPaused = checkpoint.isPaused
        cameras.restore(checkpoint.cameras)
        for stream in checkpoint.streams {
            for inlet in inlets where inlet.stream == stream.stream { inlet.restore(stream) }
        }
    }

    /// The state before `event` when an episode may begin with it; `nil` when surely none does.
    ///
    /// Everything else that a pipeline holds is made anew by an episode's first frame.
    public func checkpoint(before event: Event) -> PipelineCheckpoint? {
        let frame: Frame
        switch event {
        case .frame(let next, _):
            frame = next
        case .step(let frames):
            guard let next = frames.first(where: { $0.stream == primary }) else { return nil }
            frame = next
        default:
            return nil
        }
        guard frame.stream == primary, startsEpisode || inlets[0].mayBeginEpisode(frame) else { return nil }
        return checkpoint
    }

    /// The state between two episodes.
    public var checkpoint: PipelineCheckpoint {
        PipelineCheckpoint(
            nextSequence: nextSequence, episodeIndex: episodeIndex, isPaused: isPaused,
            streams: inlets.map(\.checkpoint), cameras: cameras.checkpoint)
    }

    /// Episodes that began so far, less one; `nil` before the first.
    public var currentEpisodeIndex: UInt64? { episodeIndex }
}
