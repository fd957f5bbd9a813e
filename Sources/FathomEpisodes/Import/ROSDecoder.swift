internal import Fathom

/// Reads ROS 2 messages where they lie.
enum ROSDecoder {
    /// - Parameter schema: `sensor_msgs/msg/Image` …
    /// - Returns: `nil` for a kind that is not used.
    static func decode(_ bytes: UnsafeRawBufferPointer, schema: String) throws(Rejection) -> ForeignMessage? {
        switch schema.replacing("/msg/", with: "/") {
        case "sensor_msgs/Image": .image(try image(CDRReader(bytes)))
        case "sensor_msgs/CompressedImage": .image(try compressedImage(CDRReader(bytes)))
        case "sensor_msgs/CameraInfo": .calibration(try calibration(CDRReader(bytes)))
        case "tf2_msgs/TFMessage": .transforms(try transforms(CDRReader(bytes)))
        default: nil
        }
    }

    private static func image(_ message: CDRReader) throws(Rejection) -> ForeignImage {
        var reader = message
        var image = ForeignImage()
        (image.stampNanoseconds, image.frame) = try header(&reader)
        image.height = Int(try reader.number("image.height") as UInt32)
        image.width = Int(try reader.number("image.width") as UInt32)
        image.encoding = try reader.text("image.encoding")
        image.isBigEndian = try reader.number("image.is_bigendian") as UInt8 != 0
        image.rowStep = Int(try reader.number("image.step") as UInt32)
        image.data = try reader.data("image.data")
        return image
    }

    private static func compressedImage(_ message: CDRReader) throws(Rejection) -> ForeignImage {
        var reader = message
        var image = ForeignImage(isCompressed: true)
        (image.stampNanoseconds, image.frame) = try header(&reader)
        image.encoding = try reader.text("image.format")
        image.data = try reader.data("image.data")
        return image
    }

    private static func calibration(_ message: CDRReader) throws(Rejection) -> ForeignCalibration {
        var reader = message
        var calibration = ForeignCalibration()
        _ = try header(&reader)
        calibration.height = Int(try reader.number("calibration.height") as UInt32)
        calibration.width = Int(try reader.number("calibration.width") as UInt32)
        calibration.model = try reader.text("calibration.distortion_model")
        calibration.coefficients = try reader.doubles(reader.count("calibration.d", limit: 14), "calibration.d")
        calibration.matrix = try reader.doubles(9, "calibration.k")
        return calibration
    }

    private static func transforms(_ message: CDRReader) throws(Rejection) -> [ForeignTransform] {
        var reader = message
        var transforms: [ForeignTransform] = []
        for _ in 0..<(try reader.count("transforms", limit: 4096)) {
            var transform = ForeignTransform()
            (transform.stampNanoseconds, transform.parent) = try header(&reader)
            transform.child = try reader.text("transform.child_frame_id")
            let translation = try reader.doubles(3, "transform.translation")
            let rotation = try reader.doubles(4, "transform.rotation")
            transform.parentFromChild = try Transform(translation, quaternion: rotation, "transform")
            transforms.append(transform)
        }
        return transforms
    }

    private static func header(_ reader: inout CDRReader) throws(Rejection) -> (Int64, String) {
        let seconds: UInt32 = try reader.number("header.stamp")
        let nanoseconds: UInt32 = try reader.number("header.stamp")
        let stamp = try Stamp.nanoseconds(seconds: UInt64(seconds), UInt64(nanoseconds))
        return (stamp, try reader.text("header.frame_id"))
    }
}
