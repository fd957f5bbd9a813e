internal import Foundation

/// A new file under a name that tells that it is not finished; takes its own name when it is.
public final class FileOutput: MCAPOutput {
    /// The finished file's path.
    public let path: String
    /// Where the bytes go until `finish()`.
    public var partialPath: String { path + ".partial" }
    public var name: String { path }
    private var descriptor: Int32

    /// Creates `PATH.partial`.
    ///
    /// - Throws: `EpisodeError.unwritable`, also when `path` or `PATH.partial` is there already.
    public init(path: String, overwrites: Bool = false) throws(EpisodeError) {
        self.path = path
        descriptor = -1
        throw .unwritable(file: path, reason: "not built yet")
    }

    public func write(_ pieces: [UnsafeRawBufferPointer]) throws(EpisodeError) {}

    public func synchronize() throws(EpisodeError) {}

    /// Makes all durable, gives the file its own name, and makes that durable (fsync of the folder).
    public func finish() throws(EpisodeError) {}
}
