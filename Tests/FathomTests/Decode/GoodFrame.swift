import Fathom

/// A frame that a validator admits, with every field filled, for tests to spoil.
enum GoodFrame {
    static let width = 8
    static let height = 6

    static func make(sequence: UInt64 = 1, episode: String = "0", publisherEpoch: UInt64 = 1) -> Frame {
        Frame(
            stream: "front", publisherEpoch: publisherEpoch, episode: episode, step: sequence, sequence: sequence,
            captureTimeNanoseconds: Int64(sequence) * 10_000_000, clock: .monotonic, camera: camera,
            planes: [
                plane(.color, .rgb8, part: 2), plane(.depth, .depth16UC1, part: 3), plane(.label, .label8UC1, part: 4),
                plane(.mask, .mono8, part: 5), plane(.mask, .label8UC1, part: 6),
            ],
            poses: [
                NamedPose(name: "gripper", worldFromEntity: turned),
                NamedPose(name: "base", worldFromEntity: .identity),
            ],
            labels: [LabelName(value: 1, name: "ball")],
            regions: [
                RegionPrompt(name: "ball", outline: .box(xMin: 1, yMin: 1, xMax: 3, yMax: 2)),
                RegionPrompt(name: "cube", score: 0.5, outline: .polygon([1, 1, 2, 1, 2, 2])),
                RegionPrompt(name: "mug", score: 0, outline: .mask(part: 6)),
            ],
            scalars: [NamedScalar(name: "gripper_opening", value: 0.04)])
    }

    static let camera = Camera(
        width: width, height: height, fx: 10, fy: 10, cx: 3.5, cy: 2.5,
        distortion: .plumbBob(k1: 0.1, k2: 0, p1: 0, p2: 0, k3: 0), worldFromCamera: turned)

    static let turned = Transform(
        rotation: Matrix3(columns: Vector3(0, 1, 0), Vector3(-1, 0, 0), Vector3(0, 0, 1)),
        translation: Vector3(0.3, -0.2, 1))

    static func plane(_ kind: PlaneKind, _ encoding: PlaneEncoding, part: Int) -> Plane {
        let count = width * height * (encoding.bytesPerPixel ?? 1)
        return Plane(
            kind: kind, encoding: encoding, width: width, height: height, part: part,
            storage: OwnedBytes([UInt8](repeating: 1, count: count)))
    }
}
