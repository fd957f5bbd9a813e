import Fathom
import FathomWire
import Foundation

/// Writes a recorded episode with Foxglove's messages: pictures, cameras, poses, and the measured segment in both.
///
/// Topics: `/<stream>/color`, `/<stream>/depth`, `/<stream>/calibration`, `/<stream>/annotations`, `/tf`, `/scene`,
/// `/segment`, and the rewards as they were recorded.
final class FoxgloveExport {
    private let writer: MCAPWriter
    private let output: FileOutput
    private let planes = PlaneDecoder()
    private let rewards = RewardCodec()
    private var channels: [String: UInt16] = [:]
    private var schemas: [String: UInt16] = [:]
    private let name: String

    /// - Throws: `EpisodeError` when there is a file already.
    init(path: String) throws(EpisodeError) {
        name = path
        output = try FileOutput(path: path)
        writer = try MCAPWriter(
            to: output, header: MCAPHeader(library: "fathom"),
            options: MCAPWriter.Options(compression: .zstd))
    }

    func finish() throws(EpisodeError) {
        try writer.close()
        try output.finish()
    }

    /// A frame, with what it brought.
    func write(_ frame: Frame, _ reward: Reward?, time: Int64) throws(EpisodeError) {
        let (messages, camera) = (FoxgloveMessages(time: time), FoxgloveMessages.cameraFrame(frame.stream))
        do throws(Rejection) {
            for plane in frame.planes {
                if let image = try image(plane, messages, in: camera) {
                    let topic = plane.kind == .color ? "color" : "depth"
                    try put("/\(frame.stream)/\(topic)", image.schema, image.bytes, time)
                }
            }
            planes.release()
            if let optics = frame.camera {
                try put(
                    "/\(frame.stream)/calibration", "foxglove.CameraCalibration",
                    messages.calibration(optics, in: camera), time)
                if let pose = optics.worldFromCamera {
                    try put("/tf", "foxglove.FrameTransform", messages.transform(pose, of: camera), time)
                }
            }
            for pose in frame.poses {
                try put(
                    "/tf", "foxglove.FrameTransform", messages.transform(pose.worldFromEntity, of: pose.name), time)
            }
            if let reward { try draw(reward, frame, messages, time) }
        } catch {
            throw .unwritable(file: name, reason: "\(error)")
        }
    }

    /// A reward as it was recorded.
    func write(_ bytes: any ByteStorage, time: Int64) throws(EpisodeError) {
        do throws(Rejection) {
            try put(EpisodeWriter.rewardTopic, RecordedSchema.reward, bytes, time)
        } catch {
            throw .unwritable(file: name, reason: "\(error)")
        }
    }

    private func draw(
        _ reward: Reward, _ frame: Frame, _ messages: FoxgloveMessages, _ time: Int64
    ) throws(Rejection) {
        var (annotations, scene) = (messages.emptyAnnotations, messages.emptyScene)
        let isWorld = reward.distance?.referenceFrame == .world
        let place = isWorld ? FoxgloveMessages.world : FoxgloveMessages.cameraFrame(frame.stream)
        if let distance = reward.distance {
            let text = String(format: "%.1f ± %.1f mm", distance.meters * 1000, distance.standardDeviation * 1000)
            scene = messages.scene(distance, in: place, text)
            let cameraFromFrame = isWorld ? frame.camera?.worldFromCamera?.rigidInverse : .identity
            if let camera = frame.camera, let cameraFromFrame {
                let projection = Projection(camera)
                if let from = projection.pixel(cameraFromFrame(distance.gripper)),
                    let to = projection.pixel(cameraFromFrame(distance.target))
                {
                    annotations = messages.annotations(from: from, to: to, text)
                }
            }
        }
        try put("/\(frame.stream)/annotations", "foxglove.ImageAnnotations", annotations, time)
        try put("/scene", "foxglove.SceneUpdate", scene, time)
        try put("/segment", "foxglove.PointCloud", messages.segment(reward.distance, in: place), time)
    }

    /// Colour as it was compressed, else as rgb8; depth in metres; nothing of other planes.
    private func image(
        _ plane: Plane, _ messages: FoxgloveMessages, in camera: String
    ) throws(Rejection) -> (schema: String, bytes: [UInt8])? {
        switch plane.kind {
        case .color:
            if plane.compression == .none, !plane.isRedBlueSwapped, let format = plane.encoding.pictureFormat,
                let storage = plane.storage
            {
                return ("foxglove.CompressedImage", messages.compressedImage(storage.bytes, format, in: camera))
            }
            let image = try planes.color(plane)
            return (
                "foxglove.RawImage",
                messages.rawImage(image.tight, image.width, image.height, "rgb8", step: image.width * 3, in: camera)
            )
        case .depth:
            let image = try planes.depth(plane)
            return (
                "foxglove.RawImage",
                messages.rawImage(
                    image.tightMeters, image.width, image.height, "32FC1", step: image.width * 4, in: camera)
            )
        case .label, .mask: return nil
        }
    }

    private func put(_ topic: String, _ schema: String, _ bytes: [UInt8], _ time: Int64) throws(Rejection) {
        try put(topic, schema, OwnedBytes(bytes), time)
    }

    private func put(
        _ topic: String, _ schema: String, _ bytes: any ByteStorage, _ time: Int64
    ) throws(Rejection) {
        do throws(EpisodeError) {
            let channel = try channel(topic, schema)
            let stamp = UInt64(clamping: time)
            try writer.write(channelID: channel, sequence: 0, logTime: stamp, publishTime: stamp, pieces: [bytes])
        } catch {
            throw Rejection(topic, expected: "a file that can be written", found: "\(error)")
        }
    }

    private func channel(_ topic: String, _ schema: String) throws(EpisodeError) -> UInt16 {
        if let known = channels[topic] { return known }
        let id: UInt16
        if let known = schemas[schema] {
            id = known
        } else {
            let isOurs = schema == RecordedSchema.reward
            id = try writer.addSchema(
                name: schema, encoding: "protobuf",
                data: isOurs ? RecordedSchema.descriptorSet : RecordedSchema.foxgloveDescriptorSet)
            schemas[schema] = id
        }
        let channel = try writer.addChannel(topic: topic, messageEncoding: "protobuf", schemaID: id)
        channels[topic] = channel
        return channel
    }
}

extension PlaneEncoding {
    /// What Foxglove calls a compressed picture; `nil` for plain pixels.
    fileprivate var pictureFormat: String? {
        switch self {
        case .jpeg: "jpeg"
        case .png: "png"
        default: nil
        }
    }
}

extension ColorImage {
    /// Three bytes a pixel, red first.
    fileprivate var tight: [UInt8] {
        [UInt8](unsafeUninitializedCapacity: width * height * 3) { bytes, count in
            for y in 0..<height {
                for x in 0..<width {
                    let (pixel, place) = (base + y * rowStep + x * pixelStep, (y * width + x) * 3)
                    bytes[place] = pixel[red]
                    bytes[place + 1] = pixel[green]
                    bytes[place + 2] = pixel[blue]
                }
            }
            count = width * height * 3
        }
    }
}

extension DepthImage {
    /// Metres as 32-bit floats, NaN where invalid.
    fileprivate var tightMeters: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(width * height * 4)
        for y in 0..<height {
            for x in 0..<width {
                let depth = meters(x: x, y: y)
                withUnsafeBytes(of: (depth > 0 ? depth : .nan).bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
            }
        }
        return bytes
    }
}
