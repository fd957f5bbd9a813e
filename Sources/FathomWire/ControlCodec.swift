import CFathomProto
public import Fathom

/// Reads and writes the messages of the control socket. Belongs to one thread.
public final class ControlCodec {
    private let arena: Arena

    public init() {
        // A page of rewards is the largest message.
        arena = Arena(limit: 64 << 20)
    }

    /// Replaces `buffer` by the request.
    ///
    /// - Throws: `Rejection` when a text holds a NUL.
    public func encode(_ request: ControlRequest, into buffer: inout [UInt8]) throws(Rejection) {
        arena.rewind()
        pack(try arena.message(from: request), into: &buffer)
    }

    /// - Parameter requestID: set as soon as it is known, so that a refusal can carry it.
    /// - Throws: `Rejection` when the asker speaks a version that is not understood, or the bytes are no request.
    public func decodeRequest(
        _ bytes: UnsafeRawBufferPointer, requestID: inout UInt64
    ) throws(Rejection) -> ControlRequest {
        guard bytes.count <= FrameDecoder.maxHeaderBytes else {
            throw Rejection(
                "request", expected: "at most \(FrameDecoder.maxHeaderBytes) bytes", found: "\(bytes.count)")
        }
        arena.rewind()
        let message = try arena.unpack(
            bytes, name: "request", expected: "a fathom.v1.ControlRequest", using: fathom__v1__control_request__unpack)
        requestID = message.pointee.request_id
        let version = message.pointee.version
        guard (ControlRequest.oldestVersion...ControlRequest.currentVersion).contains(version) else {
            throw Rejection(
                "version", expected: "\(ControlRequest.oldestVersion) … \(ControlRequest.currentVersion)",
                found: "\(version)")
        }
        return ControlRequest(
            version: version, requestID: requestID, body: try ControlRequest.Body(wire: message.pointee))
    }

    /// Replaces `buffer` by the reply.
    ///
    /// - Throws: `Rejection` when a text holds a NUL.
    public func encode(_ reply: ControlReply, into buffer: inout [UInt8]) throws(Rejection) {
        arena.rewind()
        pack(try arena.message(from: reply), into: &buffer)
    }

    /// - Throws: `Rejection` when the bytes are no reply that this version knows.
    public func decodeReply(_ bytes: UnsafeRawBufferPointer) throws(Rejection) -> ControlReply {
        arena.rewind()
        let message = try arena.unpack(
            bytes, name: "reply", expected: "a fathom.v1.ControlReply", using: fathom__v1__control_reply__unpack)
        return ControlReply(
            version: message.pointee.version, requestID: message.pointee.request_id,
            body: try ControlReply.Body(wire: message.pointee))
    }

    /// The reply as JSON, as protobuf's own mapping writes it.
    public func json(_ reply: ControlReply) throws(Rejection) -> String {
        arena.rewind()
        var writer = MessageJSONWriter()
        writer.write(try arena.message(from: reply))
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
