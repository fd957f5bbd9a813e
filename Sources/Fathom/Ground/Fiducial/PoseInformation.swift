/// Normal equations of a pose's six degrees of freedom: a small turn ω, radians, and a small shift τ, metres, both along the
/// axes of the frame that moves. In 3×3 blocks, solved by the Schur complement.
struct PoseInformation {
    /// ω with ω, ω with τ, τ with τ.
    private var turning = Matrix3.zero
    private var mixed = Matrix3.zero
    private var shifting = Matrix3.zero
    private var turnGradient = Vector3.zero
    private var shiftGradient = Vector3.zero
    /// Sum of the squared residuals.
    private(set) var cost = 0.0

    /// Takes in a residual, in standard deviations, that depends on a point which moves with the pose.
    /// - Parameters:
    ///   - point: in the frame that moves.
    ///   - direction: the residual's gradient by the point's position, in the same frame.
    mutating func add(_ residual: Double, at point: Vector3, along direction: Vector3) {
        let turn = point.cross(direction)
        turning = turning + Matrix3.outer(turn)
        mixed = mixed + Matrix3(columns: turn * direction.x, turn * direction.y, turn * direction.z)
        shifting = shifting + Matrix3.outer(direction)
        turnGradient += turn * residual
        shiftGradient += direction * residual
        cost += residual * residual
    }

    /// The step that lowers the cost most, damped (Marquardt 1963); `nil` when the residuals do not fix a pose.
    func step(damping: Double) -> (turn: Vector3, shift: Vector3)? {
        func damped(_ matrix: Matrix3) -> Matrix3 {
            matrix + Matrix3(diagonal: Vector3(matrix.x.x, matrix.y.y, matrix.z.z) * damping)
        }
        guard let unshifting = damped(shifting).inverse,
            let unturning = (damped(turning) - mixed * unshifting * mixed.transposed).inverse
        else { return nil }
        let turn = unturning * (mixed * (unshifting * shiftGradient) - turnGradient)
        let shift = unshifting * (shiftGradient + mixed.transposed * turn) * -1
        return turn.isFinite && shift.isFinite ? (turn, shift) : nil
    }

    /// Covariance of a point that moves with the pose, square metres, along the axes of the frame that moves.
    func covariance(of point: Vector3) -> Matrix3? {
        guard let unshifting = shifting.inverse,
            let turn = (turning - mixed * unshifting * mixed.transposed).inverse
        else { return nil }
        let coupling = turn * mixed * unshifting * -1
        let shift = unshifting - unshifting * mixed.transposed * coupling
        // ω × point as a matrix.
        let lever = Matrix3(
            columns: Vector3(1, 0, 0).cross(point), Vector3(0, 1, 0).cross(point), Vector3(0, 0, 1).cross(point))
        let crossed = lever * coupling
        let sum = lever * turn * lever.transposed + crossed + crossed.transposed + shift
        return (sum + sum.transposed) * 0.5
    }
}

extension Transform {
    /// The transform after its source frame has been turned and shifted a little along its own axes (Cayley's form of the
    /// rotation: exact to second order, and a rotation for any turn).
    func moved(turn: Vector3, shift: Vector3) -> Transform {
        let half = turn * 0.5
        let scale = 2 / (1 + half.dot(half))
        func turned(_ v: Vector3) -> Vector3 {
            v + (half.cross(v) + half.cross(half.cross(v))) * scale
        }
        let rotation =
            rotation
            * Matrix3(
                columns: turned(Vector3(1, 0, 0)), turned(Vector3(0, 1, 0)), turned(Vector3(0, 0, 1)))
        return Transform(rotation: rotation, translation: self(shift))
    }
}
