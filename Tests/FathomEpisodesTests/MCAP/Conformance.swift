import FathomEpisodes
import Foundation

/// The official conformance files (foxglove/mcap, MIT), which lie beside a development checkout and not in it.
enum Conformance {
    static let folder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("shared/data/mcap_conformance")

    static var isPresent: Bool { FileManager.default.fileExists(atPath: folder.path) }

    /// Paths without their extension, sorted.
    static func cases() -> [String] {
        let files = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
        return files.filter { $0.hasSuffix(".mcap") }.sorted().map { folder.path + "/" + $0.dropLast(5) }
    }

    static func bytes(_ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(fileURLWithPath: name + ".mcap")))
    }

    /// The records that the case expects, one text each.
    static func expected(_ name: String) throws -> [String] {
        let json = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: name + ".json")))
        let records = (json as? [String: Any])?["records"] as? [[String: Any]] ?? []
        return records.map { record in
            let fields = (record["fields"] as? [[Any]] ?? []).map { "\($0[0])=\(text($0[1]))" }
            return ([record["type"] as? String ?? ""] + fields).joined(separator: " ")
        }
    }

    /// Numbers are texts in these files.
    private static func text(_ value: Any) -> String {
        switch value {
        case let bytes as [String]: "[\(bytes.joined(separator: ","))]"
        case let pairs as [String: String]:
            "{\(pairs.sorted { $0.key < $1.key }.map { "\($0.key):\($0.value)" }.joined(separator: ","))}"
        default: "\(value)"
        }
    }
}
