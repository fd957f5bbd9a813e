import Foundation

/// Lines into a new file, or to standard output.
final class LineFile {
    let path: String
    private let file: FileHandle
    private var waiting: [UInt8] = []

    private static let bufferBytes = 1 << 16

    /// - Parameter path: a file that is not there yet; `-` is standard output.
    init(path: String) throws(ReplayError) {
        self.path = path
        guard path != "-" else {
            file = .standardOutput
            return
        }
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else {
            throw .output("\(path): cannot be written: \(String(cString: strerror(errno)))")
        }
        file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    }

    func append(_ line: [UInt8]) throws(ReplayError) {
        waiting += line
        waiting.append(UInt8(ascii: "\n"))
        if waiting.count >= Self.bufferBytes { try flush() }
    }

    /// Removes the file.
    func discard() {
        guard path != "-" else { return }
        unlink(path)
    }

    func flush() throws(ReplayError) {
        do {
            try file.write(contentsOf: Data(waiting))
        } catch {
            throw .output("\(path): \(error)")
        }
        waiting.removeAll(keepingCapacity: true)
    }
}
