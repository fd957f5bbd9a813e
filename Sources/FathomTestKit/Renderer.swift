public import Fathom

/// A camera that renders scenes to frames as a simulator would send them.
public struct Renderer: Sendable {
    public var camera: Camera
    /// Standard deviation of depth noise, metres, by depth.
    public var noise: DepthNoise
    private var random: SplitMix64

    public init(camera: Camera = .lookingAtTable(), noise: DepthNoise = .ideal, seed: UInt64 = 1) {
        self.camera = camera
        self.noise = noise
        random = SplitMix64(seed: seed)
    }

    /// Colour (rgb8), depth (32FC1 metres, NaN where nothing is) and labels (8UC1, body index plus one) of `scene`.
    public mutating func planes(_ scene: Scene) -> [Plane] {
        let (width, height) = (camera.width, camera.height)
        var rgb = [UInt8](repeating: 0, count: width * height * 3)
        var depth = [Float](repeating: .nan, count: width * height)
        var labels = [UInt8](repeating: 0, count: width * height)
        let pose = camera.worldFromCamera ?? .identity
        let light = Vector3(0.3, -0.4, 0.866)
        for y in 0..<height {
            for x in 0..<width {
                let ray = Vector3((Double(x) - camera.cx) / camera.fx, (Double(y) - camera.cy) / camera.fy, 1)
                guard let hit = scene.hit(pose.translation, pose.rotation * ray) else { continue }
                let pixel = y * width + x
                let shade = 0.55 + 0.45 * max(0, hit.normal.dot(light))
                for channel in 0..<3 { rgb[pixel * 3 + channel] = UInt8(Double(hit.color[channel]) * shade) }
                depth[pixel] = Float(hit.depth + noise.sigma(hit.depth) * random.normal())
                labels[pixel] = hit.label
            }
        }
        return [
            Plane(kind: .color, encoding: .rgb8, width: width, height: height, part: 2, storage: OwnedBytes(rgb)),
            Plane(
                kind: .depth, encoding: .depth32FC1, width: width, height: height, part: 3,
                storage: OwnedBytes(depth.withUnsafeBytes(Array.init))),
            Plane(
                kind: .label, encoding: .label8UC1, width: width, height: height, part: 4, storage: OwnedBytes(labels)),
        ]
    }

    /// A whole frame; the gripper's pose has its tool point at `gripper`.
    public mutating func frame(
        _ scene: Scene, gripper: Vector3? = nil, stream: String = "front", episode: String = "0", sequence: UInt64 = 0,
        framesPerSecond: Double = 25
    ) -> Frame {
        Frame(
            stream: stream, episode: episode, step: sequence, sequence: sequence,
            captureTimeNanoseconds: Int64(Double(sequence) * 1e9 / framesPerSecond), camera: camera,
            planes: planes(scene),
            poses: gripper.map {
                [NamedPose(name: "gripper", worldFromEntity: Transform(rotation: .identity, translation: $0))]
            } ?? [],
            labels: scene.bodies.enumerated().map { LabelName(value: UInt32($0.offset + 1), name: $0.element.name) })
    }
}

extension Camera {
    /// A camera above the table's edge that looks at `target`, world frame.
    public static func lookingAtTable(
        from eye: Vector3 = Vector3(0.75, -0.45, 0.6), at target: Vector3 = Vector3(0, 0, 0.03), width: Int = 320,
        height: Int = 240, verticalFieldOfViewDegrees: Double = 45
    ) -> Camera {
        let forward = (target - eye).normalized ?? Vector3(0, 0, -1)
        let right = forward.cross(Vector3(0, 0, 1)).normalized ?? Vector3(1, 0, 0)
        let rotation = Matrix3(columns: right, forward.cross(right), forward)
        let focal = Double(height) / 2 / Trigonometry.tangent(verticalFieldOfViewDegrees * .pi / 360)
        return Camera(
            width: width, height: height, fx: focal, fy: focal, cx: Double(width) / 2 - 0.5,
            cy: Double(height) / 2 - 0.5, worldFromCamera: Transform(rotation: rotation, translation: eye))
    }
}

extension SplitMix64 {
    /// In [0, 1).
    public mutating func uniform() -> Double {
        Double(next() >> 11) * 0x1p-53
    }

    /// In `range`.
    public mutating func uniform(_ range: ClosedRange<Double>) -> Double {
        range.lowerBound + (range.upperBound - range.lowerBound) * uniform()
    }

    /// Standard normal (Box and Muller 1958).
    public mutating func normal() -> Double {
        let radius = (-2 * Trigonometry.logarithm(1 - uniform())).squareRoot()
        return radius * Trigonometry.cosine(2 * .pi * uniform())
    }
}
