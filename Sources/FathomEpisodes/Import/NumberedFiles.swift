internal import Glibc

/// The files of a folder whose names are a number within a pattern.
struct NumberedFiles {
    let folder: String
    /// As the names have them, `000001`; ordered by value, then by text.
    let numbers: [String]

    /// - Parameter pattern: with `{}` in place of the number.
    init(folder: String, pattern: String) throws(EpisodeError) {
        self.folder = folder
        guard let (before, after) = Self.parts(pattern) else {
            throw .unreadable(file: folder, reason: "the pattern \(pattern) has no {}")
        }
        guard let directory = opendir(folder) else {
            throw .unreadable(file: folder, reason: String(cString: strerror(errno)))
        }
        defer { closedir(directory) }
        var numbers: [(value: Int, text: String)] = []
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            guard name.count > before.count + after.count, name.hasPrefix(before), name.hasSuffix(after) else {
                continue
            }
            let text = String(name.dropFirst(before.count).dropLast(after.count))
            if text.allSatisfy(\.isNumber), let value = Int(text) { numbers.append((value, text)) }
        }
        self.numbers = numbers.sorted { ($0.value, $0.text) < ($1.value, $1.text) }.map(\.text)
    }

    func path(_ pattern: String, _ number: String) -> String {
        guard let (before, after) = Self.parts(pattern) else { return "\(folder)/\(pattern)" }
        return "\(folder)/\(before)\(number)\(after)"
    }

    private static func parts(_ pattern: String) -> (String, String)? {
        guard let place = pattern.firstRange(of: "{}") else { return nil }
        return (String(pattern[..<place.lowerBound]), String(pattern[place.upperBound...]))
    }

    /// - Throws: also for what is larger than a file of an image or a pose can be.
    static func read(_ path: String) throws(EpisodeError) -> RecordBuffer {
        let input = try FileInput(path: path)
        guard input.size > 0, input.size <= 256 << 20 else {
            throw .unreadable(file: path, reason: "expected 1 … \(256 << 20) bytes, found \(input.size)")
        }
        let buffer = RecordBuffer(capacity: Int(input.size))
        guard try input.read(into: buffer.memory) == buffer.memory.count else {
            throw .cut(file: path, offset: 0, record: "the file")
        }
        return buffer
    }
}
