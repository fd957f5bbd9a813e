import FathomTestKit

@testable import Fathom

/// Points of the sides of simple things that a camera sees: z up, what they stand on at z = 0.
struct SeenForms {
    static let viewpoint = Vector3(0.5, -0.45, 0.45)
    var random: SplitMix64
    var noise = 0.0

    init(seed: UInt64) {
        random = SplitMix64(seed: seed)
    }

    /// Draws points with outward normals until `count` face the camera and `isSeen`.
    mutating func points(
        _ count: Int = 240, isSeen: (Vector3) -> Bool = { _ in true }, _ draw: (inout SplitMix64) -> (Vector3, Vector3)
    ) -> PointBuffer {
        let points = PointBuffer()
        while points.count < count {
            let (point, normal) = draw(&random)
            let ray = Self.viewpoint - point
            guard normal.dot(ray) > 0.05 * ray.length, isSeen(point) else { continue }
            points.append(point + ray * (noise * random.normal() / ray.length))
        }
        return points
    }

    /// A solid of revolution about the z axis through the origin, closed by a disc on top.
    mutating func round(lower: Double, upper: Double, height: Double) -> PointBuffer {
        let slant = (lower - upper) / height
        return points { random in
            let turn = random.uniform(0...2 * .pi)
            let (c, s) = (Trigonometry.cosine(turn), Trigonometry.sine(turn))
            let side = (lower + upper) * height
            if random.uniform() * (side + upper * upper) < side {
                let z = height * random.uniform()
                let radius = lower - slant * z
                return (Vector3(radius * c, radius * s, z), Vector3(c, s, slant).normalized ?? .zero)
            }
            let radius = upper * random.uniform().squareRoot()
            return (Vector3(radius * c, radius * s, height), Vector3(0, 0, 1))
        }
    }

    /// A vessel open at the top, its wall thin: outside in front, inside behind and above what the rim hides.
    mutating func cup(radius: Double, height: Double) -> PointBuffer {
        points { random in
            let turn = random.uniform(0...2 * .pi)
            let (c, s) = (Trigonometry.cosine(turn), Trigonometry.sine(turn))
            let z = height * random.uniform()
            let point = Vector3(radius * c, radius * s, z)
            let isFront = Vector3(c, s, 0).dot(Self.viewpoint - point) > 0
            // The far wall shows down to where the near rim hides it: for this viewpoint, about a diameter times 0.67.
            if !isFront, height - z > 1.2 * radius { return (point, -Self.viewpoint) }
            return (point, isFront ? Vector3(c, s, 0) : Vector3(-c, -s, 0))
        }
    }

    /// A box of half-extents about its centre.
    mutating func box(center: Vector3, axes: Matrix3, half: Vector3) -> PointBuffer {
        points { random in
            let areas = Vector3(half.y * half.z, half.x * half.z, half.x * half.y)
            let pick = random.uniform() * areas.sum()
            let axis = pick < areas.x ? 0 : pick < areas.x + areas.y ? 1 : 2
            var local = Vector3(random.uniform(-1...1), random.uniform(-1...1), random.uniform(-1...1)) * half
            var normal = Vector3.zero
            normal[axis] = random.uniform() < 0.5 ? -1 : 1
            local[axis] = normal[axis] * half[axis]
            return (center + axes * local, axes * normal)
        }
    }

    /// A round bar along the x axis, bent sideways by an arc of this sagitta, on the ground.
    mutating func bar(length: Double, radius: Double, sagitta: Double) -> PointBuffer {
        points { random in
            let place = random.uniform(-1...1)
            let turn = random.uniform(0...2 * .pi)
            let (c, s) = (Trigonometry.cosine(turn), Trigonometry.sine(turn))
            let middle = Vector3(place * length / 2, sagitta * (1 - place * place), radius)
            return (middle + Vector3(0, c, s) * radius, Vector3(0, c, s))
        }
    }
}
