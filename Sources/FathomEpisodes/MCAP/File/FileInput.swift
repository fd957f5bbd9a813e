/// An ordinary file, opened to be read.
public final class FileInput: MCAPSeekableInput {
    public let name: String
    public let size: UInt64

    /// - Throws: `EpisodeError.unreadable` for what is no ordinary file.
    public init(path: String) throws(EpisodeError) {
        name = path
        size = 0
    }

    public func read(into buffer: UnsafeMutableRawBufferPointer) throws(EpisodeError) -> Int { 0 }

    public func read(at offset: UInt64, into buffer: UnsafeMutableRawBufferPointer) throws(EpisodeError) -> Int { 0 }
}
