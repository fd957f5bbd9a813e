/// How chunks are compressed.
public enum MCAPCompression: String, Sendable, CaseIterable {
    case none
    case lz4
    case zstd

    /// As the file says it.
    var name: String { self == .none ? "" : rawValue }
}
