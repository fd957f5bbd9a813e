extension FrameValidator {
    /// Where the last admitted frame stood in its stream.
    public struct Position: Sendable, Equatable {
        public var publisherEpoch: UInt64
        public var episode: String
        public var step: UInt64?
        public var sequence: UInt64
        public var captureTimeNanoseconds: Int64
        public var clock: CaptureClock

        public init(
            publisherEpoch: UInt64, episode: String, step: UInt64?, sequence: UInt64, captureTimeNanoseconds: Int64,
            clock: CaptureClock
        ) {
            self.publisherEpoch = publisherEpoch
            self.episode = episode
            self.step = step
            self.sequence = sequence
            self.captureTimeNanoseconds = captureTimeNanoseconds
            self.clock = clock
        }

        init(_ frame: Frame) {
            publisherEpoch = frame.publisherEpoch
            episode = frame.episode
            step = frame.step
            sequence = frame.sequence
            captureTimeNanoseconds = frame.captureTimeNanoseconds
            clock = frame.clock
        }
    }

    /// The last eight publisher epochs that a newer one has replaced.
    struct RetiredEpochs: Sendable {
        private var epochs = SIMD8<UInt64>()
        private var count = 0

        init() {}

        init(oldestFirst epochs: [UInt64]) {
            for epoch in epochs { insert(epoch) }
        }

        var oldestFirst: [UInt64] {
            (max(count - 8, 0)..<count).map { epochs[$0 % 8] }
        }

        mutating func insert(_ epoch: UInt64) {
            epochs[count % 8] = epoch
            count += 1
        }

        func contains(_ epoch: UInt64) -> Bool {
            (0..<min(count, 8)).contains { epochs[$0] == epoch }
        }
    }

    /// Frames in a row that were refused because of their time alone.
    public struct SetBack: Sendable, Equatable {
        public var sequence: UInt64
        public var captureTimeNanoseconds: Int64
        public var count: Int

        public init(sequence: UInt64, captureTimeNanoseconds: Int64, count: Int = 1) {
            self.sequence = sequence
            self.captureTimeNanoseconds = captureTimeNanoseconds
            self.count = count
        }

        /// As many as it takes to believe them rather than the one before.
        static let maxCount = 5

        /// The run with `frame` as its newest: a longer one when they are in order among themselves, else a new one.
        static func run(_ before: SetBack?, with frame: Frame) -> SetBack {
            var run = SetBack(sequence: frame.sequence, captureTimeNanoseconds: frame.captureTimeNanoseconds)
            if let before, before.sequence < frame.sequence,
                before.captureTimeNanoseconds <= frame.captureTimeNanoseconds
            {
                run.count = before.count + 1
            }
            return run
        }
    }

    /// Nanoseconds; so that no difference of two times is out of range. As real time it is the year 2116.
    private static let maxTime: Int64 = (1 << 62) - 1

    static func checkTime(_ nanoseconds: Int64) throws(Rejection) {
        guard (-maxTime...maxTime).contains(nanoseconds) else {
            throw Rejection("capture_time_ns", expected: "-2⁶² … 2⁶², both excluded", found: "\(nanoseconds)")
        }
    }

    /// Rewards carry it, and are kept by the thousand.
    static func checkEpisode(_ episode: String) throws(Rejection) {
        guard episode.utf8.count <= String.maxToldBytes else {
            throw Rejection(
                "episode", expected: "at most \(String.maxToldBytes) bytes", found: "\(episode.utf8.count) bytes")
        }
    }

    /// Whether `frame` may begin an episode if it is admitted.
    func mayBeginEpisode(_ frame: Frame) -> Bool {
        guard let last, setBack == nil else { return true }
        return last.publisherEpoch != frame.publisherEpoch || last.episode != frame.episode
    }

    /// Compares the frame with the last admitted one.
    mutating func follow(_ frame: Frame) throws(Rejection) -> Admission {
        guard !retired.contains(frame.publisherEpoch) else {
            throw Rejection(
                "publisher_epoch", expected: "that of the newest publisher of this stream",
                found: "\(frame.publisherEpoch), which another one has replaced")
        }
        guard let last, last.publisherEpoch == frame.publisherEpoch else {
            return Admission(continuity: .newPublisher, lostFrames: 0)
        }
        guard last.episode == frame.episode else {
            return Admission(continuity: .newEpisode, lostFrames: 0)
        }
        try checkStep(of: frame, after: last)
        guard frame.sequence > last.sequence else {
            throw Rejection("sequence", expected: "> \(last.sequence)", found: "\(frame.sequence)")
        }
        guard frame.clock == last.clock else {
            throw Rejection("clock", expected: "\(last.clock), as before", found: "\(frame.clock)")
        }
        let lost = Int(clamping: frame.sequence - last.sequence - 1)
        guard frame.captureTimeNanoseconds < last.captureTimeNanoseconds else {
            return Admission(continuity: .continues, lostFrames: lost)
        }
        let run = SetBack.run(setBack, with: frame)
        setBack = run
        guard run.count >= SetBack.maxCount else {
            throw Rejection(
                "capture_time_ns", expected: "not before \(last.captureTimeNanoseconds)",
                found: "\(frame.captureTimeNanoseconds)")
        }
        return Admission(continuity: .clockSetBack, lostFrames: lost)
    }

    private func checkStep(of frame: Frame, after last: Position) throws(Rejection) {
        switch (last.step, frame.step) {
        case (nil, nil):
            return
        case (let before?, let now?):
            guard now >= before else {
                throw Rejection("step", expected: "≥ \(before)", found: "\(now)")
            }
        case (let before?, nil):
            throw Rejection("step", expected: "one in every frame of an episode, as \(before) before", found: "none")
        case (nil, let now?):
            throw Rejection("step", expected: "none, as in the frames of this episode before", found: "\(now)")
        }
    }
}
