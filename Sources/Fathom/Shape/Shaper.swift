/// Distance → potential, shaping, progress, success, value: the last stage, one a session.
///
/// Everything in a `value` is per control step. Where several frames share a step, each frame's value is what the step
/// is worth if it is the last, so a trainer takes the last one and never adds them up. `docs/rewards.md` has the
/// formulas. Allocates nothing after `init`.
public struct Shaper: Sendable {
    public let configuration: RewardConfiguration
    public let curve: PotentialCurve
    private var shapingTerm: ShapingTerm
    private var progress: ProgressTracker
    private var detector: SuccessDetector?
    /// `success` or `failure`: the last word a human said in this episode.
    private var verdict: HumanEvent?
    private var hasSucceeded = false
    private var bonus = OncePerEpisode()
    private var failure = OncePerEpisode()

    /// - Throws: `Rejection` for a configuration that no reward can be made of.
    public init(configuration: RewardConfiguration) throws(Rejection) {
        try configuration.validate()
        self.configuration = configuration
        curve = PotentialCurve(kind: configuration.curve, length: configuration.length)
        shapingTerm = ShapingTerm(discount: configuration.discount)
        progress = ProgressTracker(required: configuration.progressRequired, window: configuration.progressWindow)
        detector = configuration.success.map(SuccessDetector.init)
    }

    /// Forgets the last episode: call before its first frame, and when the target changes.
    public mutating func beginEpisode() {
        shapingTerm.beginEpisode()
        progress.beginEpisode()
        detector?.beginEpisode()
        verdict = nil
        hasSucceeded = false
        bonus = OncePerEpisode()
        failure = OncePerEpisode()
    }

    /// Takes a human's `success` or `failure`, which outranks the measurement from the next frame of this episode on;
    /// other events mean nothing to this stage.
    public mutating func apply(_ event: HumanEvent) {
        guard event == .success || event == .failure else { return }
        verdict = event
        hasSucceeded = hasSucceeded || event == .success
    }

    /// The terms of one frame's reward.
    ///
    /// - Parameters:
    ///   - distance: used where the status has one; no finite number ≥ 0 counts as none.
    ///   - step: the control step, non-decreasing within an episode.
    ///   - isRepeated: the frame shows the same moment as the one before: what is no new evidence counts for neither
    ///     progress nor success.
    ///   - isTerminated: the frame shows a terminal state; `truncated` changes nothing here.
    ///   - scalars: the frame's, for the gates of success.
    /// - Returns: nothing for `stale`, `rejected` and `paused`, which leave the state as it was.
    public mutating func shape(
        distance: Distance?, status: RewardStatus, step: UInt64, isRepeated: Bool = false, isTerminated: Bool = false,
        scalars: [NamedScalar] = []
    ) -> RewardTerms {
        guard status <= .absent else { return RewardTerms() }
        let distance = status.hasDistance ? distance?.usable : nil
        let measured = status == .measured ? distance : nil
        var terms = RewardTerms()
        terms.potential = distance.map { curve($0.meters) }
        terms.shaping = shapingTerm.advance(step: step, potential: terms.potential, isTerminated: isTerminated)
        if terms.shaping != nil {
            terms.previousPotential = shapingTerm.previous?.potential
            terms.previousStep = shapingTerm.previous?.step
        }
        let evidence = isRepeated ? nil : measured
        progress.advance(step: step, lowerBound: evidence.map { curve($0.meters + 1.64 * $0.standardDeviation) })
        terms.progress = progress.best
        terms.progressGain = progress.gain
        if let evidence { detector?.advance(measured: evidence.meters) }
        terms.success = success(distance, isMeasured: measured != nil, scalars: scalars)
        hasSucceeded = hasSucceeded || terms.success == true
        let hasFailed = verdict == .failure || isTerminated && !isSpared(distance, scalars: scalars)
        terms.value = value(terms, step: step, hasFailed: hasFailed)
        return terms
    }

    private func success(_ distance: Distance?, isMeasured: Bool, scalars: [NamedScalar]) -> Bool? {
        if let verdict { return verdict == .success }
        guard let detector, let distance else { return nil }
        return detector.holds(distance.meters, isMeasured: isMeasured, scalars: scalars)
    }

    /// Whether a terminal state is no failure: success held before, or it looks like success in this very frame. An
    /// environment may end at the first near frame, before K of N could agree; that earns no bonus, but no penalty.
    private func isSpared(_ distance: Distance?, scalars: [NamedScalar]) -> Bool {
        if hasSucceeded { return true }
        guard let detector, let distance else { return false }
        return detector.isNear(distance.meters) && detector.gatesHold(scalars)
    }

    private mutating func value(_ terms: RewardTerms, step: UInt64, hasFailed: Bool) -> Double? {
        let weight = configuration.weight
        var value: Double
        switch configuration.signal {
        case .dense:
            guard let potential = terms.potential else { return nil }
            value = weight * (potential - 1)
        case .shaped:
            value = weight * (terms.shaping ?? 0) - configuration.timePenalty
        case .progress:
            value = weight * (terms.progressGain ?? 0)
        }
        // A payment that falls due on a frame without a value waits for the next one that has it.
        if bonus.isPaid(step: step, isDue: hasSucceeded && verdict != .failure) {
            value += configuration.success?.bonus ?? 0
        }
        if failure.isPaid(step: step, isDue: hasFailed) { value -= configuration.failurePenalty ?? 0 }
        return value
    }
}

extension Distance {
    /// Itself when both numbers are finite and not negative.
    fileprivate var usable: Distance? {
        let isUsable = meters >= 0 && meters.isFinite && standardDeviation >= 0 && standardDeviation.isFinite
        return isUsable ? self : nil
    }
}
