/// Keeps the newest message of each stream and counts those it replaced.
public struct LatestMailbox<Message: Sendable>: Sendable {
    private struct Slot: Sendable {
        let stream: String
        var message: Message
        var skipped = 0
    }

    /// Streams that may be pending at once.
    public let maxStreams: Int
    /// In the order in which their first pending message came, so that no stream starves another.
    private var slots: [Slot] = []

    public init(maxStreams: Int = 256) {
        self.maxStreams = maxStreams
    }

    public var isEmpty: Bool {
        slots.isEmpty
    }

    /// Replaces what is pending of the stream.
    ///
    /// - Returns: false when the message was refused because too many other streams are pending.
    public mutating func put(_ message: Message, stream: String) -> Bool {
        if let index = slots.firstIndex(where: { $0.stream == stream }) {
            slots[index].message = message
            slots[index].skipped += 1
            return true
        }
        guard slots.count < maxStreams else { return false }
        slots.append(Slot(stream: stream, message: message))
        return true
    }

    /// The message whose stream has waited longest, and how many of that stream it replaced.
    public mutating func take() -> (message: Message, skipped: Int)? {
        guard !slots.isEmpty else { return nil }
        let slot = slots.removeFirst()
        return (slot.message, slot.skipped)
    }
}
