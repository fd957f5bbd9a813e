internal import Fathom
internal import FathomWire

/// Reads Foxglove's protobuf messages where they lie.
enum FoxgloveDecoder {
    /// - Parameter schema: full name of the message.
    /// - Returns: `nil` for a kind that is not used.
    static func decode(_ bytes: UnsafeRawBufferPointer, schema: String) throws(Rejection) -> ForeignMessage? {
        switch schema {
        case "foxglove.RawImage": .image(try image(bytes, isCompressed: false))
        case "foxglove.CompressedImage": .image(try image(bytes, isCompressed: true))
        case "foxglove.CameraCalibration": .calibration(try calibration(bytes))
        case "foxglove.FrameTransform": .transforms([try transform(ProtobufScanner(bytes, name: schema))])
        case "foxglove.FrameTransforms": .transforms(try transforms(bytes))
        default: nil
        }
    }

    private static func image(_ bytes: UnsafeRawBufferPointer, isCompressed: Bool) throws(Rejection) -> ForeignImage {
        var scanner = ProtobufScanner(bytes, name: "image")
        var image = ForeignImage(isCompressed: isCompressed)
        while let (number, value) = try scanner.next() {
            switch (number, isCompressed) {
            case (1, _): image.stampNanoseconds = try timestamp(value)
            case (2, false): image.width = try value.size("image.width")
            case (3, false): image.height = try value.size("image.height")
            case (4, false): image.encoding = try value.text("image.encoding")
            case (5, false): image.rowStep = try value.size("image.step")
            case (6, false), (2, true): image.data = try value.bytes("image.data")
            case (7, false), (4, true): image.frame = try value.text("image.frame_id")
            case (3, true): image.encoding = try value.text("image.format")
            default: break
            }
        }
        return image
    }

    private static func calibration(_ bytes: UnsafeRawBufferPointer) throws(Rejection) -> ForeignCalibration {
        var scanner = ProtobufScanner(bytes, name: "calibration")
        var calibration = ForeignCalibration()
        while let (number, value) = try scanner.next() {
            switch number {
            case 2: calibration.width = try value.size("calibration.width")
            case 3: calibration.height = try value.size("calibration.height")
            case 4: calibration.model = try value.text("calibration.distortion_model")
            case 5: try value.append(to: &calibration.coefficients, limit: 14, "calibration.D")
            case 6: try value.append(to: &calibration.matrix, limit: 9, "calibration.K")
            default: break
            }
        }
        return calibration
    }

    private static func transforms(_ bytes: UnsafeRawBufferPointer) throws(Rejection) -> [ForeignTransform] {
        var scanner = ProtobufScanner(bytes, name: "transforms")
        var transforms: [ForeignTransform] = []
        while let (number, value) = try scanner.next() {
            guard number == 1 else { continue }
            transforms.append(try transform(value.message("transforms.transform")))
        }
        return transforms
    }

    private static func transform(_ message: ProtobufScanner) throws(Rejection) -> ForeignTransform {
        var scanner = message
        var transform = ForeignTransform()
        var translation = [0.0, 0, 0]
        // x, y, z, w; proto3 leaves zeros out.
        var rotation = [0.0, 0, 0, 0]
        while let (number, value) = try scanner.next() {
            switch number {
            case 1: transform.stampNanoseconds = try timestamp(value)
            case 2: transform.parent = try value.text("transform.parent_frame_id")
            case 3: transform.child = try value.text("transform.child_frame_id")
            case 4: try fill(&translation, value.message("transform.translation"))
            case 5: try fill(&rotation, value.message("transform.rotation"))
            default: break
            }
        }
        transform.parentFromChild = try Transform(translation, quaternion: rotation, "transform")
        return transform
    }

    /// Fields 1, 2 … of a message of doubles.
    private static func fill(_ numbers: inout [Double], _ message: ProtobufScanner) throws(Rejection) {
        var scanner = message
        while let (number, value) = try scanner.next() {
            guard number <= UInt64(numbers.count) else { continue }
            numbers[Int(number) - 1] = try value.double("transform")
        }
    }

    /// `google.protobuf.Timestamp`.
    private static func timestamp(_ value: ProtobufScanner.Value) throws(Rejection) -> Int64 {
        var scanner = try value.message("timestamp")
        var (seconds, nanoseconds): (UInt64, UInt64) = (0, 0)
        while let (number, value) = try scanner.next() {
            guard case .varint(let part) = value else { continue }
            if number == 1 { seconds = part }
            if number == 2 { nanoseconds = part }
        }
        return try Stamp.nanoseconds(seconds: seconds, nanoseconds)
    }
}

enum Stamp {
    /// - Throws: for what no clock shows.
    static func nanoseconds(seconds: UInt64, _ nanoseconds: UInt64) throws(Rejection) -> Int64 {
        guard seconds < 1 << 33, nanoseconds < 1_000_000_000 else {
            throw Rejection(
                "stamp", expected: "seconds since 1970 and nanoseconds below 1e9", found: "\(seconds), \(nanoseconds)")
        }
        return Int64(seconds) * 1_000_000_000 + Int64(nanoseconds)
    }
}

extension ProtobufScanner.Value {
    /// A `fixed32`.
    fileprivate func size(_ field: String) throws(Rejection) -> Int {
        guard case .fixed32(let value) = self else {
            throw Rejection(field, expected: "32 bits", found: "another wire type")
        }
        return Int(value)
    }
}
