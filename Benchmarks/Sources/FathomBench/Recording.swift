import Fathom
import Foundation

/// Frames of a simulator as `record.py` wrote them, in memory.
struct Recording {
    let frames: [Frame]
    /// Index of the first frame of each episode.
    let episodes: [Range<Int>]
    let width: Int
    let height: Int

    private static let header = 24
    private static let numbers = 1 + 9 + 16 + 16 + 1 + 3

    init(_ folder: URL, stream: String = "front") throws {
        let data = try Data(contentsOf: folder.appending(path: "frames.bin"), options: .mappedIfSafe)
        guard data.count > Self.header, data.prefix(8) == Data("FATHOMFR".utf8) else {
            throw Failure("\(folder.path): expected frames of record.py")
        }
        let sizes = data.withUnsafeBytes { bytes in
            (0..<4).map { Int(bytes.loadUnaligned(fromByteOffset: 8 + 4 * $0, as: UInt32.self)) }
        }
        let (count, width, height, label) = (sizes[0], sizes[1], sizes[2], sizes[3])
        let step = Self.numbers * 8 + width * height * 8
        guard data.count == Self.header + count * step else { throw Failure("\(folder.path): truncated") }
        (self.width, self.height) = (width, height)
        var numbers: [[Double]] = []
        frames = data.withUnsafeBytes { bytes in
            (0..<count).map { index in
                let start = Self.header + index * step
                numbers.append(
                    (0..<Self.numbers).map { bytes.loadUnaligned(fromByteOffset: start + 8 * $0, as: Double.self) })
                return Self.frame(
                    numbers[index], UnsafeRawBufferPointer(rebasing: bytes[start + Self.numbers * 8..<start + step]),
                    width, height, label: UInt32(label), stream: stream, index: index)
            }
        }
        let starts = frames.indices.filter { $0 == 0 || numbers[$0][0] != numbers[$0 - 1][0] }
        episodes = zip(starts, starts.dropFirst() + [count]).map { $0..<$1 }
    }

    private static func frame(
        _ numbers: [Double], _ pixels: UnsafeRawBufferPointer, _ width: Int, _ height: Int, label: UInt32,
        stream: String, index: Int
    ) -> Frame {
        let area = width * height
        func storage(_ range: Range<Int>) -> OwnedBytes { OwnedBytes(UnsafeRawBufferPointer(rebasing: pixels[range])) }
        let target = Transform(rotation: .identity, translation: Vector3(numbers[43], numbers[44], numbers[45]))
        return Frame(
            stream: stream, step: 0, sequence: 0,
            camera: Camera(
                width: width, height: height, fx: numbers[1], fy: numbers[5], cx: numbers[3], cy: numbers[6],
                worldFromCamera: transform(numbers[10..<26])),
            planes: [
                Plane(
                    kind: .color, encoding: .rgb8, width: width, height: height, part: 2,
                    storage: storage(0..<3 * area)),
                Plane(
                    kind: .depth, encoding: .depth32FC1, width: width, height: height, part: 3,
                    storage: storage(3 * area..<7 * area)),
                Plane(
                    kind: .label, encoding: .label8UC1, width: width, height: height, part: 4,
                    storage: storage(7 * area..<8 * area)),
            ],
            poses: [
                NamedPose(name: "gripper", worldFromEntity: transform(numbers[26..<42])),
                NamedPose(name: "target", worldFromEntity: target),
            ],
            labels: [LabelName(value: label, name: "target")],
            scalars: [NamedScalar(name: "gripper_opening", value: numbers[42])])
    }

    /// A 4×4 matrix by rows.
    private static func transform(_ m: ArraySlice<Double>) -> Transform {
        let m = Array(m)
        return Transform(
            rotation: Matrix3(
                columns: Vector3(m[0], m[4], m[8]), Vector3(m[1], m[5], m[9]), Vector3(m[2], m[6], m[10])),
            translation: Vector3(m[3], m[7], m[11]))
    }
}

extension Recording {
    /// Frames with colour and depth alone, as a camera sends them.
    var camera: [Frame] { keeping([.color, .depth]) }

    /// Frames with these planes and without the others, their parts renumbered.
    func keeping(_ kinds: [PlaneKind]) -> [Frame] {
        frames.map { frame in
            var frame = frame
            frame.planes = frame.planes.filter { kinds.contains($0.kind) }
            for index in frame.planes.indices { frame.planes[index].part = 2 + index }
            return frame
        }
    }

    /// Frames with poses alone, as a simulator that renders nothing sends them.
    var poses: [Frame] {
        keeping([]).map { frame in
            var frame = frame
            frame.camera = nil
            return frame
        }
    }

    /// As `camera`, a plane of `kind` stored otherwise, from a file of `record.py`.
    func camera(_ changes: [(kind: PlaneKind, encoding: PlaneEncoding, compression: PlaneCompression, file: URL)])
        throws
        -> [Frame]
    {
        var frames = camera
        for change in changes {
            let items = try Self.items(change.file)
            frames = zip(frames, items).map { frame, bytes in
                var frame = frame
                for index in frame.planes.indices where frame.planes[index].kind == change.kind {
                    frame.planes[index].encoding = change.encoding
                    frame.planes[index].compression = change.compression
                    frame.planes[index].storage = OwnedBytes(Array(bytes))
                }
                return frame
            }
        }
        return frames
    }

    private static func items(_ file: URL) throws -> [Data] {
        var rest = try Data(contentsOf: file)
        var items: [Data] = []
        while rest.count >= 4 {
            let count = rest.withUnsafeBytes { Int($0.loadUnaligned(as: UInt32.self)) }
            items.append(Data(rest.dropFirst(4).prefix(count)))
            rest = Data(rest.dropFirst(4 + count))
        }
        return items
    }
}
