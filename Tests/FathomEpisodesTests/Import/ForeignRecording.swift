import Fathom
import FathomEpisodes

@testable import FathomTestKit

/// A recording as Foxglove's or ROS 2's tools make one: 4×2 pixels, depth 3 ms behind colour, poses, and a topic more.
struct ForeignRecording {
    enum Format: CaseIterable { case foxglove, ros, rosBigEndian }

    var format: Format
    var frames = 3
    var isCalibrated = true
    var depthDelay: Int64 = 3_000_000
    var depthEncoding = "16UC1"

    static let start: Int64 = 1_700_000_000_000_000_000
    static let interval: Int64 = 33_000_000
    static let map = ImportMap(
        color: "/color", depth: "/depth", camera: "/camera",
        transforms: ImportMap.Transforms(
            topics: ["/tf"], world: "base", poses: [ImportMap.Transforms.Pose(name: "gripper", frame: "tool")]))

    /// Distinct for each frame.
    static func color(_ index: Int) -> [UInt8] { (0..<24).map { UInt8($0 + 10 * index) } }
    static func depth(_ index: Int) -> [UInt8] { (0..<16).map { UInt8($0 + 100 + index) } }

    func write(to output: any MCAPOutput) throws {
        let writer = try MCAPWriter(to: output, header: MCAPHeader())
        let isFoxglove = format == .foxglove
        func channel(_ topic: String, _ foxglove: String, _ ros: String) throws -> UInt16 {
            let schema = try writer.addSchema(
                name: isFoxglove ? "foxglove.\(foxglove)" : ros, encoding: isFoxglove ? "protobuf" : "ros2msg", data: []
            )
            return try writer.addChannel(
                topic: topic, messageEncoding: isFoxglove ? "protobuf" : "cdr", schemaID: schema)
        }
        let color = try channel("/color", "RawImage", "sensor_msgs/msg/Image")
        let depth = try channel("/depth", "RawImage", "sensor_msgs/msg/Image")
        let camera = try channel("/camera", "CameraCalibration", "sensor_msgs/msg/CameraInfo")
        let transforms = try channel("/tf", "FrameTransforms", "tf2_msgs/msg/TFMessage")
        let other = try channel("/other", "Log", "std_msgs/msg/String")
        for index in 0..<frames {
            let stamp = Self.start + Int64(index) * Self.interval
            func put(_ channel: UInt16, _ bytes: [UInt8]) throws {
                try writer.write(
                    channelID: channel, sequence: UInt32(index), logTime: UInt64(stamp), publishTime: UInt64(stamp),
                    pieces: [OwnedBytes(bytes)])
            }
            try put(transforms, transformMessage(stamp, index))
            try put(color, image(stamp, "rgb8", 3, Self.color(index)))
            try put(depth, image(stamp + depthDelay, depthEncoding, 2, Self.depth(index)))
            try put(camera, calibration(stamp))
            try put(other, [])
        }
        try writer.close()
    }

    private var cdr: CDRWriter { CDRWriter(isLittleEndian: format == .ros) }

    private func timestamp(_ stamp: Int64) -> [UInt8] {
        var message = ProtobufWriter()
        message.varint(1 << 3)
        message.varint(UInt64(stamp / 1_000_000_000))
        message.integer(2, Int32(stamp % 1_000_000_000))
        return message.bytes
    }

    private func image(_ stamp: Int64, _ encoding: String, _ bytesPerPixel: UInt32, _ data: [UInt8]) -> [UInt8] {
        guard format == .foxglove else {
            var message = cdr
            message.header(stamp, "camera")
            message.number(UInt32(2))
            message.number(UInt32(4))
            message.text(encoding)
            message.number(UInt8(0))
            message.number(4 * bytesPerPixel)
            message.data(data)
            return message.bytes
        }
        var message = ProtobufWriter()
        message.bytes(1, timestamp(stamp))
        message.fixed32(2, 4)
        message.fixed32(3, 2)
        message.bytes(4, Array(encoding.utf8))
        message.fixed32(5, 4 * bytesPerPixel)
        message.bytes(6, data)
        message.bytes(7, Array("camera".utf8))
        return message.bytes
    }

    private func calibration(_ stamp: Int64) -> [UInt8] {
        let matrix: [Double] = isCalibrated ? [500, 0, 2, 0, 510, 1, 0, 0, 1] : [Double](repeating: 0, count: 9)
        guard format == .foxglove else {
            var message = cdr
            message.header(stamp, "camera")
            message.number(UInt32(2))
            message.number(UInt32(4))
            message.text("plumb_bob")
            message.number(UInt32(5))
            for coefficient in [0.1, 0.2, 0.01, 0.02, 0.3] { message.double(coefficient) }
            for value in matrix { message.double(value) }
            return message.bytes
        }
        var message = ProtobufWriter()
        message.bytes(1, timestamp(stamp))
        message.fixed32(2, 4)
        message.fixed32(3, 2)
        message.bytes(4, Array("plumb_bob".utf8))
        message.doubles(5, [0.1, 0.2, 0.01, 0.02, 0.3])
        message.doubles(6, matrix)
        return message.bytes
    }

    /// base ← camera, a quarter turn about z and 1 m along x; base ← tool, `index` cm up.
    private func transformMessage(_ stamp: Int64, _ index: Int) -> [UInt8] {
        let half = 0.5.squareRoot()
        let transforms: [(child: String, translation: [Double], rotation: [Double])] = [
            ("camera", [1, 0, 0], [0, 0, half, half]), ("tool", [0, 0, 0.01 * Double(index)], [0, 0, 0, 1]),
        ]
        guard format == .foxglove else {
            var message = cdr
            message.number(UInt32(transforms.count))
            for transform in transforms {
                message.header(stamp, "base")
                message.text(transform.child)
                for value in transform.translation + transform.rotation { message.double(value) }
            }
            return message.bytes
        }
        var list = ProtobufWriter()
        for transform in transforms {
            var message = ProtobufWriter()
            message.bytes(1, timestamp(stamp))
            message.bytes(2, Array("base".utf8))
            message.bytes(3, Array(transform.child.utf8))
            message.bytes(4, numbers(transform.translation))
            message.bytes(5, numbers(transform.rotation))
            list.bytes(1, message.bytes)
        }
        return list.bytes
    }

    private func numbers(_ values: [Double]) -> [UInt8] {
        var message = ProtobufWriter()
        for (index, value) in values.enumerated() { message.double(UInt64(index + 1), value) }
        return message.bytes
    }
}

extension ProtobufWriter {
    fileprivate mutating func fixed32(_ number: UInt64, _ value: UInt32) {
        float(number, Float(bitPattern: value))
    }
}
