/// One entity over time: where it is, whether it is seen, and which of the things that look like it it is.
///
/// Time is the frames' capture time.
struct EntityTrack {
    enum State: Equatable {
        /// Nothing is known of it in this episode.
        case none
        case seen
        /// Hidden: believed to be where it was.
        case held
        /// It has left its place, or was hidden for too long; what it looks like is known.
        case lost
    }

    var state = State.none
    /// As it was seen last.
    var filter: PositionFilter?
    var updatedNanoseconds: Int64 = 0
    var seenNanoseconds: Int64 = 0
    /// Things that were found to look like it.
    var others = LookAlikes()
    /// What looks like it elsewhere, and may be it.
    var candidate: Candidate?
    /// Frames until it is looked for elsewhere again while it is hidden.
    var framesUntilLook = 0
    var examination = Examination()
    var sizes = ShapeMemory()
    /// Share of the pixels that had the described colours, in [0, 1], of the look that the shape is from.
    var purity = 1.0
    var attachment = Attachment()
    /// Things that were taken for the entity one after the other: another number, another thing.
    private(set) var identity = 0
    /// How the last sighting went into the filter; for those who smooth the track afterwards.
    var correction = Correction.none
    /// Metres a second while hidden.
    let hiddenSpeed: Double
    let holdNanoseconds: Int64

    /// Something elsewhere that may be the entity, seen in several frames.
    struct Candidate {
        var center: Vector3
        var looks: Int
        var nanoseconds: Int64
        /// Whether it came out from behind something, or the gripper was beside the entity when that was hidden.
        var isExplained: Bool
    }

    enum Correction: Equatable {
        case none
        /// It replaced what was known.
        case replaced
        /// It corrected what was expected.
        case corrected(from: Vector3, covariance: Matrix3)
    }

    /// Speed up to which a seen thing is looked for near its last place, metres a second.
    private static let searchSpeed = 0.5
    /// Of the speed of hidden things, where a gripper holds them.
    private static let slipShare = 0.1

    init(_ configuration: TaskConfiguration) {
        hiddenSpeed = configuration.hiddenSpeed
        holdNanoseconds = configuration.holdNanoseconds
    }

    /// Completed shape at the filtered centre, in the tracks' frame of reference.
    var shape: Shape? { filter?.shape }

    /// Forgets everything.
    mutating func reset() {
        state = .none
        identity += 1
        filter = nil
        others.removeAll()
        candidate = nil
        framesUntilLook = 0
        examination = Examination()
        sizes.removeAll()
        attachment = Attachment()
    }

    /// What was followed is another thing.
    mutating func disown() {
        lose()
        identity += 1
    }

    /// Moves it along with the gripper that holds it.
    mutating func carry(with grip: Grip?) {
        guard let grip, let center = attachment.center(grip) else { return }
        filter?.move(to: center)
    }

    /// Notes what the frame told of the gripper beside it.
    mutating func note(_ grip: Grip?) {
        guard let grip, let shape else { return }
        switch state {
        case .seen: attachment.noteSeen(shape, grip)
        case .held: attachment.noteHidden(shape, grip)
        case .none, .lost: break
        }
    }

    /// Where to look for the entity at `time`, or `nil` when nothing is known.
    func prediction(at time: Int64) -> Prediction? {
        guard state != .none, let filter else { return nil }
        return Prediction(
            shape: filter.shape, sigma: min(totalCovariance(at: time).trace.squareRoot(), 0.05),
            reach: Self.reach(from: updatedNanoseconds, to: time), isPlaceKnown: state != .lost,
            looksElsewhere: framesUntilLook <= 0 || candidate != nil, isExaminationDue: examination.isDue)
    }

    /// Filter, systematic part and possible motion while hidden, square metres.
    func totalCovariance(at time: Int64) -> Matrix3 {
        guard let filter else { return .zero }
        return filter.covariance + filter.systematic
            + Matrix3(diagonal: Vector3(repeating: drift(at: time) + sizes.variance))
    }

    /// Variance along each axis by possible motion while hidden, square metres.
    private func drift(at time: Int64) -> Double {
        guard state == .held else { return 0 }
        // In the hand it can but slip.
        let speed = attachment.isHeld ? Self.slipShare * hiddenSpeed : hiddenSpeed
        let hidden = speed * Self.seconds(from: seenNanoseconds, to: time)
        return hidden * hidden
    }

    /// The entity as one end of a measurement, or `nil` when it has no position.
    func end(at time: Int64) -> Ruler.End? {
        guard state == .seen || state == .held, let filter else { return nil }
        return Ruler.End(shape: filter.shape, covariance: totalCovariance(at: time))
    }

    /// Takes over what is seen for what it is, whatever was known before.
    mutating func adopt(_ observation: Observation, at time: Int64) {
        if state == .none { (updatedNanoseconds, seenNanoseconds) = (time, time) }
        filter = PositionFilter(observation)
        correction = .replaced
        examination = Examination()
        if case .point = observation.shape {} else { sizes.begin(observation.shape) }
        noteMotion(0)
        see(at: time)
    }

    /// Takes over a better measurement of the same thing.
    mutating func remeasure(_ observation: Observation, at time: Int64) {
        filter = PositionFilter(observation)
        correction = .replaced
        see(at: time)
    }

    mutating func correct(_ observation: Observation, at time: Int64) {
        let elapsed = Self.seconds(from: updatedNanoseconds, to: time)
        let drift = drift(at: time)
        let before = filter?.center
        let predicted = filter?.correct(observation, elapsed: elapsed, drift: drift)
        correction = .replaced
        if let before, let predicted { correction = .corrected(from: before, covariance: predicted) }
        if let before, let filter { noteMotion((filter.center - before).length) }
        see(at: time)
    }

    private mutating func noteMotion(_ meters: Double) {
        if let filter { examination.noteSeen(meters, of: filter.shape) }
    }

    private mutating func see(at time: Int64) {
        state = .seen
        candidate = nil
        framesUntilLook -= 1
        (updatedNanoseconds, seenNanoseconds) = (max(updatedNanoseconds, time), max(seenNanoseconds, time))
    }

    /// Metres that a seen thing is expected to move at most.
    static func reach(from earlier: Int64, to later: Int64) -> Double {
        min(searchSpeed * seconds(from: earlier, to: later), 0.05)
    }

    /// Never negative: a late frame does not turn time back.
    static func seconds(from earlier: Int64, to later: Int64) -> Double {
        later > earlier ? Double(later - earlier) * 1e-9 : 0
    }
}
