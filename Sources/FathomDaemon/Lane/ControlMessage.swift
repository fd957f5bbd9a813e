import FathomTransport

/// A peer of the control socket.
struct ControlClient: Equatable {
    /// What ROUTER calls it.
    let identity: [UInt8]
    /// As the socket's monitor names it; `nil` within one process.
    let connection: Int32?

    static func == (left: Self, right: Self) -> Bool {
        left.identity == right.identity
    }
}

/// A request as ROUTER hands it out: [identity, request, attachments…], with an empty part before the request from REQ.
struct ControlMessage {
    let client: ControlClient
    let hasDelimiter: Bool
    let request: ReceivedMessage
    let attachments: ArraySlice<ReceivedMessage>
    /// Attachments that were thrown away, because there were too many.
    let excessParts: Int

    /// Parts that one may have: eight cameras with all their planes.
    static let maxParts = 128

    /// `nil` when there is no request in it.
    init?(_ multipart: Multipart) {
        let parts = multipart.parts
        guard parts.count > 1 else { return nil }
        hasDelimiter = parts[1].bytes.isEmpty
        let start = hasDelimiter ? 2 : 1
        guard parts.count > start else { return nil }
        request = parts[start]
        attachments = parts[(start + 1)...]
        excessParts = multipart.excessParts
        client = ControlClient(identity: Array(parts[0].bytes), connection: parts[start].connection)
    }
}
