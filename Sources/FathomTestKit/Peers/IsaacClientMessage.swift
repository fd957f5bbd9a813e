public import Fathom

/// One message of IsaacSimZMQ, to be sent as its simulator would: `ClientStreamMessage` in one part.
public struct IsaacClientMessage: Sendable {
    public struct Box: Sendable {
        public var semanticID: UInt32
        public var xMin: Int32
        public var yMin: Int32
        public var xMax: Int32
        public var yMax: Int32

        public init(_ semanticID: UInt32, xMin: Int32, yMin: Int32, xMax: Int32, yMax: Int32) {
            self.semanticID = semanticID
            self.xMin = xMin
            self.yMin = yMin
            self.xMax = xMax
            self.yMax = yMax
        }
    }

    public var boxes: [Box] = []
    public var labels: [(id: String, label: String)] = []
    /// Seconds.
    public var simulationTime = 0.0
    public var hasClock = true
    /// Row-major `camera_from_world`, 16 numbers.
    public var viewMatrix: [Double] = []
    public var cameraScale = [1.0, 1.0, 1.0]
    /// Row-major K, 9 numbers, principal point counted from the image's corner.
    public var intrinsics: [Double] = []
    public var color: [UInt8] = []
    /// Float metres along the ray.
    public var depth: [UInt8] = []

    public init() {}

    /// A frame of a renderer as the simulator would have sent it, without its labels and poses.
    public init(_ frame: Frame, cameraScale: Double = 1) {
        self.cameraScale = [cameraScale, cameraScale, cameraScale]
        simulationTime = Double(frame.captureTimeNanoseconds) / 1e9
        guard let camera = frame.camera else { return }
        intrinsics = [camera.fx, 0, camera.cx + 0.5, 0, camera.fy, camera.cy + 0.5, 0, 0, 1]
        if let cameraFromWorld = camera.worldFromCamera?.rigidInverse {
            let r = cameraFromWorld.rotation.transposed
            let rows = [
                (r.x, cameraFromWorld.translation.x), (r.y, cameraFromWorld.translation.y),
                (r.z, cameraFromWorld.translation.z),
            ]
            viewMatrix = rows.flatMap { row, t in [row.x, row.y, row.z, t].map { $0 / cameraScale } } + [0, 0, 0, 1]
        }
        for plane in frame.planes {
            guard let bytes = plane.storage?.bytes else { continue }
            switch plane.kind {
            case .color: color = Self.rgba(bytes)
            case .depth: depth = Self.radial(bytes, camera)
            default: break
            }
        }
    }

    private static func rgba(_ rgb: UnsafeRawBufferPointer) -> [UInt8] {
        stride(from: 0, to: rgb.count - 2, by: 3).flatMap { [rgb[$0], rgb[$0 + 1], rgb[$0 + 2], 255] }
    }

    private static func radial(_ planar: UnsafeRawBufferPointer, _ camera: Camera) -> [UInt8] {
        var radial: [Float] = []
        for y in 0..<camera.height {
            for x in 0..<camera.width {
                let z = planar.loadUnaligned(fromByteOffset: (y * camera.width + x) * 4, as: Float.self)
                let ray = Vector3((Double(x) - camera.cx) / camera.fx, (Double(y) - camera.cy) / camera.fy, 1)
                radial.append(Float(Double(z) * ray.length))
            }
        }
        return radial.withUnsafeBytes(Array.init)
    }

    /// The message on the wire.
    public var encoded: [UInt8] {
        var message = ProtobufWriter()
        if !boxes.isEmpty || !labels.isEmpty { message.bytes(1, encodedBoxes) }
        if hasClock {
            var clock = ProtobufWriter()
            clock.double(1, 1.0 / 60)
            clock.double(3, simulationTime)
            clock.double(4, 1_700_000_000.25)
            message.bytes(2, clock.bytes)
        }
        var camera = ProtobufWriter()
        camera.doubles(1, viewMatrix)
        camera.doubles(2, cameraScale)
        camera.doubles(3, intrinsics)
        message.bytes(3, camera.bytes)
        if !color.isEmpty { message.bytes(4, color) }
        if !depth.isEmpty { message.bytes(5, depth) }
        return message.bytes
    }

    private var encodedBoxes: [UInt8] {
        var list = ProtobufWriter()
        for box in boxes {
            var one = ProtobufWriter()
            one.integer(1, Int32(bitPattern: box.semanticID))
            one.integer(2, box.xMin)
            one.integer(3, box.yMin)
            one.integer(4, box.xMax)
            one.integer(5, box.yMax)
            one.float(6, 0.25)
            list.bytes(1, one.bytes)
        }
        var info = ProtobufWriter()
        for (id, label) in labels {
            var entry = ProtobufWriter()
            entry.bytes(1, id.utf8)
            entry.bytes(2, label.utf8)
            info.bytes(1, entry.bytes)
        }
        info.bytes(2, [UInt8](repeating: 1, count: boxes.count))
        list.bytes(2, info.bytes)
        return list.bytes
    }
}
