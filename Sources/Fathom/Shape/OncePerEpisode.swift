/// Something paid in one control step of an episode, on each of that step's frames, since the last of them stands.
struct OncePerEpisode: Sendable {
    private var paidStep: UInt64?

    /// Whether the frame of `step` carries the payment.
    mutating func isPaid(step: UInt64, isDue: Bool) -> Bool {
        if let paidStep { return paidStep == step }
        guard isDue else { return false }
        paidStep = step
        return true
    }
}
