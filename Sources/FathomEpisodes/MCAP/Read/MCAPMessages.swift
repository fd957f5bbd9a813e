/// Messages, one after another; a chunk's are read when the first of them is asked for.
public final class MCAPMessages {
    private var messages: (any MessageSequence)?

    init(_ messages: any MessageSequence) {
        self.messages = messages
    }

    /// The next message; `nil` at the end, and after an error.
    public func next() throws(EpisodeError) -> MCAPMessage? {
        do throws(EpisodeError) {
            return try messages?.next()
        } catch {
            messages = nil
            throw error
        }
    }
}

protocol MessageSequence {
    mutating func next() throws(EpisodeError) -> MCAPMessage?
}
