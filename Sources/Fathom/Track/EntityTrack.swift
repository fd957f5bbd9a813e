/// Position of one entity over time, with its covariance: a Kalman filter that expects things to stand still.
///
/// The motion model is a random walk with little noise, which averages a still thing's measurement noise away. An innovation
/// that the covariance does not explain means that it moved: the covariance then grows by that very innovation (adaptive
/// fading, Xia et al. 1994), and the estimate follows at once. Time is the frames' capture time.
struct EntityTrack {
    enum State: Equatable {
        case none, seen, held
    }

    private(set) var state = State.none
    /// Completed shape at the filtered centre, in the tracks' frame of reference.
    private(set) var shape: Shape?
    /// Of the filter, square metres.
    private var covariance = Matrix3.zero
    /// Error that no averaging takes away, of the last sighting, square metres.
    private var systematic = Matrix3.zero
    private var updatedNanoseconds: Int64 = 0
    private var seenNanoseconds: Int64 = 0
    /// Metres a second while hidden.
    private let hiddenSpeed: Double
    private let holdNanoseconds: Int64

    /// Random walk of a thing at rest, square metres a second.
    private static let processNoise = 1e-8
    /// Speed up to which a seen thing is looked for near its last place, metres a second.
    private static let searchSpeed = 0.5
    /// 99 % of χ² with three degrees of freedom.
    private static let gate = 11.34

    init(_ configuration: TaskConfiguration) {
        hiddenSpeed = configuration.hiddenSpeed
        holdNanoseconds = configuration.holdNanoseconds
    }

    /// Forgets everything.
    mutating func reset() {
        state = .none
        shape = nil
    }

    /// Where to look for the entity at `time`, or `nil` when nothing is known.
    func prediction(at time: Int64) -> Prediction? {
        guard state != .none, let shape else { return nil }
        let seconds = Self.seconds(from: updatedNanoseconds, to: time)
        return Prediction(
            shape: shape, sigma: min(totalCovariance(at: time).trace.squareRoot(), 0.05),
            reach: min(Self.searchSpeed * seconds, 0.05))
    }

    /// Takes in what a frame shows.
    /// - Parameter othersSeeWithin: how long, in nanoseconds, another camera's sighting outweighs that this one is blocked.
    mutating func update(_ sighting: Sighting, at time: Int64, othersSeeWithin: Int64 = 0) {
        if case .seen(let observation, let isReacquired) = sighting {
            return take(observation, at: time, isReacquired: isReacquired)
        }
        let isSeenByOthers = state == .seen && othersSeeWithin > 0 && time - seenNanoseconds <= othersSeeWithin
        guard !isSeenByOthers else { return }
        guard case .hidden = sighting, state != .none, time - seenNanoseconds <= holdNanoseconds else { return reset() }
        state = .held
        updatedNanoseconds = max(updatedNanoseconds, time)
    }

    private mutating func take(_ observation: Observation, at time: Int64, isReacquired: Bool) {
        if isPoint(observation.shape) {
            // A second camera's frame may be late, and an older pose is no news.
            if state == .none || time >= updatedNanoseconds { adopt(observation) }
        } else if state == .none || isReacquired {
            adopt(observation)
        } else {
            correct(observation, at: time)
        }
        if state == .none { (updatedNanoseconds, seenNanoseconds) = (time, time) }
        state = .seen
        (updatedNanoseconds, seenNanoseconds) = (max(updatedNanoseconds, time), max(seenNanoseconds, time))
    }

    /// Filter, systematic part and possible motion while hidden, square metres.
    func totalCovariance(at time: Int64) -> Matrix3 {
        let hidden = hiddenSpeed * Self.seconds(from: seenNanoseconds, to: time)
        let drift = state == .held ? hidden * hidden : 0
        return covariance + systematic + Matrix3(diagonal: Vector3(repeating: drift))
    }

    /// The entity as one end of a measurement, or `nil` when it has no position.
    func end(at time: Int64) -> Ruler.End? {
        guard state != .none, let shape else { return nil }
        return Ruler.End(shape: shape, covariance: totalCovariance(at: time))
    }

    private func isPoint(_ shape: Shape) -> Bool {
        if case .point = shape { true } else { false }
    }

    private mutating func adopt(_ observation: Observation) {
        shape = observation.shape
        covariance = observation.noise
        systematic = observation.systematic
    }

    private mutating func correct(_ observation: Observation, at time: Int64) {
        guard let shape else { return adopt(observation) }
        let elapsed = Self.seconds(from: updatedNanoseconds, to: time)
        let still = Self.seconds(from: seenNanoseconds, to: time)
        let drift = Self.processNoise * elapsed + (state == .held ? hiddenSpeed * hiddenSpeed * still * still : 0)
        var predicted = covariance + Matrix3(diagonal: Vector3(repeating: drift))
        let innovation = observation.center - shape.center
        if let inverse = (predicted + observation.noise).inverse, innovation.dot(inverse * innovation) > Self.gate {
            predicted = predicted + Matrix3.outer(innovation)
        }
        guard let inverse = (predicted + observation.noise).inverse else { return adopt(observation) }
        let gain = predicted * inverse
        let center = shape.center + gain * innovation
        let updated = predicted - gain * predicted
        // Rounding must not make it lopsided.
        covariance = (updated + updated.transposed) * 0.5
        systematic = observation.systematic
        self.shape = observation.shape.moved(to: center)
    }

    /// Never negative: a late frame does not turn time back.
    private static func seconds(from earlier: Int64, to later: Int64) -> Double {
        later > earlier ? Double(later - earlier) * 1e-9 : 0
    }
}
