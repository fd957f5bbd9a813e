import Fathom

/// Numbers the frames of a stream whose sender numbers nothing.
///
/// Every message counts, also one that cannot be read, so that a gap shows what was lost to a bad message. A simulator's
/// clock that goes back begins an episode.
struct PeerNumbering {
    /// Drawn once for each source: a restart of the daemon begins a new episode.
    let publisherEpoch: UInt64
    private(set) var sequence: UInt64 = 0
    private var episode: UInt64 = 0
    private var lastNanoseconds: Int64?
    private var episodeText = "0"

    init(publisherEpoch: UInt64) {
        self.publisherEpoch = publisherEpoch
    }

    mutating func countMessage() {
        sequence &+= 1
    }

    /// A frame without planes, captured at `nanoseconds`.
    mutating func frame(of stream: String, at nanoseconds: Int64, clock: CaptureClock) -> Frame {
        if clock == .simulation, let lastNanoseconds, nanoseconds < lastNanoseconds {
            episode &+= 1
            episodeText = "\(episode)"
        }
        lastNanoseconds = nanoseconds
        return Frame(
            stream: stream, publisherEpoch: publisherEpoch, episode: episodeText, sequence: sequence,
            captureTimeNanoseconds: nanoseconds, clock: clock)
    }

    /// Seconds of a peer's clock as nanoseconds.
    /// - Throws: `Rejection` for what no clock shows.
    static func nanoseconds(ofSeconds seconds: Double, _ field: @autoclosure () -> String) throws(Rejection) -> Int64 {
        // 4e9 s as real time is the year 2096; false for NaN.
        guard seconds >= 0, seconds <= 4e9 else {
            throw Rejection(field(), expected: "0 … 4e9 seconds", found: "\(seconds)")
        }
        // A double of this year's nanoseconds would be off by a hundred of them.
        let whole = seconds.rounded(.down)
        return Int64(whole) * 1_000_000_000 + Int64(((seconds - whole) * 1e9).rounded())
    }
}
