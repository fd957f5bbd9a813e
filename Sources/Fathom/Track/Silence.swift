/// Tells when a session's frames stay away, from ticks of the receiver's monotonic clock.
public struct Silence: Sendable, Equatable {
    /// Whether a frame came since the last tick.
    public var hasFrame: Bool
    /// Tick after which none has come, by the receiver's monotonic clock.
    public var sinceNanoseconds: Int64?
    public var isReported: Bool

    public init(hasFrame: Bool = false, sinceNanoseconds: Int64? = nil, isReported: Bool = false) {
        self.hasFrame = hasFrame
        self.sinceNanoseconds = sinceNanoseconds
        self.isReported = isReported
    }

    mutating func noteFrame() {
        hasFrame = true
    }

    /// Whether nothing has come for longer than `limit` nanoseconds; true once a silence.
    mutating func isBroken(at now: Int64, limit: Int64) -> Bool {
        guard let since = sinceNanoseconds, !hasFrame else {
            sinceNanoseconds = now
            (hasFrame, isReported) = (false, false)
            return false
        }
        guard !isReported, now - since > limit else { return false }
        isReported = true
        return true
    }
}
