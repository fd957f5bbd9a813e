import Fathom

extension SourceMessage {
    /// Tells a received message apart by its topic, which is its first part, and its number of parts.
    init(_ topic: Topic, _ multipart: Multipart) {
        switch topic {
        case .frames(let stream): self = .frame(of: stream, multipart)
        case .detections(let stream): self = .detections(of: stream, multipart)
        }
    }

    private static func frame(of stream: String, _ multipart: Multipart) -> SourceMessage {
        guard multipart.excessParts == 0 else {
            return .malformedFrame(stream: stream, multipart.rejection(expected: "at most \(Multipart.maxParts) parts"))
        }
        guard multipart.parts.count > 1 else {
            return .malformedFrame(stream: stream, multipart.rejection(expected: "a topic, a header and the planes"))
        }
        return .frame(
            FrameMessage(stream: stream, header: multipart.parts[1], planes: Array(multipart.parts[2...])))
    }

    private static func detections(of stream: String, _ multipart: Multipart) -> SourceMessage {
        guard multipart.excessParts == 0, multipart.parts.count == 2 else {
            return .malformedDetections(stream: stream, multipart.rejection(expected: "a topic and one part"))
        }
        return .detections(stream: stream, bytes: multipart.parts[1])
    }

    /// The stream that the message belongs to; `nil` when it cannot be told.
    public var stream: String? {
        switch self {
        case .frame(let frame): frame.stream
        case .decoded(let decoded): decoded.frame.stream
        case .detections(let stream, _), .malformedFrame(let stream, _), .malformedDetections(let stream, _): stream
        case .unroutable: nil
        }
    }
}

extension Multipart {
    fileprivate func rejection(expected: String) -> Rejection {
        Rejection("parts", expected: expected, found: "\(parts.count + excessParts)")
    }
}
