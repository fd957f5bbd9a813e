import Fathom
import FathomWire

/// Foxglove's messages of a frame and of its reward; field numbers as in proto/foxglove.
struct FoxgloveMessages {
    /// Of every message: the recorder's clock, nanoseconds, by which players order them.
    let time: Int64

    static let world = "world"

    static func cameraFrame(_ stream: String) -> String { "\(stream)_optical" }

    func rawImage(_ data: [UInt8], _ width: Int, _ height: Int, _ encoding: String, step: Int, in frame: String)
        -> [UInt8]
    {
        var message = ProtobufWriter()
        stamp(&message, 1)
        message.append(2, fixed: UInt32(width))
        message.append(3, fixed: UInt32(height))
        message.append(4, encoding)
        message.append(5, fixed: UInt32(step))
        message.append(6, bytes: data)
        message.append(7, frame)
        return message.bytes
    }

    func compressedImage(_ data: UnsafeRawBufferPointer, _ format: String, in frame: String) -> [UInt8] {
        var message = ProtobufWriter()
        stamp(&message, 1)
        message.append(2, bytes: data)
        message.append(3, format)
        message.append(4, frame)
        return message.bytes
    }

    func calibration(_ camera: Camera, in frame: String) -> [UInt8] {
        var message = ProtobufWriter()
        stamp(&message, 1)
        message.append(2, fixed: UInt32(clamping: camera.width))
        message.append(3, fixed: UInt32(clamping: camera.height))
        if case .plumbBob(let k1, let k2, let p1, let p2, let k3) = camera.distortion {
            message.append(4, "plumb_bob")
            message.append(5, [k1, k2, p1, p2, k3])
        }
        message.append(6, [camera.fx, camera.skew, camera.cx, 0, camera.fy, camera.cy, 0, 0, 1])
        message.append(7, [1, 0, 0, 0, 1, 0, 0, 0, 1])
        message.append(8, [camera.fx, camera.skew, camera.cx, 0, 0, camera.fy, camera.cy, 0, 0, 0, 1, 0])
        message.append(9, frame)
        return message.bytes
    }

    /// Where `child` stands in the world.
    func transform(_ worldFromChild: Transform, of child: String) -> [UInt8] {
        var message = ProtobufWriter()
        stamp(&message, 1)
        message.append(2, Self.world)
        message.append(3, child)
        message.append(4) { Self.point(&$0, worldFromChild.translation) }
        message.append(5) { Self.quaternion(&$0, worldFromChild.rotation) }
        return message.bytes
    }

    /// The measured segment in the picture, with its length.
    func annotations(from gripper: (u: Double, v: Double), to target: (u: Double, v: Double), _ text: String) -> [UInt8]
    {
        var message = ProtobufWriter()
        for (place, color) in [(gripper, Self.orange), (target, Self.blue)] {
            message.append(1) { circle in
                stamp(&circle, 1)
                circle.append(2) { Self.pixel(&$0, place) }
                circle.append(3, 10)
                circle.append(4, 2)
                circle.append(6) { Self.color(&$0, color) }
            }
        }
        message.append(2) { line in
            stamp(&line, 1)
            line.append(2, integer: 3)
            for place in [gripper, target] { line.append(3) { Self.pixel(&$0, place) } }
            line.append(4) { Self.color(&$0, Self.white) }
            line.append(7, 2)
        }
        message.append(3) { label in
            stamp(&label, 1)
            label.append(2) { Self.pixel(&$0, ((gripper.u + target.u) / 2, (gripper.v + target.v) / 2)) }
            label.append(3, text)
            label.append(4, 14)
            label.append(5) { Self.color(&$0, Self.white) }
            label.append(6) { Self.color(&$0, Self.plate) }
        }
        stamp(&message, 5)
        return message.bytes
    }

    /// The measured segment in space as a line, with its length in words.
    func scene(_ distance: Distance, in frame: String, _ text: String) -> [UInt8] {
        var message = ProtobufWriter()
        message.append(2) { entity in
            stamp(&entity, 1)
            entity.append(2, frame)
            entity.append(3, "distance")
            entity.append(11) { line in
                line.append(1, integer: 0)
                line.append(2) { Self.pose(&$0, .zero) }
                line.append(3, 3)
                line.append(4, true)
                for place in [distance.gripper, distance.target] { line.append(5) { Self.point(&$0, place) } }
                line.append(6) { Self.color(&$0, Self.white) }
            }
            for (place, color) in [(distance.gripper, Self.orange), (distance.target, Self.blue)] {
                entity.append(9) { sphere in
                    sphere.append(1) { Self.pose(&$0, place) }
                    sphere.append(2) { Self.point(&$0, Vector3(repeating: 0.015)) }
                    sphere.append(3) { Self.color(&$0, color) }
                }
            }
            entity.append(13) { label in
                label.append(1) { Self.pose(&$0, (distance.gripper + distance.target) * 0.5) }
                label.append(2, true)
                label.append(3, 14)
                label.append(4, true)
                label.append(5) { Self.color(&$0, Self.white) }
                label.append(6, text)
            }
        }
        return message.bytes
    }

    /// Takes away the segment: nothing was measured.
    var emptyScene: [UInt8] {
        var message = ProtobufWriter()
        message.append(1) { deletion in
            stamp(&deletion, 1)
            deletion.append(2, integer: 0)
            deletion.append(3, "distance")
        }
        return message.bytes
    }

    var emptyAnnotations: [UInt8] {
        var message = ProtobufWriter()
        stamp(&message, 5)
        return message.bytes
    }

    func stamp(_ message: inout ProtobufWriter, _ field: Int) {
        message.append(field) { stamp in
            stamp.append(1, integer: time / 1_000_000_000)
            stamp.append(2, integer: time % 1_000_000_000)
        }
    }

    typealias RGB = (r: Double, g: Double, b: Double, a: Double)
    private static let white: RGB = (1, 1, 1, 1)
    private static let plate: RGB = (0.08, 0.09, 0.11, 0.8)
    static let orange: RGB = (1, 0.69, 0.18, 1)
    static let blue: RGB = (0.25, 0.76, 1, 1)

    private static func color(_ message: inout ProtobufWriter, _ color: RGB) {
        message.append(1, color.r)
        message.append(2, color.g)
        message.append(3, color.b)
        message.append(4, color.a)
    }

    private static func pixel(_ message: inout ProtobufWriter, _ place: (u: Double, v: Double)) {
        message.append(1, place.u)
        message.append(2, place.v)
    }

    private static func point(_ message: inout ProtobufWriter, _ place: Vector3) {
        message.append(1, place.x)
        message.append(2, place.y)
        message.append(3, place.z)
    }

    static func pose(_ message: inout ProtobufWriter, _ place: Vector3) {
        message.append(1) { point(&$0, place) }
        message.append(2) { $0.append(4, 1.0) }
    }

    /// Shepperd's method: by the largest of the four, so that nothing is divided by what is near 0.
    private static func quaternion(_ message: inout ProtobufWriter, _ r: Matrix3) {
        let trace = r.x.x + r.y.y + r.z.z
        var (x, y, z, w) = (0.0, 0.0, 0.0, 1.0)
        if trace > 0 {
            let s = 2 * (trace + 1).squareRoot()
            (w, x, y, z) = (s / 4, (r.y.z - r.z.y) / s, (r.z.x - r.x.z) / s, (r.x.y - r.y.x) / s)
        } else if r.x.x > r.y.y, r.x.x > r.z.z {
            let s = 2 * (1 + r.x.x - r.y.y - r.z.z).squareRoot()
            (w, x, y, z) = ((r.y.z - r.z.y) / s, s / 4, (r.y.x + r.x.y) / s, (r.z.x + r.x.z) / s)
        } else if r.y.y > r.z.z {
            let s = 2 * (1 + r.y.y - r.x.x - r.z.z).squareRoot()
            (w, x, y, z) = ((r.z.x - r.x.z) / s, (r.y.x + r.x.y) / s, s / 4, (r.z.y + r.y.z) / s)
        } else {
            let s = 2 * (1 + r.z.z - r.x.x - r.y.y).squareRoot()
            (w, x, y, z) = ((r.x.y - r.y.x) / s, (r.z.x + r.x.z) / s, (r.z.y + r.y.z) / s, s / 4)
        }
        message.append(1, x)
        message.append(2, y)
        message.append(3, z)
        message.append(4, w)
    }
}
