internal import Fathom
internal import Foundation

/// The text at the beginning of a PCD file, version 0.7.
struct PCDHeader {
    enum Encoding: String { case ascii, binary, binaryCompressed = "binary_compressed" }

    struct Field: Equatable {
        var name: String
        /// Bytes of one value.
        var size: Int
        /// F, I or U.
        var type: Character
        /// Values a point.
        var count: Int
        var bytes: Int { size * count }
    }

    private(set) var fields: [Field] = []
    private(set) var width = 0
    private(set) var height = 0
    private(set) var encoding = Encoding.ascii
    /// Where the points begin in the file.
    private(set) var dataOffset = 0

    var points: Int { width * height }
    /// Bytes of one point.
    var pointBytes: Int { fields.reduce(0) { $0 + $1.bytes } }

    private static let maxBytes = 1 << 14
    private static let maxFields = 64

    init(_ bytes: Data, file: String) throws(StillError) {
        var values: [String: [String]] = [:]
        let head = [UInt8](bytes.prefix(Self.maxBytes))
        var start = 0
        while let end = head[start...].firstIndex(of: UInt8(ascii: "\n")) {
            let words = String(decoding: head[start..<end], as: UTF8.self).split(whereSeparator: \.isWhitespace)
                .map(String.init)
            start = end + 1
            guard let key = words.first, !key.hasPrefix("#") else { continue }
            values[key.uppercased()] = Array(words.dropFirst())
            if key.uppercased() == "DATA" {
                dataOffset = start
                break
            }
        }
        guard dataOffset > 0 else {
            throw .malformed(
                file: file, expected: "an organised point cloud (PCD)",
                found: values["FIELDS"] == nil ? "something else" : "a header without DATA")
        }
        try readFields(values, file)
        try readSize(values, file)
        guard let word = values["DATA"]?.first, let encoding = Encoding(rawValue: word.lowercased()) else {
            throw .malformed(
                file: file, expected: "DATA ascii, binary or binary_compressed",
                found: "'\((values["DATA"]?.first ?? "").shortened)'")
        }
        self.encoding = encoding
    }

    private mutating func readFields(_ values: [String: [String]], _ file: String) throws(StillError) {
        let names = values["FIELDS"] ?? []
        let sizes = (values["SIZE"] ?? []).map { Int($0) ?? 0 }
        let types = values["TYPE"] ?? []
        let counts = values["COUNT"].map { $0.map { Int($0) ?? 0 } } ?? names.map { _ in 1 }
        guard (1...Self.maxFields).contains(names.count), sizes.count == names.count, types.count == names.count,
            counts.count == names.count
        else {
            throw .malformed(
                file: file, expected: "FIELDS, SIZE, TYPE and COUNT of one length, at most \(Self.maxFields)",
                found: "\(names.count), \(sizes.count), \(types.count) and \(counts.count)")
        }
        for (index, name) in names.enumerated() {
            guard [1, 2, 4, 8].contains(sizes[index]), ["F", "I", "U"].contains(types[index]),
                (1...4096).contains(counts[index]), let type = types[index].first
            else {
                throw .malformed(
                    file: file, expected: "fields of 1, 2, 4 or 8 bytes of type F, I or U",
                    found:
                        "'\(name.shortened)' of \(sizes[index]) bytes, type '\(types[index].shortened)', \(counts[index]) times"
                )
            }
            fields.append(Field(name: name, size: sizes[index], type: type, count: counts[index]))
        }
        for name in ["x", "y", "z"] {
            guard let field = fields.first(where: { $0.name == name }), field.type == "F", field.size >= 4,
                field.count == 1
            else {
                throw .malformed(
                    file: file, expected: "fields x, y and z of type F",
                    found: "FIELDS \(names.joined(separator: " "))".shortened)
            }
        }
    }

    private mutating func readSize(_ values: [String: [String]], _ file: String) throws(StillError) {
        func number(_ key: String) -> Int? { values[key]?.first.flatMap { Int($0) } }
        guard let width = number("WIDTH"), let height = number("HEIGHT") else {
            throw .malformed(file: file, expected: "WIDTH and HEIGHT", found: "none")
        }
        guard width > 1, height > 1 else {
            throw .malformed(
                file: file, expected: "an organised point cloud, a point for each pixel of an image",
                found: "an unorganised one of \(width)×\(height)")
        }
        guard width <= ImageHeader.maxSide, height <= ImageHeader.maxSide else {
            throw .malformed(
                file: file, expected: "at most \(ImageHeader.maxSide) points a side", found: "\(width)×\(height)")
        }
        if let points = number("POINTS"), points != width * height {
            throw .malformed(file: file, expected: "\(width * height) POINTS (\(width)×\(height))", found: "\(points)")
        }
        (self.width, self.height) = (width, height)
    }
}
