public import Fathom
public import FathomWire

/// Takes down what one session's pipeline processes, in order, with the rewards that came of it. Belongs to one thread.
///
/// Never waits: what the disk cannot keep up with is dropped, as `RecordingConfiguration.Overflow` says.
public final class SessionRecorder {
    private let recorder: Recorder
    private let id: UInt64
    private let session: RecordedSession
    private var start: RecordedStart
    private let now: @Sendable () -> Int64
    private var nextIndex: UInt64 = 0
    private var episodeIndex: UInt64?
    /// With `endEpisode`: waits for the next one, because something could not be taken down.
    private var isWaiting = false
    private var isBehind = false
    private var quiet = QuietTicks()

    init(
        _ recorder: Recorder, id: UInt64, _ session: RecordedSession, start: RecordedStart,
        now: @escaping @Sendable () -> Int64
    ) {
        self.recorder = recorder
        self.id = id
        self.session = session
        self.start = start
        self.now = now
    }

    /// Events so far, recorded or not.
    public var eventCount: Int { Int(clamping: nextIndex) }

    /// What a session says of itself about an event.
    public struct State {
        /// Before the event, where an episode may have begun with it.
        public var checkpoint: PipelineCheckpoint?
        /// After it.
        public var episodeIndex: UInt64?
        /// A stream that was silent for longer is found stale.
        public var staleAfterNanoseconds: Int64

        public init(checkpoint: PipelineCheckpoint?, episodeIndex: UInt64?, staleAfterNanoseconds: Int64) {
            self.checkpoint = checkpoint
            self.episodeIndex = episodeIndex
            self.staleAfterNanoseconds = staleAfterNanoseconds
        }
    }

    /// Takes down an event that was processed.
    ///
    /// - Parameters:
    ///   - body: what it was.
    ///   - parts: the message parts it came in.
    ///   - frame: the frame of another program's message, in place of parts.
    public func record(
        _ body: EpisodeEvent.Body, parts: [any ByteStorage] = [], frame: Frame? = nil, receivedAt: Int64?,
        _ state: State, reward: Reward?
    ) {
        if case .tick(let time) = body, reward == nil, quiet.isIdle(at: time, limit: state.staleAfterNanoseconds) {
            return
        }
        if !body.isTick { quiet.end() }
        // Another target begins to count anew, but its tracks go on.
        let begins = body.hasFrames && state.episodeIndex != episodeIndex
        episodeIndex = state.episodeIndex
        let isFirst = nextIndex == 0
        var event = EpisodeEvent(index: nextIndex, receiveTimeNanoseconds: receivedAt, body: body, parts: parts)
        nextIndex += 1
        if begins || isFirst { event.checkpoint = state.checkpoint }
        let recorded = RecordedEvent(
            event: event, frame: frame, reward: reward, logTimeNanoseconds: now(),
            start: begins || isFirst ? start : nil, beginsEpisode: begins)
        if case .setTarget(let description, let digest) = body {
            start = RecordedStart(target: description, digest: digest)
        }
        offer(recorded)
    }

    /// Takes down that an event was processed which is not recorded.
    public func miss() {
        nextIndex += 1
    }

    private func offer(_ recorded: RecordedEvent) {
        if isWaiting, !recorded.beginsEpisode { return }
        let outcome = recorder.queue.offer(.event(session: id, recorded))
        // Told once for each time that the queue fills.
        if outcome != .taken, !isBehind { recorder.report(.behind(task: session.task, session: session.session)) }
        isBehind = outcome != .taken
        isWaiting = outcome == .refused && recorder.configuration.overflow == .endEpisode
    }

    /// The session has ended.
    public func close() {
        _ = recorder.queue.offer(.close(session: id, next: nextIndex))
    }
}

/// Tells ticks that change nothing from others, so that a silent session's recording does not grow.
///
/// A pipeline asks ticks only how long a stream has been silent. Since the first tick after any other event, each of them counts
/// from that one or an earlier; behind the first that is later by more than the limit all of them have found their silence.
private struct QuietTicks {
    private var first: Int64?
    private var isOver = false

    mutating func isIdle(at time: Int64, limit: Int64) -> Bool {
        if isOver { return true }
        guard let first else {
            self.first = time
            return false
        }
        isOver = time - first > limit
        return false
    }

    mutating func end() {
        self = QuietTicks()
    }
}

extension EpisodeEvent.Body {
    fileprivate var isTick: Bool {
        if case .tick = self { true } else { false }
    }

    fileprivate var hasFrames: Bool {
        switch self {
        case .frame, .step: true
        default: false
        }
    }
}
