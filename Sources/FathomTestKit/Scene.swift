public import Fathom

/// A world of a table and simple bodies, rendered exactly: every pixel's depth and colour is known in closed form.
///
/// World frame: +z up, table top at z = 0, metres.
public struct Scene: Sendable {
    public struct Body: Sendable {
        public enum Form: Sendable {
            case sphere(radius: Double)
            /// Half-extents along the body's own axes; `heading` turns it about z, radians.
            case box(halfExtents: Vector3, heading: Double)
            /// An upright open cylinder, `thickness` its wall's and its floor's; the body's centre is that of its underside.
            case tub(radius: Double, height: Double, thickness: Double)
        }

        public var name: String
        public var form: Form
        public var center: Vector3
        /// sRGB, 0 … 255.
        public var color: SIMD3<UInt8>

        public init(_ name: String, _ form: Form, at center: Vector3, color: SIMD3<UInt8>) {
            self.name = name
            self.form = form
            self.center = center
            self.color = color
        }
    }

    public var bodies: [Body]
    public var tableColor: SIMD3<UInt8>
    /// Edge length of the square table, centred at the origin; 0: none.
    public var tableSize: Double

    public init(_ bodies: [Body], tableColor: SIMD3<UInt8> = SIMD3(215, 210, 200), tableSize: Double = 1.2) {
        self.bodies = bodies
        self.tableColor = tableColor
        self.tableSize = tableSize
    }

    public static let red = SIMD3<UInt8>(200, 30, 30)
    public static let green = SIMD3<UInt8>(40, 150, 60)
    public static let blue = SIMD3<UInt8>(40, 70, 200)
    public static let yellow = SIMD3<UInt8>(220, 200, 40)
    public static let black = SIMD3<UInt8>(25, 25, 25)
}

/// What a ray meets.
struct Hit {
    /// Ray parameter; equals planar depth for rays with z = 1 in the camera.
    var depth: Double
    /// Unit normal, world frame.
    var normal: Vector3
    var color: SIMD3<UInt8>
    /// Index of the body plus one; 0 is the table.
    var label: UInt8
}

extension Scene {
    /// The nearest surface along `origin + t · direction`.
    func hit(_ origin: Vector3, _ direction: Vector3) -> Hit? {
        var nearest = table(origin, direction)
        for (index, body) in bodies.enumerated() {
            guard let (t, normal) = body.intersection(origin, direction), t < nearest?.depth ?? .infinity else {
                continue
            }
            nearest = Hit(depth: t, normal: normal, color: body.color, label: UInt8(index + 1))
        }
        return nearest
    }

    private func table(_ origin: Vector3, _ direction: Vector3) -> Hit? {
        guard tableSize > 0, direction.z < -1e-9 else { return nil }
        let t = -origin.z / direction.z
        let point = origin + direction * t
        guard t > 0, abs(point.x) <= tableSize / 2, abs(point.y) <= tableSize / 2 else { return nil }
        return Hit(depth: t, normal: Vector3(0, 0, 1), color: tableColor, label: 0)
    }
}

extension Scene.Body {
    func intersection(_ origin: Vector3, _ direction: Vector3) -> (Double, Vector3)? {
        switch form {
        case .sphere(let radius):
            let offset = origin - center
            let a = direction.dot(direction)
            let b = offset.dot(direction)
            let discriminant = b * b - a * (offset.dot(offset) - radius * radius)
            guard discriminant > 0 else { return nil }
            let t = (-b - discriminant.squareRoot()) / a
            return t > 0 ? (t, (origin + direction * t - center) / radius) : nil
        case .box(let half, let heading):
            return Self.slabs(Self.turn(origin - center, -heading), Self.turn(direction, -heading), half).map {
                ($0.0, Self.turn($0.1, heading))
            }
        case .tub(let radius, let height, let thickness):
            return Self.tub(origin - center, direction, radius, height, thickness)
        }
    }

    /// The slab method (Kay and Kajiya 1986).
    private static func slabs(_ origin: Vector3, _ direction: Vector3, _ half: Vector3) -> (Double, Vector3)? {
        var enter = -Double.infinity
        var leave = Double.infinity
        var normal = Vector3.zero
        for axis in 0..<3 {
            guard abs(direction[axis]) > 1e-12 else {
                if abs(origin[axis]) > half[axis] { return nil }
                continue
            }
            let sign = direction[axis] > 0 ? 1.0 : -1.0
            let near = (-sign * half[axis] - origin[axis]) / direction[axis]
            let far = (sign * half[axis] - origin[axis]) / direction[axis]
            if near > enter {
                enter = near
                normal = .zero
                normal[axis] = -sign
            }
            leave = min(leave, far)
        }
        return enter > 0 && enter < leave ? (enter, normal) : nil
    }

    /// The nearest of its rim, its floor and its walls, from above.
    private static func tub(
        _ origin: Vector3, _ direction: Vector3, _ radius: Double, _ height: Double, _ thickness: Double
    ) -> (Double, Vector3)? {
        var hits: [(Double, Vector3)] = []
        let inside = radius - thickness
        for (level, range) in [(height, inside...radius), (thickness, 0...inside)] where direction.z < 0 {
            let t = (level - origin.z) / direction.z
            let (x, y) = (origin.x + t * direction.x, origin.y + t * direction.y)
            if t > 0, range.contains((x * x + y * y).squareRoot()) { hits.append((t, Vector3(0, 0, 1))) }
        }
        // From outside the near side of the outer wall is seen, and the far side of the inner one.
        for (wall, side, lowest) in [(radius, -1.0, 0), (inside, 1.0, thickness)] {
            let a = direction.x * direction.x + direction.y * direction.y
            let b = origin.x * direction.x + origin.y * direction.y
            let discriminant = b * b - a * (origin.x * origin.x + origin.y * origin.y - wall * wall)
            guard a > 0, discriminant > 0 else { continue }
            let t = (-b + side * discriminant.squareRoot()) / a
            let point = origin + direction * t
            guard t > 0, point.z >= lowest, point.z <= height else { continue }
            hits.append((t, Vector3(point.x, point.y, 0) * (-side / wall)))
        }
        return hits.min { $0.0 < $1.0 }
    }

    private static func turn(_ v: Vector3, _ angle: Double) -> Vector3 {
        let c = Trigonometry.cosine(angle)
        let s = Trigonometry.sine(angle)
        return Vector3(c * v.x - s * v.y, s * v.x + c * v.y, v.z)
    }
}
