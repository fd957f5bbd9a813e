internal import FathomEpisodes
internal import Foundation

/// `fathom import`.
public struct Importer: Sendable {
    private let path: String
    private let map: String
    private let output: String
    private let overwrites: Bool

    /// - Parameters:
    ///   - path: an MCAP file or a folder.
    ///   - map: the YAML file.
    public init(path: String, map: String, output: String, overwrites: Bool) {
        self.path = path
        self.map = map
        self.output = output
        self.overwrites = overwrites
    }

    /// The exit code: 0 done, 1 failed, 2 the map is not accepted, 3 done with loss.
    public func run() -> Int32 {
        do {
            let report = try importEpisode()
            for line in report.words { Self.tell(line) }
            return report.hasLoss ? 3 : 0
        } catch let error as ConfigurationError {
            Self.tell("\(error)")
            return 2
        } catch {
            Self.tell("\(error)")
            return 1
        }
    }

    private func importEpisode() throws -> ImportReport {
        switch try ImportFile(path: map) {
        case .topics(let map):
            var source = try MCAPImport(path: path, map: map)
            return try source.run(to: output, version: Version.current, overwrites: overwrites)
        case .folder(let map):
            var source = try FolderImport(path: path, map: map)
            return try source.run(to: output, version: Version.current, overwrites: overwrites)
        }
    }

    private static func tell(_ text: String) {
        FileHandle.standardError.write(Data("fathom import: \(text)\n".utf8))
    }
}
