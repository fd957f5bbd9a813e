public import Fathom

/// Reads what isaac-sim/IsaacSimZMQ streams: one camera's colour, depth, pose and labelled boxes in each message.
///
/// Colour is RGBA8. Depth is float metres of the annotator `distance_to_camera`, hence radial. Boxes become regions, named
/// by their label without its `class:`. The time is the simulator's; when it goes back, an episode begins.
public final class IsaacDecoder: PeerDecoder {
    private let stream: IsaacStream
    private var numbering: PeerNumbering

    /// - Parameter publisherEpoch: a number that no earlier source of this stream had.
    public init(_ stream: IsaacStream, publisherEpoch: UInt64 = .random(in: .min ... .max)) {
        self.stream = stream
        numbering = PeerNumbering(publisherEpoch: publisherEpoch)
    }

    public func decode(_ message: any ByteStorage, into found: inout [PeerFrame]) {
        do throws(Rejection) {
            found.append(.frame(try frame(message)))
        } catch {
            found.append(.malformed(stream: stream.stream, error))
        }
        numbering.countMessage()
    }

    public func reject(_ rejection: Rejection, into found: inout [PeerFrame]) {
        found.append(.malformed(stream: stream.stream, rejection))
        numbering.countMessage()
    }

    private func frame(_ storage: any ByteStorage) throws(Rejection) -> Frame {
        let message = try IsaacMessage(storage.bytes)
        let planes = try planes(message, of: storage)
        let camera = planes.isEmpty ? nil : try message.camera(stream)
        guard let seconds = message.simulationTime else {
            throw Rejection("clock", expected: "one", found: "none")
        }
        let nanoseconds = try PeerNumbering.nanoseconds(ofSeconds: seconds, "clock.sim_time")
        // Only now, so that a message that cannot be read begins no episode.
        var frame = numbering.frame(of: stream.stream, at: nanoseconds, clock: .simulation)
        frame.camera = camera
        frame.planes = planes
        frame.regions = message.regions
        return frame
    }

    /// The simulator leaves out what it was told not to render.
    private func planes(_ message: IsaacMessage, of storage: any ByteStorage) throws(Rejection) -> [Plane] {
        var planes: [Plane] = []
        if !message.color.isEmpty {
            planes.append(try plane(.color, .rgba8, message.color, of: storage, "color_image"))
        }
        if !message.depth.isEmpty {
            var depth = try plane(.depth, .depth32FC1, message.depth, of: storage, "depth_image")
            depth.isRadial = true
            planes.append(depth)
        }
        return planes
    }

    private func plane(
        _ kind: PlaneKind, _ encoding: PlaneEncoding, _ bytes: UnsafeRawBufferPointer, of storage: any ByteStorage,
        _ field: String
    ) throws(Rejection) -> Plane {
        let expected = stream.width * stream.height * 4
        guard bytes.count == expected else {
            throw Rejection(
                field,
                expected: "\(stream.width)×\(stream.height)×4 = \(expected) bytes, the size in the configuration",
                found: "\(bytes.count) bytes")
        }
        return Plane(
            kind: kind, encoding: encoding, width: stream.width, height: stream.height, part: kind == .color ? 2 : 3,
            storage: MessageSlice(bytes, of: storage))
    }
}
