internal import Glibc

/// A new file under a name that tells that it is not finished; takes its own name when it is.
///
/// What was written stays there as `PATH.partial` when the program ends before `finish()`.
public final class FileOutput: MCAPOutput {
    /// The finished file's path.
    public let path: String
    /// Where the bytes go until `finish()`.
    public let partialPath: String
    public var name: String { path }

    /// Linux takes no more in one call.
    private static let mostPieces = 1024
    private let overwrites: Bool
    private var descriptor: Int32

    /// Creates `PATH.partial`, or what the suffix says.
    ///
    /// - Parameter overwrites: whether what is there already may be replaced.
    /// - Throws: `EpisodeError.unwritable`, also when `path` or `PATH.partial` is there already.
    public init(path: String, suffix: String = ".partial", overwrites: Bool = false) throws(EpisodeError) {
        self.path = path
        partialPath = path + suffix
        self.overwrites = overwrites
        guard overwrites || access(path, F_OK) != 0 else {
            throw .unwritable(file: path, reason: "is there already")
        }
        descriptor = open(partialPath, O_WRONLY | O_CREAT | O_CLOEXEC | (overwrites ? O_TRUNC : O_EXCL), 0o644)
        guard descriptor >= 0 else {
            throw .unwritable(file: partialPath, reason: errno == EEXIST ? "is there already" : Self.reason)
        }
    }

    public func write(_ pieces: [UnsafeRawBufferPointer]) throws(EpisodeError) {
        var vectors = pieces.filter { !$0.isEmpty }.map {
            iovec(iov_base: UnsafeMutableRawPointer(mutating: $0.baseAddress), iov_len: $0.count)
        }[...]
        while !vectors.isEmpty {
            let count = vectors.withUnsafeBufferPointer {
                writev(descriptor, $0.baseAddress, Int32(min($0.count, Self.mostPieces)))
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                throw .unwritable(file: path, reason: count == 0 ? "nothing more can be written" : Self.reason)
            }
            Self.drop(count, from: &vectors)
        }
    }

    public func synchronize() throws(EpisodeError) {
        guard fdatasync(descriptor) == 0 else { throw .unwritable(file: path, reason: Self.reason) }
    }

    /// Makes all durable, gives the file its own name, and makes that durable.
    ///
    /// - Throws: also when a file of that name has come in between; `PATH.partial` then stays.
    public func finish() throws(EpisodeError) {
        guard fsync(descriptor) == 0 else { throw .unwritable(file: path, reason: Self.reason) }
        guard overwrites ? rename(partialPath, path) == 0 : takeName() else {
            throw .unwritable(file: path, reason: errno == EEXIST ? "is there already" : Self.reason)
        }
        try synchronizeFolder()
    }

    /// Gives the file its name unless another has it: unlike `rename`, `link` never replaces.
    private func takeName() -> Bool {
        if link(partialPath, path) == 0 { return unlink(partialPath) == 0 }
        // File systems without links.
        guard errno == EPERM || errno == EOPNOTSUPP, access(path, F_OK) != 0 else { return false }
        return rename(partialPath, path) == 0
    }

    /// Takes away what was written; for a file that shall not be finished.
    func removePartial() {
        unlink(partialPath)
    }

    /// A new name is on the disk once its folder is.
    private func synchronizeFolder() throws(EpisodeError) {
        let folder = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        let handle = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard handle >= 0 else { throw .unwritable(file: folder, reason: Self.reason) }
        defer { close(handle) }
        // EINVAL: a file system that cannot, and need not.
        guard fsync(handle) == 0 || errno == EINVAL else { throw .unwritable(file: folder, reason: Self.reason) }
    }

    /// Takes away the first `count` bytes.
    private static func drop(_ count: Int, from vectors: inout ArraySlice<iovec>) {
        var rest = count
        while let first = vectors.first, rest >= first.iov_len {
            rest -= first.iov_len
            vectors.removeFirst()
        }
        guard rest > 0 else { return }
        vectors[vectors.startIndex].iov_base += rest
        vectors[vectors.startIndex].iov_len -= rest
    }

    private static var reason: String { String(cString: strerror(errno)) }

    deinit {
        close(descriptor)
    }
}
