import Fathom
import FathomWire

extension FoxgloveMessages {
    /// The measured segment as a row of points, for viewers that know no `SceneUpdate`; no points where nothing was
    /// measured.
    func segment(_ distance: Distance?, in frame: String) -> [UInt8] {
        var message = ProtobufWriter()
        stamp(&message, 1)
        message.append(2, frame)
        message.append(3) { Self.pose(&$0, .zero) }
        message.append(4, fixed: UInt32(Self.pointStride))
        for (index, name) in ["x", "y", "z"].enumerated() {
            message.append(5) { Self.field(&$0, name, offset: 4 * index, type: 7) }
        }
        for (index, name) in ["red", "green", "blue", "alpha"].enumerated() {
            message.append(5) { Self.field(&$0, name, offset: 12 + index, type: 1) }
        }
        message.append(6, bytes: distance.map { Self.points(from: $0.gripper, to: $0.target) } ?? [])
        return message.bytes
    }

    /// Three 32-bit floats and four bytes of colour.
    private static let pointStride = 16
    private static let pointCount = 33

    /// A `PackedElementField`; type 7 is a 32-bit float, type 1 a byte.
    private static func field(_ message: inout ProtobufWriter, _ name: String, offset: Int, type: Int64) {
        message.append(1, name)
        message.append(2, fixed: UInt32(offset))
        message.append(3, integer: type)
    }

    /// Evenly from one end to the other, in the ends' colours.
    private static func points(from gripper: Vector3, to target: Vector3) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(pointCount * pointStride)
        for index in 0..<pointCount {
            let share = Double(index) / Double(pointCount - 1)
            let place = gripper + (target - gripper) * share
            for value in [place.x, place.y, place.z] {
                withUnsafeBytes(of: Float(value).bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
            }
            for (from, to) in [(orange.r, blue.r), (orange.g, blue.g), (orange.b, blue.b), (1, 1)] {
                bytes.append(UInt8(((from + (to - from) * share) * 255).rounded()))
            }
        }
        return bytes
    }
}
