/// A received message of several parts, reused from one receive to the next.
public struct Multipart: Sendable {
    /// Parts that a message may have where nothing else is said.
    public static let maxParts = 16

    public internal(set) var parts: [ReceivedMessage] = []
    /// Parts beyond `limit` that were thrown away.
    public internal(set) var excessParts = 0
    /// Parts that a message may have; more are drained and reported.
    public let limit: Int

    public init(limit: Int = Self.maxParts) {
        self.limit = limit
        parts.reserveCapacity(limit)
    }

    /// Gives the parts back to libzmq as soon as nobody else holds them.
    public mutating func removeAll() {
        parts.removeAll(keepingCapacity: true)
        excessParts = 0
    }
}

extension ReceivedMessage {
    /// The part as text; `nil` when it is not UTF-8.
    public var text: String? {
        String(validating: bytes, as: UTF8.self)
    }
}
