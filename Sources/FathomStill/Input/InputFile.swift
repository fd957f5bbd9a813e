internal import Fathom
internal import Foundation

/// A file read whole, once it is known to be a file of bearable size.
enum InputFile {
    /// An uncompressed 4096×4096 point cloud with colour and normals is about this large.
    static let maxBytes = 1 << 30

    static func read(_ path: String, atMost limit: Int = maxBytes) throws(StillError) -> Data {
        var status = stat()
        guard stat(path, &status) == 0 else {
            throw .unreadable(file: path, reason: String(cString: strerror(errno)))
        }
        switch status.st_mode & S_IFMT {
        case S_IFREG: break
        case S_IFDIR: throw .unreadable(file: path, reason: "is a directory, not a file")
        default: throw .unreadable(file: path, reason: "is no ordinary file")
        }
        guard Int(status.st_size) <= limit else {
            throw .malformed(file: path, expected: "at most \(limit) bytes", found: "\(status.st_size)")
        }
        guard status.st_size > 0 else { throw .unreadable(file: path, reason: "is empty") }
        do {
            return try Data(contentsOf: URL(fileURLWithPath: path))
        } catch {
            let reason = access(path, R_OK) == 0 ? "could not be read" : String(cString: strerror(errno))
            throw .unreadable(file: path, reason: reason)
        }
    }
}
