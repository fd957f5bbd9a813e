import CFathomProto
public import Fathom

/// Reads and writes what a user's detector found. Belongs to one thread.
public final class DetectionsCodec {
    private let arena: Arena

    public init() {
        arena = Arena()
    }

    /// - Parameter stream: the name behind `detections/` in the topic, which the message must repeat; `nil` skips the
    ///   comparison.
    /// - Throws: `Rejection` with the path of the field. Detections carry no planes, so a mask outline is refused.
    public func decode(_ bytes: UnsafeRawBufferPointer, stream topicStream: String? = nil) throws(Rejection)
        -> Detections
    {
        guard bytes.count <= FrameDecoder.maxHeaderBytes else {
            throw Rejection(
                "detections", expected: "at most \(FrameDecoder.maxHeaderBytes) bytes", found: "\(bytes.count)")
        }
        arena.rewind()
        let message = try arena.unpack(
            bytes, name: "detections", expected: "a fathom.v1.Detections", using: fathom__v1__detections__unpack)
        let stream = try String(wire: message.pointee.stream, field: "stream")
        guard !stream.isEmpty else { throw Rejection("stream", expected: "a name", found: "an empty one") }
        if let topicStream, topicStream != stream {
            throw Rejection("stream", expected: "\(topicStream), as in the topic", found: stream)
        }
        var regions: [RegionPrompt] = []
        try regions.refill(from: message.pointee.regions, count: message.pointee.n_regions)
        for index in regions.indices {
            if case .mask = regions[index].outline {
                throw Rejection(
                    "regions[\(index)].mask_part", expected: "box or polygon", found: "a mask without a plane")
            }
        }
        return Detections(
            stream: stream, captureTimeNanoseconds: message.pointee.capture_time_ns, regions: regions)
    }

    /// Replaces `buffer` by the message.
    ///
    /// - Throws: `Rejection` when a text holds a NUL.
    public func encode(_ detections: Detections, into buffer: inout [UInt8]) throws(Rejection) {
        arena.rewind()
        let message = try arena.make(fathom__v1__detections__init)
        message.pointee.stream = try arena.string(detections.stream, field: "stream")
        message.pointee.capture_time_ns = detections.captureTimeNanoseconds
        message.pointee.n_regions = detections.regions.count
        message.pointee.regions = try arena.messages(detections.regions, arena.message(from:))
        pack(message, into: &buffer)
    }
}
