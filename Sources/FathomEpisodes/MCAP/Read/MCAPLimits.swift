/// What a file may claim at most, so that none takes all memory.
public struct MCAPLimits: Sendable {
    /// Of a chunk, compressed and uncompressed, of any other record, and of the summary.
    public var recordBytes: UInt64
    /// Chunks, attachments, metadata, each.
    public var entries: Int

    public init(recordBytes: UInt64 = 256 << 20, entries: Int = 1 << 22) {
        self.recordBytes = recordBytes
        self.entries = entries
    }
}
