internal import Foundation

/// The lines of a text file with their numbers from 1; blank ones are left out, a line may end in CR LF.
struct TextLines {
    let lines: [(number: Int, text: Substring)]

    init(_ text: String) {
        // Not `split` over Characters: CR LF is one Character, and text with combining marks would be slow.
        let pieces = Substring(text).utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        lines = pieces.enumerated().compactMap { index, piece in
            let line = piece.last == UInt8(ascii: "\r") ? piece.dropLast() : piece
            return line.allSatisfy { $0 == 0x20 || $0 == 0x09 } ? nil : (index + 1, Substring(line))
        }
    }

    init(contentsOf file: String) throws(EpisodeError) {
        do {
            self.init(try String(contentsOf: URL(fileURLWithPath: file), encoding: .utf8))
        } catch {
            let isPresent = FileManager.default.fileExists(atPath: file)
            throw .unreadable(file: file, reason: isPresent ? "cannot be read as UTF-8 text" : "no such file")
        }
    }
}
