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
    /// All cameras of a control step: the primary stream's frame decides first whether and what begins, and is measured
    /// last, when the others have updated the tracks.
    func process(step frames: [Frame]) -> Reward? {
        guard let primaryFrame = frames.first(where: { $0.stream == primary }) else { return nil }
        silence.noteFrame()
        defer { for inlet in inlets { inlet.view.end() } }
        do throws(Rejection) {
            _ = try admit(primaryFrame, inlets[0], true, skipped: 0)
            if isPaused { return reward(.paused, primaryFrame, reason: Self.pauseReason) }
            for inlet in inlets.dropFirst() {
                for frame in frames where frame.stream == inlet.stream { try observe(secondary: frame, inlet) }
            }
            return measure(primaryFrame, try observe(primaryFrame, inlets[0]), up: inlets[0].view.up)
        } catch {
            return reward(rejecting: error, stream: primary, frame: primaryFrame)
        }
    }

    /// - Throws: `Rejection` whose field names the camera, because the step's one reward tells of all of them.
    private func observe(secondary frame: Frame, _ inlet: StreamInlet) throws(Rejection) {
        do throws(Rejection) {
            if try admit(frame, inlet, false, skipped: 0) { _ = try observe(frame, inlet) }
        } catch {
            throw Rejection("\(inlet.stream): \(error.field)", expected: error.expected, found: error.found)
        }
    }

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
