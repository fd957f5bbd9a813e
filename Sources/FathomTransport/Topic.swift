/// The first part of a message to Fathom.
public enum Topic: Sendable, Equatable {
    case frames(stream: String)
    case detections(stream: String)

    /// Reads a topic.
    ///
    /// - Throws: the reason why nobody can be told about the message.
    public init(_ bytes: UnsafeRawBufferPointer) throws(UnroutableReason) {
        guard bytes.count <= StreamName.maxBytes + 16, let text = String(validating: bytes, as: UTF8.self) else {
            throw .unreadableTopic
        }
        if let stream = text.suffix(behind: "frames/") {
            self = .frames(stream: try Self.checked(stream))
        } else if let stream = text.suffix(behind: "detections/") {
            self = .detections(stream: try Self.checked(stream))
        } else {
            throw .unknownTopic
        }
    }

    private static func checked(_ stream: Substring) throws(UnroutableReason) -> String {
        guard StreamName.isValid(stream) else { throw .badStreamName }
        return String(stream)
    }

    public var stream: String {
        switch self {
        case .frames(let stream), .detections(let stream): stream
        }
    }

    public var text: String {
        switch self {
        case .frames(let stream): "frames/\(stream)"
        case .detections(let stream): "detections/\(stream)"
        }
    }
}

/// Why a message belongs to no stream. Few, so that they can be counted one by one.
public enum UnroutableReason: String, Error, Sendable, CaseIterable {
    case unreadableTopic = "topic is too long or not UTF-8"
    case unknownTopic = "unknown topic"
    case badStreamName = "topic without a usable stream name"
    case unwantedStream = "no task takes this stream"
    case lockstepStream = "stream whose frames come in lockstep"
    case tooManyStreams = "too many streams at once"
    case unreadableMessage = "message of another program that cannot be read"
    case unreadReply = "reply to a peer that is gone or does not read"
    case unreadableRequest = "control message without a request"
}

extension String {
    fileprivate func suffix(behind prefix: String) -> Substring? {
        utf8.starts(with: prefix.utf8) ? Substring(utf8.dropFirst(prefix.utf8.count)) : nil
    }
}
