/// Reads an MCAP file front to back, record by record, without seeking; one chunk is in memory at a time.
public final class MCAPStreamReader {
    /// - Throws: when the input does not begin as an MCAP file.
    public init(_ input: any MCAPInput, limits: MCAPLimits = MCAPLimits()) throws(EpisodeError) {}

    /// The next record; those of a chunk come in its stead. `nil` behind the closing magic.
    ///
    /// - Throws: `.cut` where the file ends early, `.damaged` where it is wrong; what came before it stays valid.
    public func next() throws(EpisodeError) -> MCAPRecord? { nil }
}
