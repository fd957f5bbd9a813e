internal import Glibc

/// An ordinary file, opened to be read.
public final class FileInput: MCAPSeekableInput {
    public let name: String
    public let size: UInt64
    private let descriptor: Int32

    /// - Throws: `EpisodeError.unreadable` for what is no ordinary file.
    public init(path: String) throws(EpisodeError) {
        name = path
        // Not O_RDONLY alone: the opening of a named pipe would wait for its writer.
        descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw .unreadable(file: path, reason: String(cString: strerror(errno))) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            let isFolder = status.st_mode & S_IFMT == S_IFDIR
            throw .unreadable(file: path, reason: isFolder ? "is a directory, not a file" : "is no ordinary file")
        }
        size = UInt64(max(0, status.st_size))
    }

    public func read(into buffer: UnsafeMutableRawBufferPointer) throws(EpisodeError) -> Int {
        try fill(buffer) { rest, _ in Glibc.read(descriptor, rest.baseAddress, rest.count) }
    }

    public func read(at offset: UInt64, into buffer: UnsafeMutableRawBufferPointer) throws(EpisodeError) -> Int {
        guard let place = off_t(exactly: offset) else { return 0 }
        return try fill(buffer) { rest, filled in
            pread(descriptor, rest.baseAddress, rest.count, place &+ filled)
        }
    }

    /// Calls `take` with what is left of the buffer and how much is filled, until it is full or nothing comes.
    private func fill(
        _ buffer: UnsafeMutableRawBufferPointer, _ take: (UnsafeMutableRawBufferPointer, Int) -> Int
    ) throws(EpisodeError) -> Int {
        var filled = 0
        while filled < buffer.count {
            let count = take(UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]), filled)
            if count == 0 { break }
            guard count > 0 else {
                if errno == EINTR { continue }
                throw .unreadable(file: name, reason: String(cString: strerror(errno)))
            }
            filled += count
        }
        return filled
    }

    deinit {
        close(descriptor)
    }
}
