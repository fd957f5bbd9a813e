/// A point or a direction in metres; which frame, the name of the variable says (`targetInWorld`).
public typealias Vector3 = SIMD3<Double>

extension SIMD3<Double> {
    @inlinable public func dot(_ other: Self) -> Double {
        x * other.x + y * other.y + z * other.z
    }

    @inlinable public func cross(_ other: Self) -> Self {
        Self(y * other.z - z * other.y, z * other.x - x * other.z, x * other.y - y * other.x)
    }

    @inlinable public var length: Double {
        dot(self).squareRoot()
    }

    /// Unit vector, or `nil` for a vector too short to have a direction.
    @inlinable public var normalized: Self? {
        let length = length
        return length > 1e-12 && length.isFinite ? self / length : nil
    }

    @inlinable public var isFinite: Bool {
        x.isFinite && y.isFinite && z.isFinite
    }
}

/// A 3×3 matrix by its columns.
public struct Matrix3: Sendable, Equatable {
    public var x: Vector3
    public var y: Vector3
    public var z: Vector3

    @inlinable public init(columns x: Vector3, _ y: Vector3, _ z: Vector3) {
        self.x = x
        self.y = y
        self.z = z
    }

    @inlinable public init(diagonal: Vector3) {
        self.init(columns: Vector3(diagonal.x, 0, 0), Vector3(0, diagonal.y, 0), Vector3(0, 0, diagonal.z))
    }

    public static let identity = Matrix3(diagonal: Vector3(1, 1, 1))
    public static let zero = Matrix3(diagonal: Vector3(0, 0, 0))

    @inlinable @inline(__always) public static func * (matrix: Matrix3, vector: Vector3) -> Vector3 {
        matrix.x * vector.x + matrix.y * vector.y + matrix.z * vector.z
    }

    @inlinable public static func * (left: Matrix3, right: Matrix3) -> Matrix3 {
        Matrix3(columns: left * right.x, left * right.y, left * right.z)
    }

    @inlinable public static func + (left: Matrix3, right: Matrix3) -> Matrix3 {
        Matrix3(columns: left.x + right.x, left.y + right.y, left.z + right.z)
    }

    @inlinable public static func - (left: Matrix3, right: Matrix3) -> Matrix3 {
        Matrix3(columns: left.x - right.x, left.y - right.y, left.z - right.z)
    }

    @inlinable public static func * (matrix: Matrix3, scale: Double) -> Matrix3 {
        Matrix3(columns: matrix.x * scale, matrix.y * scale, matrix.z * scale)
    }

    @inlinable public var transposed: Matrix3 {
        Matrix3(columns: Vector3(x.x, y.x, z.x), Vector3(x.y, y.y, z.y), Vector3(x.z, y.z, z.z))
    }

    @inlinable public var determinant: Double {
        x.dot(y.cross(z))
    }

    /// The inverse, or `nil` when the matrix is singular.
    @inlinable public var inverse: Matrix3? {
        let determinant = determinant
        guard determinant.isFinite, abs(determinant) > 1e-300 else { return nil }
        let rows = Matrix3(columns: y.cross(z), z.cross(x), x.cross(y)).transposed
        return rows * (1 / determinant)
    }

    /// `v vᵀ`.
    @inlinable public static func outer(_ v: Vector3) -> Matrix3 {
        Matrix3(columns: v * v.x, v * v.y, v * v.z)
    }

    @inlinable public var trace: Double {
        x.x + y.y + z.z
    }
}

/// A transform `destination_from_source`: a rotation and a translation in metres.
///
/// As received it may be anything; `isRigid` tells whether it is a rigid motion.
public struct Transform: Sendable, Equatable {
    public var rotation: Matrix3
    public var translation: Vector3

    @inlinable public init(rotation: Matrix3, translation: Vector3) {
        self.rotation = rotation
        self.translation = translation
    }

    public static let identity = Transform(rotation: .identity, translation: Vector3(0, 0, 0))

    /// The point `p` of the source frame, in the destination frame.
    @inlinable public func callAsFunction(_ p: Vector3) -> Vector3 {
        rotation * p + translation
    }

    @inlinable public static func * (left: Transform, right: Transform) -> Transform {
        Transform(rotation: left.rotation * right.rotation, translation: left(right.translation))
    }

    /// The inverse of a rigid transform.
    @inlinable public var rigidInverse: Transform {
        let rotation = rotation.transposed
        return Transform(rotation: rotation, translation: rotation * translation * -1)
    }

    /// Orthonormal to 1e-3, right-handed, finite.
    public var isRigid: Bool {
        guard translation.isFinite, rotation.x.isFinite, rotation.y.isFinite, rotation.z.isFinite else { return false }
        let residual = rotation.transposed * rotation - .identity
        func largest(_ v: Vector3) -> Double { max(abs(v.x), abs(v.y), abs(v.z)) }
        let worst = max(largest(residual.x), largest(residual.y), largest(residual.z))
        return worst <= 1e-3 && rotation.determinant > 0
    }
}
