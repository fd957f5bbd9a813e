/// Bytes that are read front to back: a file, a pipe, a test's array.
public protocol MCAPInput: AnyObject {
    /// What messages call it.
    var name: String { get }
    /// Fills the buffer as far as there are bytes, and returns how many there were; fewer only at the end.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(EpisodeError) -> Int
}

/// Bytes that are read at any place.
public protocol MCAPSeekableInput: MCAPInput {
    /// In bytes, when the input was opened.
    var size: UInt64 { get }
    /// Fills the buffer with what lies at `offset`, as far as there are bytes.
    func read(at offset: UInt64, into buffer: UnsafeMutableRawBufferPointer) throws(EpisodeError) -> Int
}
