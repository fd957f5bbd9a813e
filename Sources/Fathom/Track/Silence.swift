/// Tells when a session's frames stay away, from ticks of the receiver's monotonic clock.
struct Silence {
    private var hasFrame = false
    private var sinceNanoseconds: Int64?
    private var isReported = false

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
