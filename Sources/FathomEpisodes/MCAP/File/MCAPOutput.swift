/// Where an MCAP file is written to, front to back; any call may fail, as on a full disk.
public protocol MCAPOutput: AnyObject {
    /// What messages call it.
    var name: String { get }
    /// Writes all of the pieces, one behind the other.
    func write(_ pieces: [UnsafeRawBufferPointer]) throws(EpisodeError)
    /// Returns once everything written would survive a loss of power.
    func synchronize() throws(EpisodeError)
}
