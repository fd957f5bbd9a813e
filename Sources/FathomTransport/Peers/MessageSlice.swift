import Fathom

/// A part of a received message, read in place; keeps the message alive.
final class MessageSlice: ByteStorage {
    // Points into `message`, which never moves and is never written to.
    nonisolated(unsafe) let bytes: UnsafeRawBufferPointer
    private let message: any ByteStorage

    /// - Parameter bytes: within those of `message`.
    init(_ bytes: UnsafeRawBufferPointer, of message: any ByteStorage) {
        self.bytes = bytes
        self.message = message
    }
}
