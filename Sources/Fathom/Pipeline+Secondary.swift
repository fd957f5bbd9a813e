/// Frames of secondary cameras that were good but of no use, by reason. They bring no reward.
public struct PassedOver: Sendable, Equatable {
    /// Behind the primary stream's newest frame by more than 100 ms.
    public var late: UInt64 = 0
    /// Ahead of it by more than the time after which the primary stream counts as stale.
    public var early: UInt64 = 0
    /// Of an episode that the primary stream has left or not yet begun.
    public var ofAnotherEpisode: UInt64 = 0
}

extension Pipeline {
    /// Whether an admitted frame of a secondary camera tells of the episode and the time that the primary is in.
    /// - Throws: `Rejection` for a clock other than the primary's: such times cannot be compared.
    func joins(_ frame: Frame) throws(Rejection) -> Bool {
        guard let clock, !startsEpisode, frame.episode == last?.episode else {
            passedOver.ofAnotherEpisode += 1
            return false
        }
        guard frame.clock == clock else {
            throw Rejection("clock", expected: "\(clock), as in '\(primary)'", found: "\(frame.clock)")
        }
        guard newestNanoseconds - frame.captureTimeNanoseconds <= Self.maxLatenessNanoseconds else {
            passedOver.late += 1
            return false
        }
        // One time far ahead must not make a track that nothing catches up with.
        guard frame.captureTimeNanoseconds - newestNanoseconds <= configuration.staleAfterNanoseconds else {
            passedOver.early += 1
            return false
        }
        return true
    }
}
