/// Position of one thing with its covariance: a Kalman filter that expects things to stand still.
///
/// The motion model is a random walk with little noise, which averages a still thing's measurement noise away. An innovation
/// that the covariance does not explain means that it moved: the covariance then grows by that very innovation (adaptive
/// fading, Xia et al. 1994), and the estimate follows at once.
struct PositionFilter {
    /// Completed shape at the filtered centre, in the tracks' frame of reference.
    private(set) var shape: Shape
    /// Of the filter, square metres.
    private(set) var covariance: Matrix3
    /// Error that no averaging takes away, square metres: of the last sighting or, where that is more, of the shape itself,
    /// which was completed once and is only moved since.
    private(set) var systematic: Matrix3
    private let shapeError: Matrix3

    /// Random walk of a thing at rest, square metres a second.
    private static let processNoise = 1e-8
    /// 99 % of χ² with three degrees of freedom.
    private static let gate = 11.34

    init(_ observation: Observation) {
        (shape, covariance, systematic) = (observation.shape, observation.noise, observation.systematic)
        shapeError = observation.systematic
    }

    var center: Vector3 { shape.center }

    /// Moves it along with something else.
    mutating func move(to center: Vector3) {
        shape = shape.moved(to: center)
    }

    /// Takes in a sighting.
    /// - Parameters:
    ///   - elapsed: seconds since the sighting before.
    ///   - drift: variance in square metres that it gained meanwhile beside the random walk, along each axis.
    /// - Returns: the covariance before the sighting; `nil` when that could not be used and it begins anew.
    @discardableResult
    mutating func correct(_ observation: Observation, elapsed: Double, drift: Double) -> Matrix3? {
        var predicted =
            covariance + Matrix3(diagonal: Vector3(repeating: Self.processNoise * elapsed + drift))
        let innovation = observation.center - shape.center
        if let inverse = (predicted + observation.noise).inverse, innovation.dot(inverse * innovation) > Self.gate {
            predicted = predicted + Matrix3.outer(innovation)
        }
        guard let inverse = (predicted + observation.noise).inverse else {
            self = PositionFilter(observation)
            return nil
        }
        let gain = predicted * inverse
        let center = shape.center + gain * innovation
        let updated = predicted - gain * predicted
        // Rounding must not make it lopsided.
        covariance = (updated + updated.transposed) * 0.5
        systematic = observation.systematic.trace > shapeError.trace ? observation.systematic : shapeError
        shape = observation.shape.moved(to: center)
        return predicted
    }
}
