public import Fathom

/// A part of other bytes, read in place; keeps them alive.
public final class ByteSlice: ByteStorage {
    // Points into `whole`, whose bytes never move.
    nonisolated(unsafe) public let bytes: UnsafeRawBufferPointer
    private let whole: any ByteStorage

    /// - Parameter bytes: within those of `whole`.
    public init(_ bytes: UnsafeRawBufferPointer, of whole: any ByteStorage) {
        self.bytes = bytes
        self.whole = whole
    }
}
