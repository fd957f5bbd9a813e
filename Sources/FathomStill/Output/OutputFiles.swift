internal import Foundation

/// Files that are written whole, and together or not at all.
struct OutputFiles {
    private var files: [(path: String, bytes: Data)] = []
    private var folders: [String] = []

    /// - Parameter bytes: `nil` when the picture could not be encoded.
    mutating func add(_ path: String, _ bytes: Data?) throws(StillError) {
        guard let bytes else { throw .unwritable(file: path, reason: "the picture cannot be encoded") }
        files.append((path, bytes))
    }

    /// A folder that is made if it is not there.
    mutating func addFolder(_ path: String) {
        folders.append(path)
    }

    /// Says what will stand in the way, before any work is done.
    static func check(_ path: String) throws(StillError) {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue else {
            throw .unwritable(file: path, reason: "there is no folder \(folder)")
        }
        if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
            throw .unwritable(file: path, reason: "is a directory, not a file")
        }
        guard access(folder, W_OK) == 0 else {
            throw .unwritable(file: path, reason: String(cString: strerror(errno)))
        }
    }

    static func check(folder path: String) throws(StillError) {
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) {
            guard isFolder.boolValue else { throw .unwritable(file: path, reason: "is a file, not a folder") }
        }
    }

    /// Writes everything beside its place first, then moves it there.
    func write() throws(StillError) {
        for folder in folders {
            do {
                try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            } catch {
                throw .unwritable(file: folder, reason: "the folder cannot be made")
            }
        }
        var written: [(temporary: String, path: String)] = []
        do throws(StillError) {
            for (path, bytes) in files {
                let temporary = "\(path).\(getpid()).part"
                written.append((temporary, path))
                try Self.write(bytes, to: temporary, as: path)
            }
            for (temporary, path) in written where rename(temporary, path) != 0 {
                throw .unwritable(file: path, reason: String(cString: strerror(errno)))
            }
        } catch {
            for (temporary, _) in written { unlink(temporary) }
            throw error
        }
    }

    private static func write(_ bytes: Data, to temporary: String, as path: String) throws(StillError) {
        let file = open(temporary, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
        guard file >= 0 else { throw .unwritable(file: path, reason: String(cString: strerror(errno))) }
        defer { close(file) }
        var place = 0
        while place < bytes.count {
            let count = bytes.withUnsafeBytes {
                Foundation.write(file, $0.baseAddress.map { $0 + place }, bytes.count - place)
            }
            guard count > 0 else {
                throw .unwritable(
                    file: path, reason: count == 0 ? "nothing more can be written" : String(cString: strerror(errno)))
            }
            place += count
        }
    }
}
