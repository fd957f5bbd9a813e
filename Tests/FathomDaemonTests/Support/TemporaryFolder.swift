import Foundation

/// A folder that goes with the object. Its path is short: an ipc path has at most 107 bytes.
final class TemporaryFolder {
    let url: URL

    init() {
        let name = "fathom-" + String(UInt64.random(in: .min ... .max), radix: 36)
        url = FileManager.default.temporaryDirectory.appending(path: name, directoryHint: .isDirectory)
        try? FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: url)
    }

    func endpoint(_ name: String) -> String {
        "ipc://" + path(name)
    }

    func path(_ name: String) -> String {
        url.appending(path: name).path
    }

    /// Writes a file.
    /// - Returns: its path.
    func write(_ text: String, to name: String) throws -> String {
        try Data(text.utf8).write(to: url.appending(path: name))
        return path(name)
    }
}
