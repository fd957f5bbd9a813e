import CFathomProto
public import Fathom

/// Reads frame headers into `Frame` values, in place and, once a stream is steady, without touching the heap.
///
/// Checks what concerns the message itself: that it parses, that enum values are known, that arrays have the sizes of
/// what they stand for, that parts and planes match one to one. Whether the claims can be true (intrinsics, rigid
/// transforms, plane sizes, order) is for Fathom's Decode stage. Belongs to one thread.
public final class FrameDecoder {
    /// Bytes that a header may have.
    public static let maxHeaderBytes = 64 << 10
    /// Index of the first message part that is a plane; 0 is the topic, 1 the header.
    public static let firstPlanePart = 2
    /// Planes that a message may carry.
    public static let maxPlanes = FrameValidator.maxPlanes

    private let arena: Arena

    public init() {
        arena = Arena()
    }

    /// Refills `frame` from a header and the parts behind it; `planes[i].storage` becomes the received part.
    ///
    /// - Parameters:
    ///   - header: part 1 of the message.
    ///   - parts: parts 2 and following.
    ///   - stream: the name behind `frames/` in the topic, which the header must repeat; `nil` skips the comparison.
    ///   - frame: where the result goes; of no use after an error. Only a frame of which no copy is alive is refilled
    ///     without allocating.
    /// - Throws: `Rejection` with the path of the field.
    public func decode(
        header: UnsafeRawBufferPointer, parts: [any ByteStorage], stream: String? = nil, into frame: inout Frame
    ) throws(Rejection) {
        guard header.count <= Self.maxHeaderBytes else {
            throw Rejection("header", expected: "at most \(Self.maxHeaderBytes) bytes", found: "\(header.count)")
        }
        for index in frame.planes.indices { frame.planes[index].storage = nil }
        arena.rewind()
        let message = try arena.unpack(
            header, name: "header", expected: "a fathom.v1.FrameHeader", using: fathom__v1__frame_header__unpack)
        try frame.refillIdentity(from: message.pointee, stream: stream)
        try frame.refillCamera(from: message.pointee)
        try frame.refillPlanes(from: message.pointee, parts: parts)
        try frame.refillEntities(from: message.pointee)
        try frame.checkMasks()
    }
}

extension Frame {
    fileprivate mutating func refillIdentity(
        from header: Fathom__V1__FrameHeader, stream topicStream: String?
    ) throws(Rejection) {
        try stream.refill(from: header.stream, field: "stream")
        guard !stream.isEmpty else { throw Rejection("stream", expected: "a name", found: "an empty one") }
        if let topicStream, topicStream != stream {
            throw Rejection("stream", expected: "\(topicStream), as in the topic", found: stream)
        }
        try episode.refill(from: header.episode, field: "episode")
        guard !episode.isEmpty else { throw Rejection("episode", expected: "an id", found: "an empty one") }
        publisherEpoch = header.publisher_epoch
        step = header.has_step != 0 ? header.step : nil
        sequence = header.sequence
        captureTimeNanoseconds = header.capture_time_ns
        clock = try CaptureClock(wire: header.clock.rawValue, field: "clock")
        isTerminated = header.terminated != 0
        isTruncated = header.truncated != 0
    }

    fileprivate mutating func refillCamera(from header: Fathom__V1__FrameHeader) throws(Rejection) {
        camera = if let message = header.camera { try Camera(wire: message.pointee) } else { nil }
    }

    fileprivate mutating func refillPlanes(
        from header: Fathom__V1__FrameHeader, parts: [any ByteStorage]
    ) throws(Rejection) {
        let first = FrameDecoder.firstPlanePart
        guard header.n_planes <= FrameDecoder.maxPlanes else {
            throw Rejection("planes", expected: "at most \(FrameDecoder.maxPlanes)", found: "\(header.n_planes)")
        }
        var named: UInt64 = 0
        let blank = Plane(kind: .color, encoding: .rgb8, width: 0, height: 0, storage: nil)
        try planes.refill(from: header.planes, count: header.n_planes, blank: blank) {
            (plane: inout Plane, message: Fathom__V1__Plane, index) throws(Rejection) in
            try plane.refill(from: message, index: index)
            guard plane.part >= first, plane.part - first < parts.count else {
                throw Rejection(
                    "planes[\(index)].part", expected: parts.isEmpty ? "a part, but none came" : "2…\(parts.count + 1)",
                    found: "\(plane.part)")
            }
            let bit: UInt64 = 1 << UInt64(plane.part)
            guard named & bit == 0 else {
                throw Rejection(
                    "planes[\(index)].part", expected: "a part that no other plane names", found: "\(plane.part)")
            }
            named |= bit
            plane.storage = parts[plane.part - first]
        }
        guard parts.count == planes.count else {
            throw Rejection("parts", expected: "\(planes.count), one for each plane", found: "\(parts.count)")
        }
    }

    fileprivate mutating func refillEntities(from header: Fathom__V1__FrameHeader) throws(Rejection) {
        try poses.refill(
            from: header.poses, count: header.n_poses, blank: NamedPose(name: "", worldFromEntity: .identity)
        ) { (pose: inout NamedPose, message: Fathom__V1__NamedPose, index) throws(Rejection) in
            try pose.name.refill(from: message.name, field: "poses[\(index)].name")
            pose.worldFromEntity = try Transform(
                wire: message.world_from_entity, field: "poses[\(index)].world_from_entity")
        }
        try labels.refill(from: header.labels, count: header.n_labels, blank: LabelName(value: 0, name: "")) {
            (label: inout LabelName, message: Fathom__V1__LabelName, index) throws(Rejection) in
            label.value = message.value
            try label.name.refill(from: message.name, field: "labels[\(index)].name")
        }
        try regions.refill(from: header.regions, count: header.n_regions)
        try scalars.refill(from: header.scalars, count: header.n_scalars, blank: NamedScalar(name: "", value: 0)) {
            (scalar: inout NamedScalar, message: Fathom__V1__NamedScalar, index) throws(Rejection) in
            try scalar.name.refill(from: message.name, field: "scalars[\(index)].name")
            scalar.value = message.value
        }
    }

    /// A region's mask must be a plane of this very message.
    fileprivate func checkMasks() throws(Rejection) {
        for index in regions.indices {
            guard case .mask(let part) = regions[index].outline else { continue }
            guard planes.contains(where: { $0.part == part && $0.kind == .mask }) else {
                throw Rejection("regions[\(index)].mask_part", expected: "the part of a mask plane", found: "\(part)")
            }
        }
    }
}

extension Plane {
    fileprivate mutating func refill(from message: Fathom__V1__Plane, index: Int) throws(Rejection) {
        kind = try PlaneKind(wire: message.kind.rawValue, field: "planes[\(index)].kind")
        encoding = try PlaneEncoding(wire: message.encoding.rawValue, field: "planes[\(index)].encoding")
        compression = try PlaneCompression(wire: message.compression.rawValue, field: "planes[\(index)].compression")
        width = Int(message.width)
        height = Int(message.height)
        rowStep = Int(message.row_step)
        part = Int(message.part)
        metersPerCount = message.metres_per_count
        isRadial = message.radial != 0
    }
}
